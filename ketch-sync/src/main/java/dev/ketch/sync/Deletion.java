package dev.ketch.sync;

import org.jspecify.annotations.Nullable;

/**
 * What happens to entries of the target that the source does not have.
 *
 * @param wanted they are removed, after all else and only if nothing failed
 * @param most remove nothing at all if more than this would go, a directory with all below it being
 *     one; {@link #GUARDED} to remove nothing if that looks like a mistake, {@link #ALL} for no
 *     limit
 * @param trash move them into this directory of the target's side instead, or null
 * @param excluded remove also what the filter leaves out
 */
public record Deletion(boolean wanted, int most, @Nullable String trash, boolean excluded) {
  /**
   * Of {@link #most}: nothing is removed if the source is empty, or if more than ten entries would
   * go and these are more than half of what the target holds, counted with all below them.
   */
  public static final int GUARDED = -1;

  /** Of {@link #most}: whatever the source does not have is removed. */
  public static final int ALL = Integer.MAX_VALUE;

  /** They stay. */
  public static final Deletion NONE = new Deletion(false, GUARDED, null, false);
}
