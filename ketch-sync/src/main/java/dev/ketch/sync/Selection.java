package dev.ketch.sync;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of the source take part. Begin with {@link #ALL}.
 *
 * @param filter by name and path; what it leaves out is not touched at the target either
 * @param which whether files that the target has, or lacks, are left alone
 * @param newerThan only files changed after this, or null
 * @param olderThan only files changed before this, or null
 * @param least only files of at least so many bytes
 * @param most only files of at most so many bytes
 * @param depth how many directories deep, what is below being left alone; 0 for the root's own
 *     files, -1 for all, of which those below {@link #DEEPEST} are reported as failures
 * @param emptyDirectories make directories at the target even if nothing goes into them
 */
public record Selection(
    NameFilter filter,
    Which which,
    @Nullable Instant newerThan,
    @Nullable Instant olderThan,
    long least,
    long most,
    int depth,
    boolean emptyDirectories) {
  /** Files by whether the target has them. */
  public enum Which {
    /** All of them. */
    ALL,
    /** Only what the target does not have: nothing there is replaced. */
    MISSING,
    /** Only what the target has: nothing is added. */
    EXISTING
  }

  /** No tree is this deep unless a directory contains itself; who has one names a depth. */
  public static final int DEEPEST = 100;

  /** Everything. */
  public static final Selection ALL =
      new Selection(NameFilter.ALL, Which.ALL, null, null, 0, Long.MAX_VALUE, -1, true);

  /** A copy with a filter. */
  public Selection withFilter(NameFilter value) {
    return new Selection(value, which, newerThan, olderThan, least, most, depth, emptyDirectories);
  }

  /** A copy for what the target has, or lacks. */
  public Selection withWhich(Which value) {
    return new Selection(filter, value, newerThan, olderThan, least, most, depth, emptyDirectories);
  }

  /** A copy for files changed between two moments; null for no bound. */
  public Selection withAge(@Nullable Instant after, @Nullable Instant before) {
    return new Selection(filter, which, after, before, least, most, depth, emptyDirectories);
  }

  /** A copy for files of these sizes, both included. */
  public Selection withSizes(long from, long to) {
    return new Selection(filter, which, newerThan, olderThan, from, to, depth, emptyDirectories);
  }

  /** A copy for so many levels of directories. */
  public Selection withDepth(int levels) {
    return new Selection(
        filter, which, newerThan, olderThan, least, most, levels, emptyDirectories);
  }

  /** A copy that makes empty directories or not. */
  public Selection withEmptyDirectories(boolean value) {
    return new Selection(filter, which, newerThan, olderThan, least, most, depth, value);
  }

  /** Why a file of the source is left out, or an empty text. A time that is not known fits. */
  String objection(TreeEntry file) {
    Instant time = file.modified() == null ? null : file.modified().instant();
    if (time != null && newerThan != null && !time.isAfter(newerThan)) {
      return "too old";
    }
    if (time != null && olderThan != null && !time.isBefore(olderThan)) {
      return "too new";
    }
    if (file.size() >= 0 && file.size() < least) {
      return "too small";
    }
    return file.size() > most ? "too large" : "";
  }
}
