package dev.ketch.ftp;

import java.io.IOException;

/**
 * Another transfer is writing the very same file: of this process, or of another one on this
 * machine. Nothing was begun, and the session goes on; later it may work.
 */
public final class TransferRunningException extends IOException {
  private static final long serialVersionUID = 1L;

  TransferRunningException(String target) {
    super("another transfer to \"" + target + "\" is running; let it finish first");
  }
}
