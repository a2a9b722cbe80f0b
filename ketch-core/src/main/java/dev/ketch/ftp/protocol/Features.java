package dev.ketch.ftp.protocol;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What the server says it can do: the answer to FEAT (RFC 2389). Servers are known to list what
 * fails and to leave out what works, so this is a hint, not a promise.
 */
public final class Features {
  /** The features of a server that does not know FEAT. */
  public static final Features NONE = new Features(Map.of());

  private final Map<String, String> byName;

  private Features(Map<String, String> byName) {
    this.byName = Collections.unmodifiableMap(byName);
  }

  /**
   * Reads a 211 reply. Tolerates the codes that some servers put before every line, missing leading
   * blanks, lower case and the {@code 211 END} line.
   */
  public static Features parse(Reply reply) {
    List<String> lines = reply.lines();
    Map<String, String> byName = new LinkedHashMap<>();
    for (int i = 1; i < lines.size() - 1; i++) {
      String line = lines.get(i);
      if (line.startsWith("211-") || line.startsWith("211 ")) {
        line = line.substring(4);
      }
      line = line.strip();
      int blank = line.indexOf(' ');
      String name = (blank < 0 ? line : line.substring(0, blank)).toUpperCase(Locale.ROOT);
      if (!name.isEmpty()) {
        // AUTH TLS and AUTH SSL may stand on lines of their own.
        byName.merge(
            name, blank < 0 ? "" : line.substring(blank + 1).strip(), (a, b) -> a + ';' + b);
      }
    }
    return new Features(byName);
  }

  /** Whether the feature is listed, such as {@code MLST} or {@code UTF8}. */
  public boolean has(String name) {
    return byName.containsKey(name.toUpperCase(Locale.ROOT));
  }

  /** What stands behind the feature's name; empty where nothing does or it is not listed. */
  public String parameters(String name) {
    return byName.getOrDefault(name.toUpperCase(Locale.ROOT), "");
  }

  /** All names in the order of the server. */
  public Set<String> names() {
    return byName.keySet();
  }

  @Override
  public String toString() {
    return byName.toString();
  }
}
