package dev.ketch.ftp;

import java.nio.charset.StandardCharsets;

/** Temporary names, here and on servers: {@code .NAME.ketch-part}. */
public final class PartNames {
  private static final String SUFFIX = ".ketch-part";
  private static final int MOST_BYTES = 240;

  private PartNames() {}

  /** The temporary name for a final one; a name too long for a file system is cut and hashed. */
  public static String of(String name) {
    String full = "." + name + SUFFIX;
    if (full.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES) {
      return full;
    }
    return "." + Integer.toHexString(name.hashCode()) + "-" + name.length() + SUFFIX;
  }

  /** The temporary path for a final remote path. */
  static String ofPath(String path) {
    int slash = path.lastIndexOf('/');
    return path.substring(0, slash + 1) + of(path.substring(slash + 1));
  }

  /** Whether a name is a temporary one: a leftover of an interrupted run. */
  public static boolean isPart(String name) {
    return name.startsWith(".") && name.endsWith(SUFFIX);
  }
}
