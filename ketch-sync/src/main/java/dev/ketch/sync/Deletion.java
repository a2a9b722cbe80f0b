package dev.ketch.sync;

import org.jspecify.annotations.Nullable;

/**
 * What happens to entries of the target that the source does not have.
 *
 * @param wanted they are removed, after all else and only if nothing failed
 * @param most remove nothing at all if more than this would go; -1 for no limit
 * @param trash move them into this directory of the target's side instead, or null
 * @param excluded remove also what the filter leaves out
 */
public record Deletion(boolean wanted, int most, @Nullable String trash, boolean excluded) {
  /** They stay. */
  public static final Deletion NONE = new Deletion(false, -1, null, false);
}
