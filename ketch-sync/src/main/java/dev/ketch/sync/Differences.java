package dev.ketch.sync;

import dev.ketch.ftp.listing.ModifiedTime;

/** Whether two files differ, by what their listings tell. */
final class Differences {
  private final Comparison comparison;
  private final boolean trustsTimes;

  Differences(Comparison comparison, boolean trustsTimes) {
    this.comparison = comparison;
    this.trustsTimes = trustsTimes;
  }

  /** Why the file must be transferred; empty if it need not. */
  String between(TreeEntry source, TreeEntry old) {
    return switch (comparison) {
      case NONE -> "all are asked for";
      case NEWER -> isNewer(source, old) ? "newer at the source" : "";
      case SIZE -> sizes(source, old);
      case TIME -> times(source, old);
      case SIZE_AND_TIME, CHECKSUM -> {
        String bySize = sizes(source, old);
        yield bySize.isEmpty() ? times(source, old) : bySize;
      }
    };
  }

  private static String sizes(TreeEntry source, TreeEntry old) {
    return source.size() != old.size() || source.size() < 0
        ? "size differs " + old.size() + "≠" + source.size()
        : "";
  }

  private String times(TreeEntry source, TreeEntry old) {
    ModifiedTime ours = source.modified();
    ModifiedTime theirs = old.modified();
    if (ours == null || theirs == null || ours.agreesWith(theirs)) {
      return "";
    }
    // A server that cannot be told times shows when the upload was: later than the original.
    return isNewer(source, old) || trustsTimes ? "time differs" : "";
  }

  private static boolean isNewer(TreeEntry source, TreeEntry old) {
    ModifiedTime ours = source.modified();
    ModifiedTime theirs = old.modified();
    return ours != null
        && theirs != null
        && !ours.agreesWith(theirs)
        && ours.instant().isAfter(theirs.instant());
  }
}
