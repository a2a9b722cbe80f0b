package dev.ketch.sync;

import dev.ketch.ftp.listing.FtpEntry;
import dev.ketch.ftp.listing.ModifiedTime;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a directory on either side.
 *
 * @param name one path segment
 * @param type what it is
 * @param size bytes, or -1 where unknown
 * @param modified when it was changed and how exactly that is known, or null
 * @param target where a link points, or null
 * @param mode its permission bits (octal 644 and so on), or -1 where unknown
 * @param identity a number that is the same for one directory under two paths, or 0 where unknown
 */
public record TreeEntry(
    String name,
    FtpEntry.Type type,
    long size,
    @Nullable ModifiedTime modified,
    @Nullable String target,
    int mode,
    long identity) {
  TreeEntry(
      String name,
      FtpEntry.Type type,
      long size,
      @Nullable ModifiedTime modified,
      @Nullable String target,
      int mode) {
    this(name, type, size, modified, target, mode, 0);
  }

  boolean isDirectory() {
    return type == FtpEntry.Type.DIRECTORY;
  }

  TreeEntry as(FtpEntry.Type other) {
    return new TreeEntry(name, other, -1, null, null, -1);
  }

  /** Whether both times are known, to the second, and the same. */
  boolean sameSecond(TreeEntry other) {
    ModifiedTime ours = modified;
    ModifiedTime theirs = other.modified;
    return ours != null
        && theirs != null
        && ours.precision() == ModifiedTime.Precision.SECOND
        && theirs.precision() == ModifiedTime.Precision.SECOND
        && ours.instant().getEpochSecond() == theirs.instant().getEpochSecond();
  }
}
