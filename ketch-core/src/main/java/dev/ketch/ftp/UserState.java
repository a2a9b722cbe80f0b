package dev.ketch.ftp;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where this user keeps what a program has to remember between its runs. */
public final class UserState {
  private UserState() {}

  /**
   * Ketch's state directory: {@code $XDG_STATE_HOME/ketch}, by default {@code
   * ~/.local/state/ketch}; on Windows within {@code %LOCALAPPDATA%}; for who has no home, as many a
   * service, among the temporary files. It need not exist.
   */
  public static Path directory() {
    String xdg = System.getenv("XDG_STATE_HOME");
    String windows = System.getenv("LOCALAPPDATA");
    if (xdg != null && !xdg.isEmpty()) {
      return Path.of(xdg, "ketch");
    }
    if (windows != null && !windows.isEmpty()) {
      return Path.of(windows, "ketch");
    }
    return within(Path.of(System.getProperty("user.home", "")));
  }

  static Path within(Path home) {
    // Java says "?" where the system knows no home; and a missing one is not ours to make.
    return home.isAbsolute() && Files.isDirectory(home)
        ? home.resolve(".local").resolve("state").resolve("ketch")
        : Path.of(
            System.getProperty("java.io.tmpdir", "."),
            "ketch-" + System.getProperty("user.name", "nobody").replaceAll("[^\\w.-]", "_"));
  }
}
