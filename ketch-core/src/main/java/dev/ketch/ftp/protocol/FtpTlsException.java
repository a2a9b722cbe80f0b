package dev.ketch.ftp.protocol;

import org.jspecify.annotations.Nullable;

/** TLS could not be had or cannot be trusted. The session is closed; nothing secret was sent. */
public final class FtpTlsException extends FtpException {
  private static final long serialVersionUID = 1L;

  /** A refused AUTH or PROT, a certificate that does not hold, a failed handshake. */
  public FtpTlsException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  @Override
  public boolean sessionSurvives() {
    return false;
  }
}
