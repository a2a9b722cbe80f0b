package dev.ketch.ftp.internal.transfer;

import dev.ketch.ftp.protocol.FtpException;
import dev.ketch.ftp.protocol.FtpIncompleteException;
import dev.ketch.ftp.protocol.Reply;
import java.io.IOException;

/** A write that failed while the server may have said why. */
final class UploadTrouble {
  private UploadTrouble() {}

  static IOException explain(OpenTransfer transfer, IOException e) {
    Reply last = transfer.ended() ? null : transfer.abandon(false);
    if (last != null && !last.isCompletion()) {
      return new FtpIncompleteException(
          "the server broke off the upload: \"" + last + "\"", true, e);
    }
    return e instanceof FtpException
        ? e
        : new FtpIncompleteException(
            "the data connection broke during the upload: " + e.getMessage(), last != null, e);
  }
}
