package dev.ketch.ftp.protocol;

/**
 * What came is not FTP, or went over a limit. The control connection is closed, since what follows
 * on it can no longer be told apart. Counterpart of ftplib's {@code error_proto}.
 */
public final class FtpProtocolException extends FtpException {
  private static final long serialVersionUID = 1L;

  private final boolean overLimit;

  /** A breach of the protocol, described in one sentence. */
  public FtpProtocolException(String message) {
    this(message, false);
  }

  private FtpProtocolException(String message, boolean overLimit) {
    super(message, null);
    this.overLimit = overLimit;
  }

  /** Something that went over a limit, described in one sentence. */
  public static FtpProtocolException overLimit(String message) {
    return new FtpProtocolException(message, true);
  }

  /** Whether this went over a limit; the same again would do so again. */
  public boolean isOverLimit() {
    return overLimit;
  }

  @Override
  public boolean sessionSurvives() {
    return false;
  }
}
