package dev.ketch.ftp;

/** What a name from a listing must be before it is joined to a path, remote or local. */
public final class RemoteName {
  private RemoteName() {}

  /** A name in a directory; an empty directory is the working directory. */
  public static String join(String directory, String name) {
    return directory.isEmpty() || directory.endsWith("/")
        ? directory + name
        : directory + "/" + name;
  }

  /**
   * Whether a name is one clean path segment: not empty, not {@code .} or {@code ..}, no slash, no
   * line break, no NUL. Other names are refused and reported, never rewritten.
   */
  public static boolean isOneSegment(String name) {
    if (name.isEmpty() || name.equals(".") || name.equals("..")) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '/' || c == 0 || c == '\r' || c == '\n') {
        return false;
      }
    }
    return true;
  }
}
