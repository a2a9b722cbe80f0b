package dev.ketch.cli;

import dev.ketch.ftp.FtpClient;
import dev.ketch.ftp.FtpSession;
import dev.ketch.ftp.SegmentedDownload;
import dev.ketch.ftp.TransferOptions;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** {@code get --segments N}: one file over several sessions. */
final class SegmentedGet {
  private final FtpClient client;
  private final int sessions;
  private final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();
  private final ProgressLine progress;
  private volatile long there;

  SegmentedGet(FtpClient client, int sessions, ProgressLine progress) {
    this.client = client;
    this.sessions = sessions;
    this.progress = progress;
  }

  /** Fetches the file; false if the server cannot send it in pieces, and nothing was done. */
  boolean run(FtpSession first, String remote, Path target, TransferOptions options)
      throws IOException {
    long size = first.size(remote).orElse(-1);
    Instant time = first.modified(remote).orElse(null);
    if (size <= 0 || !SegmentedDownload.isPossible(first, remote, size)) {
      return false;
    }
    try (SegmentedDownload download =
        SegmentedDownload.open(remote, target, options.withListed(size, time))) {
      List<Thread> helpers = new ArrayList<>();
      for (int i = 1; i < sessions; i++) {
        Thread helper = new Thread(() -> help(download, size), "ketch-segment-" + i);
        helper.setDaemon(true);
        helper.start();
        helpers.add(helper);
      }
      work(first, download, size);
      for (Thread helper : helpers) {
        helper.join();
      }
      // What a helper that failed has left is done here.
      work(first, download, size);
      if (download.bytesThere() < size) {
        IOException why = failure.get();
        throw why != null ? why : new IOException("\"" + remote + "\" did not come whole");
      }
      download.finish(first);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  private void help(SegmentedDownload download, long size) {
    try (FtpSession session = client.connect()) {
      work(session, download, size);
    } catch (IOException e) {
      failure.compareAndSet(null, e); // The others do what is left.
    }
  }

  private void work(FtpSession session, SegmentedDownload download, long size) throws IOException {
    download.work(
        session,
        more -> {
          there = download.bytesThere();
          progress.update("in segments", there, size);
        });
  }

  /** How many bytes have come, in all pieces together. */
  long there() {
    return there;
  }
}
