package dev.ketch.ftp.protocol;

import org.jspecify.annotations.Nullable;

/** The server could not be found or reached. No session exists. */
public final class FtpConnectException extends FtpException {
  private static final long serialVersionUID = 1L;

  /** A host that does not resolve or a port that does not answer, in one sentence. */
  public FtpConnectException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  @Override
  public boolean sessionSurvives() {
    return false;
  }
}
