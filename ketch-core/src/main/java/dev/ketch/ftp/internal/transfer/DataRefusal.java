package dev.ketch.ftp.internal.transfer;

import dev.ketch.ftp.internal.control.ControlChannel;
import dev.ketch.ftp.internal.control.SessionState;
import dev.ketch.ftp.protocol.Command;
import dev.ketch.ftp.protocol.FtpException;
import dev.ketch.ftp.protocol.FtpReplyException;
import dev.ketch.ftp.protocol.FtpTlsException;
import dev.ketch.ftp.protocol.Reply;
import java.util.Locale;

/** Tells a data connection whose TLS session was not resumed from other refusals. */
final class DataRefusal {
  private DataRefusal() {}

  /**
   * vsftpd: "522 SSL connection failed: session reuse required". FileZilla Server: "425 … TLS
   * session of data connection not resumed". ProFTPD: "425 Unable to build data connection:
   * Operation not permitted".
   */
  static boolean wantsResumption(Reply reply) {
    if (reply.code() != 425 && reply.code() != 522 && reply.code() != 450) {
      return false;
    }
    String text = reply.text().toLowerCase(Locale.ROOT);
    return text.contains("reuse")
        || text.contains("resum")
        || reply.code() == 425 && text.contains("operation not permitted");
  }

  static FtpException of(ControlChannel control, SessionState state, Command command, Reply reply) {
    if (!state.protectsData || !wantsResumption(reply)) {
      return new FtpReplyException(command, reply);
    }
    String message =
        "the server wants each data connection to resume the TLS session of its control connection,"
            + " which could not be done here: \""
            + reply
            + "\"; its owner can allow it (vsftpd: require_ssl_reuse=NO, ProFTPD: TLSOptions"
            + " NoSessionReuseRequired)";
    control.die(message);
    return new FtpTlsException(message, null);
  }
}
