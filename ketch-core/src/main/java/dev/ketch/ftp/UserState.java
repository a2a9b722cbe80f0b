package dev.ketch.ftp;

import dev.ketch.ftp.internal.local.UserHome;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where this user keeps what a program has to remember between its runs. */
public final class UserState {
  private UserState() {}

  /**
   * Ketch's state directory: {@code $XDG_STATE_HOME/ketch}, by default {@code
   * $HOME/.local/state/ketch}; on Windows within {@code %LOCALAPPDATA%}; for who has no home, as
   * many a service, among the temporary files. It need not exist. A relative path in one of these
   * variables is ignored, as the XDG rules say.
   */
  public static Path directory() {
    return directory(System.getenv(), UserHome.directory());
  }

  static Path directory(Map<String, String> environment, Optional<Path> home) {
    return UserHome.absolute(environment.get("XDG_STATE_HOME"))
        .or(() -> UserHome.absolute(environment.get("LOCALAPPDATA")))
        .map(path -> path.resolve("ketch"))
        .or(() -> home.map(path -> path.resolve(".local").resolve("state").resolve("ketch")))
        .orElseGet(UserState::amongTemporaryFiles);
  }

  private static Path amongTemporaryFiles() {
    return Path.of(
        System.getProperty("java.io.tmpdir", "."),
        "ketch-" + System.getProperty("user.name", "nobody").replaceAll("[^\\w.-]", "_"));
  }
}
