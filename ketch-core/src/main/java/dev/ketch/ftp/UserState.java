package dev.ketch.ftp;

import java.nio.file.Path;

/** Where this user keeps what a program has to remember between its runs. */
public final class UserState {
  private UserState() {}

  /**
   * Ketch's state directory: {@code $XDG_STATE_HOME/ketch}, by default {@code
   * ~/.local/state/ketch}; on Windows within {@code %LOCALAPPDATA%}. It need not exist.
   */
  public static Path directory() {
    String xdg = System.getenv("XDG_STATE_HOME");
    String windows = System.getenv("LOCALAPPDATA");
    if (xdg != null && !xdg.isEmpty()) {
      return Path.of(xdg, "ketch");
    }
    return windows != null && !windows.isEmpty()
        ? Path.of(windows, "ketch")
        : Path.of(System.getProperty("user.home", "."), ".local", "state", "ketch");
  }
}
