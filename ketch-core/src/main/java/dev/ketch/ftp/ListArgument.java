package dev.ketch.ftp;

import dev.ketch.ftp.listing.FtpEntry;
import java.util.function.Predicate;

/** What servers make of the argument of LIST and MLSD: a path, an option, a pattern, a file. */
final class ListArgument {
  /** Servers treat these as patterns, options or decoration when they stand in a LIST argument. */
  private static final String TROUBLE = "*?[]{}~\\\"'()<>$;";

  private ListArgument() {}

  /** Whether every server takes it for the path that it is. */
  static boolean isSafe(String path) {
    boolean atStart = true;
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      boolean blank = c == ' ' || c == '\t';
      if (TROUBLE.indexOf(c) >= 0 || blank || atStart && c == '-' || c > 0x7e) {
        return false;
      }
      atStart = c == '/';
    }
    return true;
  }

  /** Apache FtpServer takes MLSD's argument for a pattern, and lists {@code [x]} as empty. */
  static boolean holdsPattern(String path) {
    return path.indexOf('*') >= 0 || path.indexOf('?') >= 0 || path.indexOf('[') >= 0;
  }

  /** Whether an entry's name looks as if {@code -a} had been taken for it. */
  static boolean isOption(String name) {
    return name.equals("-a") || name.endsWith("/-a") || name.startsWith("-a ");
  }

  /**
   * Entries that come alone when the listing is not one of the directory: the file that the path
   * itself names, and where the command had {@code -a}, a file called so.
   */
  static Predicate<FtpEntry> suspects(String path, boolean option) {
    String end = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    String last = end.substring(end.lastIndexOf('/') + 1);
    return entry ->
        option && isOption(entry.name())
            || !end.isEmpty() && (entry.name().equals(end) || entry.name().equals(last));
  }
}
