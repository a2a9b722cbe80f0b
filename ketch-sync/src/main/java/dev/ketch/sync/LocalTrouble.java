package dev.ketch.sync;

import java.io.IOException;

/** Failures of this machine that make going on pointless. */
final class LocalTrouble {
  private LocalTrouble() {}

  /** Whether the disk is full; Java tells it in words only. */
  static boolean isFull(IOException e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      String text = String.valueOf(t.getMessage());
      boolean ours = !(t instanceof dev.ketch.ftp.protocol.FtpException);
      if (ours
          && (text.contains("No space left on device")
              || text.contains("not enough space on the disk")
              || text.contains("Disk quota exceeded"))) {
        return true;
      }
    }
    return false;
  }
}
