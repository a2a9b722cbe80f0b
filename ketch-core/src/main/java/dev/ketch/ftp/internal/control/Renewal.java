package dev.ketch.ftp.internal.control;

import java.io.IOException;

/** Called before each transfer: replaces a control connection that can secure no more data. */
@FunctionalInterface
public interface Renewal {
  /** Does nothing, as a session without TLS. */
  Renewal NEVER = () -> {};

  /** Renews the connection if it must be. */
  void ifNeeded() throws IOException;
}
