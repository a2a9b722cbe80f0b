package dev.ketch.sync;

import dev.ketch.ftp.SegmentedDownload;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A file that several workers fetch together, and how many of them are still to come or to go. */
final class LargeFile {
  final SyncAction.Transfer transfer;
  final SegmentedDownload download;

  /** What an earlier run had left of it. */
  final long before;

  private int workers;
  private boolean over;
  private @Nullable IOException failure;

  LargeFile(SyncAction.Transfer transfer, SegmentedDownload download, int workers) {
    this.transfer = transfer;
    this.download = download;
    this.workers = workers;
    this.before = download.bytesThere();
  }

  synchronized boolean isOver() {
    return over;
  }

  /** It has its name, or was given up. */
  synchronized void end() {
    over = true;
  }

  /**
   * A worker goes, for a failure or because there is nothing left to fetch.
   *
   * @return the failure to report, if this was the last one and the file is not whole
   */
  synchronized @Nullable IOException leave(@Nullable IOException why) {
    workers--;
    failure = failure == null ? why : failure;
    return workers == 0 && !over ? failure : null;
  }

  void close() throws IOException {
    download.close();
  }
}
