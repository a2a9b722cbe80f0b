package dev.ketch.sync;

/** Where a link leads, judged by its text alone. */
final class LinkTarget {
  private LinkTarget() {}

  /** Whether a relative link at a path never climbs above the root of the tree. */
  static boolean staysInside(String path, String target) {
    if (target.isEmpty() || target.startsWith("/") || target.indexOf('\0') >= 0) {
      return false;
    }
    int depth = (int) path.chars().filter(c -> c == '/').count();
    for (String segment : target.split("/", -1)) {
      if (segment.equals("..")) {
        depth--;
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        depth++;
      }
      if (depth < 0) {
        return false;
      }
    }
    return true;
  }
}
