package dev.ketch.ftp.internal.local;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The user's home directory: {@code $HOME}, as every other program takes it. Java's own {@code
 * user.home} comes from the list of users and knows nothing of sudo, cron or a container, so it is
 * asked only where HOME is not set.
 */
public final class UserHome {
  private UserHome() {}

  /** The home directory, or nothing where there is none. */
  public static Optional<Path> directory() {
    return of(System.getenv("HOME"), System.getProperty("user.home"));
  }

  /** A HOME that names no directory is no home: nothing is made there, nothing else is taken. */
  static Optional<Path> of(@Nullable String variable, @Nullable String property) {
    return absolute(variable).or(() -> absolute(property)).filter(Files::isDirectory);
  }

  /** An absolute path, or nothing; Java says "?" where the system knows no home. */
  public static Optional<Path> absolute(@Nullable String text) {
    try {
      return Optional.ofNullable(text).map(Path::of).filter(Path::isAbsolute);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
