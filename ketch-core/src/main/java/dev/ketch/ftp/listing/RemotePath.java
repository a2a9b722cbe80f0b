package dev.ketch.ftp.listing;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A path on a server, taken apart: for guards that must see what the server will see. Paths are
 * sent as they were written; this class only says what they name.
 *
 * <p>Empty segments and {@code .} mean nothing. What {@code ..} leads to only the server knows,
 * since the segment before it may be a link; {@link #climbs()} says that there is one.
 */
public final class RemotePath {
  private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:");

  private final String text;
  private final boolean absolute;
  private final List<String> segments;

  private RemotePath(String text, boolean absolute, List<String> segments) {
    this.text = text;
    this.absolute = absolute;
    this.segments = segments;
  }

  /** Takes a decoded path apart; it may be empty. */
  public static RemotePath of(String path) {
    return new RemotePath(path, path.startsWith("/"), split(path));
  }

  private static List<String> split(String path) {
    return Pattern.compile("/")
        .splitAsStream(path)
        .filter(segment -> !segment.isEmpty() && !segment.equals("."))
        .toList();
  }

  /** Whether the path begins at the server's root, not at the working directory. */
  public boolean isAbsolute() {
    return absolute;
  }

  /** The segments that mean something, {@code ..} among them. */
  public List<String> segments() {
    return segments;
  }

  /** The last of them, or an empty text if there is none. */
  public String name() {
    return segments.isEmpty() ? "" : segments.get(segments.size() - 1);
  }

  /** Whether a segment is {@code ..}; a backslash parts segments too, as on Windows servers. */
  public boolean climbs() {
    return split(text.replace('\\', '/')).contains("..");
  }

  /**
   * Whether the path names no entry of its own, as far as its text says: the root, the directory
   * where relative paths begin, or one above that. Here {@code ..} takes away the segment before
   * it, a backslash parts segments as on Windows servers, a leading {@code ~} is the home directory
   * as on ProFTPD, and a drive alone is a root.
   */
  public boolean isTop() {
    return isTop(text) || text.indexOf('\\') >= 0 && isTop(text.replace('\\', '/'));
  }

  private static boolean isTop(String path) {
    boolean home = path.equals("~") || path.startsWith("~/");
    Deque<String> names = new ArrayDeque<>();
    for (String segment : split(home ? path.substring(1) : path)) {
      if (segment.equals("..")) {
        names.pollLast();
      } else {
        names.addLast(segment);
      }
    }
    return names.isEmpty() || names.size() == 1 && DRIVE.matcher(names.getFirst()).matches();
  }

  /** The path without its last segment: empty for a single name, {@code /} for one at the root. */
  public String parent() {
    List<String> above = segments.subList(0, Math.max(0, segments.size() - 1));
    return (absolute ? "/" : "") + String.join("/", above);
  }

  /**
   * Whether the other path is this one or lies below it, if both are absolute and without links.
   */
  public boolean holds(RemotePath other) {
    return absolute
        && other.absolute
        && other.segments.size() >= segments.size()
        && other.segments.subList(0, segments.size()).equals(segments);
  }

  /** The path as it was written. */
  @Override
  public String toString() {
    return text;
  }
}
