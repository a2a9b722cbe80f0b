package dev.ketch.ftp.protocol;

import org.jspecify.annotations.Nullable;

/**
 * A transfer ended, but not whole: fewer or more bytes than the server announced, an end of data
 * without TLS close_notify, or a data connection that was reset.
 */
public final class FtpIncompleteException extends FtpException {
  private static final long serialVersionUID = 1L;

  private final boolean sessionSurvives;

  /** A transfer that is not whole, with the reason in one sentence. */
  public FtpIncompleteException(
      String message, boolean sessionSurvives, @Nullable Throwable cause) {
    super(message, cause);
    this.sessionSurvives = sessionSurvives;
  }

  @Override
  public boolean sessionSurvives() {
    return sessionSurvives;
  }
}
