package dev.ketch.ftp.url;

import dev.ketch.ftp.internal.local.UserHome;
import dev.ketch.ftp.protocol.NameCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The user's file of logins, {@code $HOME/.netrc}: words {@code machine}, {@code default}, {@code
 * login}, {@code password}, {@code account}; {@code macdef} macros are skipped.
 *
 * <p>A machine may have several entries, one for each login. Names of machines are compared without
 * regard to case, logins exactly.
 */
public final class Netrc {
  /** One entry; a null host is the default one. */
  private record Entry(
      @Nullable String host,
      @Nullable String login,
      @Nullable String password,
      @Nullable String account) {
    boolean fits(@Nullable String user) {
      return user == null || login == null || login.equals(user);
    }

    Credentials credentials(@Nullable String user) {
      String name = login != null ? login : user;
      return Credentials.of(name == null ? "" : name, password == null ? "" : password)
          .withAccount(account);
    }
  }

  private final List<Entry> entries;

  private Netrc(List<Entry> entries) {
    this.entries = entries;
  }

  /**
   * The file that {@link #readDefault()} reads: that named by the environment variable NETRC, else
   * {@code .netrc} in the home directory, which HOME names before all else. Nothing where there is
   * no home. The file need not exist.
   */
  public static Optional<Path> usualPlace() {
    String named = System.getenv("NETRC");
    return named != null && !named.isEmpty()
        ? Optional.of(Path.of(named))
        : UserHome.directory().map(home -> home.resolve(".netrc"));
  }

  /**
   * Reads the file at the {@linkplain #usualPlace() usual place}. A file that does not exist is an
   * empty one.
   *
   * @throws IOException if it cannot be read, is malformed, or others than its owner may read it
   */
  public static Netrc readDefault() throws IOException {
    Path file = usualPlace().orElse(null);
    return file != null && Files.exists(file) ? read(file) : new Netrc(List.of());
  }

  /**
   * Reads a file.
   *
   * @throws IOException if it cannot be read, is malformed, or others than its owner may read it
   */
  public static Netrc read(Path file) throws IOException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (AccessDeniedException e) {
      throw new IOException(
          "the netrc file \""
              + file
              + "\" cannot be read: permission denied; set HOME to this user's own directory,"
              + " or NETRC to another file",
          e);
    } catch (IOException e) {
      throw new IOException("the netrc file \"" + file + "\" cannot be read", e);
    }
    // Passwords that are no UTF-8 go out as the bytes that they are.
    Netrc netrc = parse(file.toString(), new NameCodec(StandardCharsets.UTF_8).decode(bytes));
    if (netrc.hasSecrets() && othersMayRead(file)) {
      throw new IOException(
          "the file \""
              + file
              + "\" holds passwords but others may read it; run: chmod 600 "
              + file);
    }
    return netrc;
  }

  /**
   * The login for a host: its first entry with a login, else its first entry, else the default
   * entry, else nothing.
   */
  public Optional<Credentials> find(String host) {
    return find(host, null);
  }

  /**
   * The login for a user on a host: the first entry of the host with that login, else the first
   * without any login, else the default entry if it fits, else nothing. An entry without a password
   * has an empty one.
   *
   * @param user who wants to log in, or null for whom the file names, as {@link #find(String)}
   */
  public Optional<Credentials> find(String host, @Nullable String user) {
    return best(entries.stream().filter(e -> sameHost(e.host, host)), user)
        .or(() -> best(entries.stream().filter(e -> e.host == null), user))
        .map(e -> e.credentials(user));
  }

  private static Optional<Entry> best(Stream<Entry> all, @Nullable String user) {
    List<Entry> fitting = all.filter(e -> e.fits(user)).toList();
    return fitting.stream()
        .filter(e -> e.login != null)
        .findFirst()
        .or(() -> fitting.stream().findFirst());
  }

  private static boolean sameHost(@Nullable String named, String host) {
    return named != null && bare(named).equalsIgnoreCase(bare(host));
  }

  /** Without the brackets of an IPv6 address, and without the dot that ends a full name. */
  private static String bare(String host) {
    if (host.startsWith("[") && host.endsWith("]")) {
      return host.substring(1, host.length() - 1);
    }
    return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
  }

  private boolean hasSecrets() {
    return entries.stream().anyMatch(e -> e.password != null && !e.password.isEmpty());
  }

  private static boolean othersMayRead(Path file) throws IOException {
    try {
      Set<PosixFilePermission> modes = Files.getPosixFilePermissions(file);
      return modes.contains(PosixFilePermission.GROUP_READ)
          || modes.contains(PosixFilePermission.OTHERS_READ);
    } catch (UnsupportedOperationException e) {
      return false; // Windows: no modes to check.
    }
  }

  static Netrc parse(String fileName, String text) throws IOException {
    NetrcWords words = new NetrcWords(fileName, text);
    List<Entry> entries = new ArrayList<>();
    Entry open = null;
    for (String key = words.keyword(); key != null; key = words.keyword()) {
      if (key.equals("macdef")) {
        words.skipMacro();
        continue;
      }
      if (key.equals("machine") || key.equals("default")) {
        if (open != null) {
          entries.add(open);
        }
        open = new Entry(key.equals("machine") ? words.value(key) : null, null, null, null);
        continue;
      }
      if (open == null) {
        throw words.malformed("a word before the first \"machine\"");
      }
      open =
          switch (key) {
            case "login", "user" ->
                new Entry(open.host, words.value(key), open.password, open.account);
            case "password", "passwd" ->
                new Entry(open.host, open.login, words.value(key), open.account);
            case "account" -> new Entry(open.host, open.login, open.password, words.value(key));
            default -> throw words.malformed("an unknown word (quote a value that holds blanks)");
          };
    }
    if (open != null) {
      entries.add(open);
    }
    return new Netrc(List.copyOf(entries));
  }
}
