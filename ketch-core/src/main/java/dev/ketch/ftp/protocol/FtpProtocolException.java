package dev.ketch.ftp.protocol;

/**
 * What came is not FTP, or went over a limit. The control connection is closed, since what follows
 * on it can no longer be told apart. Counterpart of ftplib's {@code error_proto}.
 */
public final class FtpProtocolException extends FtpException {
  private static final long serialVersionUID = 1L;

  /** A breach of the protocol, described in one sentence. */
  public FtpProtocolException(String message) {
    super(message, null);
  }

  @Override
  public boolean sessionSurvives() {
    return false;
  }
}
