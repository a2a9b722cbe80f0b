package dev.ketch.ftp.protocol;

/**
 * A name or a command that cannot be sent: it holds a character that the session's charset does not
 * have. Nothing has been sent, and the session goes on.
 */
public final class FtpNameException extends FtpException {
  private static final long serialVersionUID = 1L;

  /** A name that cannot be sent, described in one sentence. */
  public FtpNameException(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public boolean sessionSurvives() {
    return true;
  }
}
