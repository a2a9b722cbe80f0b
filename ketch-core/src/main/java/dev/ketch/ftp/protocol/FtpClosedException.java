package dev.ketch.ftp.protocol;

import org.jspecify.annotations.Nullable;

/**
 * The control connection is gone: the server said 421, closed it, or it was reset. The session is
 * dead; a new one may work.
 */
public final class FtpClosedException extends FtpException {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable Reply reply;

  /** The connection ended without a word. */
  public FtpClosedException(String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reply = null;
  }

  /** The server does not let us in: its greeting was a refusal. */
  public FtpClosedException(String message, Reply reply) {
    super(message, null);
    this.reply = reply;
  }

  /** The server closed the session with a 421. */
  public FtpClosedException(Reply reply) {
    super("the server closed the session: \"" + reply + "\"", null);
    this.reply = reply;
  }

  /** The 421 or the refusing greeting, or null where the connection just ended. */
  public @Nullable Reply reply() {
    return reply;
  }

  @Override
  public boolean sessionSurvives() {
    return false;
  }
}
