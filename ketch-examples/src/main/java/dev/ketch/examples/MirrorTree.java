package dev.ketch.examples;

import dev.ketch.sync.Mirror;
import dev.ketch.sync.SyncEvent;
import dev.ketch.sync.SyncListener;
import dev.ketch.sync.SyncReport;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A whole tree; run it again to fetch what is new. Arguments: host, remote directory, local
 * directory.
 */
public final class MirrorTree {
  private MirrorTree() {}

  public static void main(String[] args) throws Exception {
    SyncReport report =
        Mirror.of(Server.at(args[0])).withListener(new Lines()).download(args[1], Path.of(args[2]));
    System.out.printf(
        "%d files fetched, %d skipped, %d failed%n",
        report.files(), report.skipped(), report.failed());
    if (!report.isComplete()) {
      throw new IOException("the tree is not complete"); // A single failure does not throw.
    }
  }

  /** A line for each file that is done and for each failure. */
  private static final class Lines implements SyncListener {
    @Override
    public void event(SyncEvent event) {
      switch (event.kind()) {
        case DONE -> System.out.println(event.path());
        case ERROR -> System.out.println(event.path() + ": " + event.reason());
        default -> {}
      }
    }
  }
}
