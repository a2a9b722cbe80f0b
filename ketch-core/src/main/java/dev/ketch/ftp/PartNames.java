package dev.ketch.ftp;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Temporary names: {@code .NAME.ketch-part}, or {@code .NAME.SIZE-TIME.ketch-part} where the name
 * proves of which file it is the beginning. On servers, where there are no locks, a mark of this
 * machine stands before the last dot: {@code .NAME.MARK.ketch-part}, or {@code
 * NAME.MARK.ketch-part} on servers that take no dot in front.
 */
public final class PartNames {
  private static final String SUFFIX = ".ketch-part";
  private static final int MOST_BYTES = 240;
  private static final Pattern WITHOUT_DOT =
      Pattern.compile("(?s).+\\.[0-9a-z]{6}" + Pattern.quote(SUFFIX));

  private PartNames() {}

  /** The temporary name for a final one; a name too long for a file system is cut and hashed. */
  public static String of(String name) {
    return named(name, "");
  }

  /**
   * The temporary name of one version of a file; the plain one where the version is not known.
   *
   * @param size the size of the whole file, -1 if unknown
   * @param modified when the whole file was changed, or null
   */
  public static String of(String name, long size, @Nullable Instant modified) {
    return named(name, version(size, modified));
  }

  private static String version(long size, @Nullable Instant modified) {
    return size < 0 || modified == null
        ? ""
        : "." + Long.toHexString(size) + "-" + Long.toHexString(modified.getEpochSecond());
  }

  /**
   * What the temporary names of all versions of a file with this size have in common, to be
   * compared with {@link #stem}.
   */
  public static String stem(String name, long size) {
    return stem(of(name, size, Instant.EPOCH));
  }

  /** A temporary name without the time of its version, and with its dot in front. */
  public static String stem(String name) {
    String part = name.startsWith(".") ? name : "." + name;
    int end = part.lastIndexOf('-', part.length() - SUFFIX.length() - 1);
    return part.substring(0, Math.max(0, end));
  }

  private static String named(String name, String version) {
    String full = "." + name + version + SUFFIX;
    if (full.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES) {
      return full;
    }
    return "." + Integer.toHexString(name.hashCode()) + "-" + name.length() + version + SUFFIX;
  }

  /** The temporary name of an upload; no other machine has the same. */
  public static String onServer(String name) {
    return onServer(name, -1, null);
  }

  /** As {@link #of(String, long, Instant)}, for an upload. */
  public static String onServer(String name, long size, @Nullable Instant modified) {
    return named(name, version(size, modified) + "." + UploadLock.machine());
  }

  /** Whether this machine may have made this temporary name on a server. */
  public static boolean isOfThisMachine(String part) {
    return part.endsWith("." + UploadLock.machine() + SUFFIX);
  }

  /** The temporary path for a final remote path. */
  public static String ofPath(String path) {
    return ofPath(path, -1, null);
  }

  /** As {@link #ofPath(String)}, for one version of the file. */
  static String ofPath(String path, long size, @Nullable Instant modified) {
    int slash = path.lastIndexOf('/');
    return path.substring(0, slash + 1) + onServer(path.substring(slash + 1), size, modified);
  }

  /** Another temporary path for a final remote path, by a number. */
  static String anotherOfPath(String path, int number) {
    int slash = path.lastIndexOf('/');
    return path.substring(0, slash + 1)
        + named(path.substring(slash + 1), "." + number + "." + UploadLock.machine());
  }

  /** A name for the file that shows whether files may be renamed beside a final path. */
  static String proofOfPath(String path, int step) {
    int slash = path.lastIndexOf('/');
    return path.substring(0, slash + 1)
        + named(path.substring(slash + 1), ".way" + step + "." + UploadLock.machine());
  }

  /** The same temporary path without the dot in front of its name. */
  static String withoutDot(String part) {
    int slash = part.lastIndexOf('/');
    return part.substring(0, slash + 1) + part.substring(slash + 2);
  }

  /** Whether a name is a temporary one: a leftover of an interrupted run. */
  public static boolean isPart(String name) {
    return name.startsWith(".") && name.endsWith(SUFFIX);
  }

  /**
   * As {@link #isPart}, on a server: where no name may begin with a dot it does not, and the mark
   * tells it from a user's file.
   */
  public static boolean isPartOnServer(String name) {
    return name.endsWith(SUFFIX) && (isPart(name) || WITHOUT_DOT.matcher(name).matches());
  }
}
