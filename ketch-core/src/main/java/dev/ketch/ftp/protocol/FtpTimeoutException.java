package dev.ketch.ftp.protocol;

import java.time.Duration;

/** The other side was silent for too long. The session is dead. */
public final class FtpTimeoutException extends FtpException {
  private static final long serialVersionUID = 1L;

  /** What was being waited for. */
  public enum Phase {
    /** The TCP connection. */
    CONNECT,
    /** The TLS handshake. */
    TLS,
    /** The server's connection to us, in active mode. */
    ACCEPT,
    /** A reply on the control connection. */
    REPLY,
    /** More data, or room for more, on the data connection. */
    DATA
  }

  private final Phase phase;
  private final Duration limit;

  /** A wait in {@code phase} that lasted longer than {@code limit}. */
  public FtpTimeoutException(Phase phase, Duration limit, String message) {
    super(message, null);
    this.phase = phase;
    this.limit = limit;
  }

  /** What was being waited for. */
  public Phase phase() {
    return phase;
  }

  /** The limit that ran out. */
  public Duration limit() {
    return limit;
  }

  @Override
  public boolean sessionSurvives() {
    return false;
  }
}
