package dev.ketch.sync;

import org.jspecify.annotations.Nullable;

/**
 * What a mirror run shall do. Begin with {@link #DEFAULT}.
 *
 * @param parallel sessions at once; 0 to begin with few and take more while that pays
 * @param delete remove from the target what the source does not have
 * @param maxDelete delete nothing at all if more than this would go; -1 for no limit
 * @param dryRun only tell what would be done
 * @param filter which paths take part; others are not touched, not even by {@code delete}
 * @param onlyNewer transfer only what is missing or newer at the source
 * @param links what to do with symbolic links
 * @param keepTimes give copies the times of their originals
 * @param limitRate bytes a second over all sessions, 0 for no limit
 * @param maxErrors stop after this many failures; -1 for no limit
 * @param trash move what would be deleted into this directory of the target's side, or null
 * @param plan do only what this dry run told, or null for all
 * @param tries how often a file is tried in all when a failure may pass
 */
public record SyncRules(
    int parallel,
    boolean delete,
    int maxDelete,
    boolean dryRun,
    NameFilter filter,
    boolean onlyNewer,
    Links links,
    boolean keepTimes,
    long limitRate,
    int maxErrors,
    @Nullable String trash,
    @Nullable SyncPlan plan,
    int tries) {
  /** What to do with a symbolic link. */
  public enum Links {
    /** Leave it out and say so. */
    SKIP,
    /** Make the same link here, if it stays inside the tree. */
    KEEP,
    /** Copy what it leads to. */
    FOLLOW
  }

  /** As many sessions as pay, nothing deleted, links skipped, times kept, three tries. */
  public static final SyncRules DEFAULT =
      new SyncRules(
          0, false, -1, false, NameFilter.ALL, false, Links.SKIP, true, 0, -1, null, null, 3);

  /** Checks the numbers. */
  public SyncRules {
    if (parallel < 0 || tries < 1 || limitRate < 0) {
      throw new IllegalArgumentException(
          "tries begin at 1, parallel sessions and a rate limit at 0");
    }
  }

  /** A copy with another number of sessions. */
  public SyncRules withParallel(int value) {
    return new SyncRules(
        value, delete, maxDelete, dryRun, filter, onlyNewer, links, keepTimes, limitRate, maxErrors,
        trash, plan, tries);
  }

  /** A copy that deletes, at most so many entries (-1 for no limit). */
  public SyncRules withDelete(boolean value, int most) {
    return new SyncRules(
        parallel, value, most, dryRun, filter, onlyNewer, links, keepTimes, limitRate, maxErrors,
        trash, plan, tries);
  }

  /** A copy that only tells. */
  public SyncRules withDryRun(boolean value) {
    return new SyncRules(
        parallel, delete, maxDelete, value, filter, onlyNewer, links, keepTimes, limitRate,
        maxErrors, trash, plan, tries);
  }

  /** A copy with a filter. */
  public SyncRules withFilter(NameFilter value) {
    return new SyncRules(
        parallel, delete, maxDelete, dryRun, value, onlyNewer, links, keepTimes, limitRate,
        maxErrors, trash, plan, tries);
  }

  /** A copy that moves into a directory what it would delete; null to delete. */
  public SyncRules withTrash(@Nullable String directory) {
    return new SyncRules(
        parallel, delete, maxDelete, dryRun, filter, onlyNewer, links, keepTimes, limitRate,
        maxErrors, directory, plan, tries);
  }

  /** A copy that does what a dry run told, and no more; null for all that there is to do. */
  public SyncRules withPlan(@Nullable SyncPlan value) {
    return new SyncRules(
        parallel, delete, maxDelete, dryRun, filter, onlyNewer, links, keepTimes, limitRate,
        maxErrors, trash, value, tries);
  }
}
