package dev.ketch.ftp.url;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The user's file of logins, {@code ~/.netrc}: words {@code machine}, {@code default}, {@code
 * login}, {@code password}, {@code account}; {@code macdef} macros are skipped.
 */
public final class Netrc {
  private final Map<String, Credentials> byHost;
  private final @Nullable Credentials fallback;

  private Netrc(Map<String, Credentials> byHost, @Nullable Credentials fallback) {
    this.byHost = byHost;
    this.fallback = fallback;
  }

  /**
   * Reads the file named by the environment variable NETRC, else {@code ~/.netrc}. A file that does
   * not exist is an empty one.
   *
   * @throws IOException if it cannot be read, is malformed, or others than its owner may read it
   */
  public static Netrc readDefault() throws IOException {
    String named = System.getenv("NETRC");
    Path file =
        named != null && !named.isEmpty()
            ? Path.of(named)
            : Path.of(System.getProperty("user.home", "."), ".netrc");
    return Files.exists(file) ? read(file) : new Netrc(Map.of(), null);
  }

  /**
   * Reads a file.
   *
   * @throws IOException if it cannot be read, is malformed, or others than its owner may read it
   */
  public static Netrc read(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.UTF_8);
    Netrc netrc = parse(file.toString(), text);
    if (netrc.hasSecrets() && othersMayRead(file)) {
      throw new IOException(
          "the file \""
              + file
              + "\" holds passwords but others may read it; run: chmod 600 "
              + file);
    }
    return netrc;
  }

  /** The login for a host, else the default one, else nothing. */
  public Optional<Credentials> find(String host) {
    return Optional.ofNullable(byHost.getOrDefault(host, fallback));
  }

  private boolean hasSecrets() {
    return fallback != null && !fallback.password().isEmpty()
        || byHost.values().stream().anyMatch(c -> !c.password().isEmpty());
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
    List<String> words = words(fileName, text);
    Map<String, Credentials> byHost = new LinkedHashMap<>();
    Credentials fallback = null;
    int i = 0;
    while (i < words.size()) {
      String word = words.get(i++);
      boolean machine = word.equals("machine");
      if (!machine && !word.equals("default") || machine && i == words.size()) {
        throw malformed(fileName, word);
      }
      String host = machine ? words.get(i++) : "";
      String user = "";
      String password = "";
      String account = null;
      while (i < words.size()
          && !words.get(i).equals("machine")
          && !words.get(i).equals("default")) {
        String key = words.get(i);
        if (i + 1 == words.size()) {
          throw malformed(fileName, key);
        }
        String value = words.get(i + 1);
        switch (key) {
          case "login", "user" -> user = value;
          case "password" -> password = value;
          case "account" -> account = value;
          default ->
              throw malformed(fileName, "a word after \"" + (machine ? host : "default") + "\"");
        }
        i += 2;
      }
      Credentials found = Credentials.of(user, password).withAccount(account);
      if (machine) {
        byHost.putIfAbsent(host, found);
      } else {
        fallback = found;
      }
    }
    return new Netrc(byHost, fallback);
  }

  private static List<String> words(String fileName, String text) throws IOException {
    List<String> words = new ArrayList<>();
    boolean inMacro = false;
    for (String line : text.split("\\R", -1)) {
      if (inMacro) {
        inMacro = !line.isBlank();
        continue;
      }
      int i = 0;
      while (i < line.length()) {
        char c = line.charAt(i);
        if (c == ' ' || c == '\t') {
          i++;
        } else if (c == '#') {
          break;
        } else {
          StringBuilder word = new StringBuilder();
          i = c == '"' ? quoted(fileName, line, i + 1, word) : plain(line, i, word);
          if (word.toString().equals("macdef")) {
            inMacro = true;
            break;
          }
          words.add(word.toString());
        }
      }
    }
    return words;
  }

  private static int plain(String line, int from, StringBuilder word) {
    int i = from;
    while (i < line.length() && line.charAt(i) != ' ' && line.charAt(i) != '\t') {
      if (line.charAt(i) == '\\' && i + 1 < line.length()) {
        i++;
      }
      word.append(line.charAt(i++));
    }
    return i;
  }

  private static int quoted(String fileName, String line, int from, StringBuilder word)
      throws IOException {
    int i = from;
    while (i < line.length() && line.charAt(i) != '"') {
      if (line.charAt(i) == '\\' && i + 1 < line.length()) {
        i++;
      }
      word.append(line.charAt(i++));
    }
    if (i == line.length()) {
      throw malformed(fileName, "a quote that is not closed");
    }
    return i + 1;
  }

  private static IOException malformed(String fileName, String where) {
    return new IOException(
        "the file \"" + fileName + "\" is not a netrc file: trouble at " + where);
  }
}
