package dev.ketch.ftp.internal.control;

import dev.ketch.ftp.protocol.FtpClosedException;
import dev.ketch.ftp.protocol.FtpException;
import dev.ketch.ftp.protocol.FtpTimeoutException;
import java.io.IOException;
import java.time.Duration;

/**
 * A command got no answer although those before it had theirs: something on the way may have
 * swallowed it, or have cut the connection for it. The control connection is dead.
 */
public final class SwallowedException extends IOException {
  private static final long serialVersionUID = 1L;

  private final FtpException why;

  SwallowedException(FtpException why) {
    super(why.getMessage(), why);
    this.why = why;
  }

  /** The time-out, or the end of the connection. */
  public FtpException why() {
    return why;
  }

  /** Whether nothing came at all, where otherwise the connection ended. */
  public boolean silent() {
    return why instanceof FtpTimeoutException;
  }

  /** What to report when a new session in place of this one could not be had either. */
  public FtpException beyondRepair(String verb, IOException trouble) {
    String after = ", and a new session could not be used either: " + trouble.getMessage();
    FtpException e;
    if (why instanceof FtpTimeoutException timeout) {
      Duration limit = timeout.limit();
      e =
          new FtpTimeoutException(
              FtpTimeoutException.Phase.REPLY,
              limit,
              "the server did not answer " + verb + " within " + seconds(limit) + " s" + after);
    } else {
      e = new FtpClosedException("the server did not answer " + verb + after, why);
    }
    e.addSuppressed(trouble);
    return e;
  }

  private static double seconds(Duration limit) {
    return limit.toMillis() / 1000.0;
  }
}
