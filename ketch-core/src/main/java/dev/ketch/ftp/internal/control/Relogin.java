package dev.ketch.ftp.internal.control;

import java.io.IOException;

/** Logs in once more, over a fresh connection: the session is in its login directory then. */
@FunctionalInterface
public interface Relogin {
  /** Replaces the connection; if that fails, the session has ended. */
  void run() throws IOException;
}
