package dev.ketch.cli;

import dev.ketch.ftp.internal.local.LocalPaths;
import dev.ketch.ftp.url.Credentials;
import dev.ketch.ftp.url.FtpUrl;
import dev.ketch.ftp.url.Netrc;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who logs in, and with which password: a file, the environment, netrc, or a question.
 */
final class Passwords {
  private final Sources sources;
  private final Console console;

  /**
   * Where to look.
   *
   * @param user as told by an option, or null
   * @param file with the password, {@code -} for standard input, or null
   * @param variable of the environment
   * @param account for ACCT, or null
   */
  record Sources(
      @Nullable String user, @Nullable String file, String variable, @Nullable String account) {}

  Passwords(Sources sources, Console console) {
    this.sources = sources;
    this.console = console;
  }

  Credentials find(FtpUrl url) throws IOException {
    String user = sources.user() != null ? sources.user() : url.user();
    String password = given();
    if (user == null && password != null) {
      throw new UsageException(
          "a password was given ("
              + (sources.file() != null ? "--password-file" : sources.variable())
              + "), but no user; add --user NAME or name the user in the URL");
    }
    if (password == null) {
      Optional<Credentials> known = Netrc.readDefault().find(url.host(), user);
      if (known.isPresent()) {
        return sources.account() == null ? known.get() : known.get().withAccount(sources.account());
      }
    }
    if (user == null) {
      return Credentials.ANONYMOUS.withAccount(sources.account());
    }
    if (password == null && !user.equals("anonymous")) {
      password = ask(user, url.host());
    }
    return Credentials.of(user, password == null ? "" : password).withAccount(sources.account());
  }

  private @Nullable String given() throws IOException {
    String file = sources.file();
    if (file == null) {
      return System.getenv(sources.variable());
    }
    try (BufferedReader reader =
        file.equals("-")
            ? new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
            : Files.newBufferedReader(LocalPaths.of(file))) {
      String line = reader.readLine();
      return line == null ? "" : line;
    } catch (IOException e) {
      throw new IOException("cannot read the password file \"" + file + "\"", e);
    }
  }

  private static String netrc() {
    return Netrc.usualPlace()
        .map(file -> " or " + file)
        .orElse("; netrc is not read, as HOME names no directory");
  }

  private String ask(String user, String host) {
    java.io.Console terminal = System.console();
    if (terminal == null) {
      throw new UsageException(
          "no password for "
              + user
              + " on "
              + host
              + "; give one by --password-file FILE, "
              + sources.variable()
              + netrc());
    }
    Interruption.typing(true);
    char[] typed = terminal.readPassword("Password for %s on %s: ", user, host);
    Interruption.typing(false);
    console.note("");
    return typed == null ? "" : new String(typed);
  }
}
