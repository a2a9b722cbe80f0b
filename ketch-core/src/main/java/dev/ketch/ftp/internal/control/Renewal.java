package dev.ketch.ftp.internal.control;

import java.io.IOException;

/** Replaces the control connection of a session by a fresh one, logged in and in the same place. */
public interface Renewal {
  /** Called before each transfer: renews a connection that can secure no more data. */
  void ifNeeded() throws IOException;

  /**
   * Renews a connection that is dead.
   *
   * @throws IOException if there is no way to the same state, or the server lets nobody in
   */
  void again() throws IOException;
}
