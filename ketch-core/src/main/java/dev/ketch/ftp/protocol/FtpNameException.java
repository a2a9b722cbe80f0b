package dev.ketch.ftp.protocol;

import org.jspecify.annotations.Nullable;

/**
 * A name that the server cannot have: it holds a character that the session's charset does not
 * have, and nothing has been sent; or it is no text, and the server keeps names as text. The
 * session goes on.
 */
public final class FtpNameException extends FtpException {
  private static final long serialVersionUID = 1L;

  /** Such a name, described in one sentence. */
  public FtpNameException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  @Override
  public boolean sessionSurvives() {
    return true;
  }
}
