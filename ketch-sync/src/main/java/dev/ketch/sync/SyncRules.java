package dev.ketch.sync;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a mirror run shall do. Begin with {@link #DEFAULT}.
 *
 * @param selection which entries take part
 * @param comparison which of them are the same already
 * @param deletion what happens to what the source does not have
 * @param copying links, times, permissions
 * @param effort sessions, rate, tries
 * @param dryRun only tell what would be done
 * @param plan do only what this dry run told, or null for all
 * @param state where notes on checksums are kept, or null for the user's own state directory
 */
public record SyncRules(
    Selection selection,
    Comparison comparison,
    Deletion deletion,
    Copying copying,
    Effort effort,
    boolean dryRun,
    @Nullable SyncPlan plan,
    @Nullable Path state) {
  /** All entries, by size and time, nothing deleted, links skipped, times kept. */
  public static final SyncRules DEFAULT =
      new SyncRules(
          Selection.ALL,
          Comparison.SIZE_AND_TIME,
          Deletion.NONE,
          Copying.DEFAULT,
          Effort.DEFAULT,
          false,
          null,
          null);

  /** A copy with another selection. */
  public SyncRules with(Selection value) {
    return new SyncRules(value, comparison, deletion, copying, effort, dryRun, plan, state);
  }

  /** A copy with another comparison. */
  public SyncRules with(Comparison value) {
    return new SyncRules(selection, value, deletion, copying, effort, dryRun, plan, state);
  }

  /** A copy that deletes otherwise. */
  public SyncRules with(Deletion value) {
    return new SyncRules(selection, comparison, value, copying, effort, dryRun, plan, state);
  }

  /** A copy that copies otherwise. */
  public SyncRules with(Copying value) {
    return new SyncRules(selection, comparison, deletion, value, effort, dryRun, plan, state);
  }

  /** A copy with another effort. */
  public SyncRules with(Effort value) {
    return new SyncRules(selection, comparison, deletion, copying, value, dryRun, plan, state);
  }

  /** A copy with another number of sessions. */
  public SyncRules withParallel(int value) {
    return with(effort.withParallel(value));
  }

  /**
   * A copy that deletes, at most so many entries; {@link Deletion#GUARDED} (-1) unless that looks
   * like a mistake, {@link Deletion#ALL} without a limit.
   */
  public SyncRules withDelete(boolean value, int most) {
    return with(new Deletion(value, most, deletion.trash(), deletion.excluded()));
  }

  /** A copy that moves into a directory what it would delete; null to delete. */
  public SyncRules withTrash(@Nullable String directory) {
    return with(new Deletion(deletion.wanted(), deletion.most(), directory, deletion.excluded()));
  }

  /** A copy that only tells. */
  public SyncRules withDryRun(boolean value) {
    return new SyncRules(selection, comparison, deletion, copying, effort, value, plan, state);
  }

  /** A copy with a filter. */
  public SyncRules withFilter(NameFilter value) {
    return with(selection.withFilter(value));
  }

  /** A copy that does what a dry run told, and no more; null for all that there is to do. */
  public SyncRules withPlan(@Nullable SyncPlan value) {
    return new SyncRules(selection, comparison, deletion, copying, effort, dryRun, value, state);
  }

  /** A copy that keeps its notes in a file of its own. */
  public SyncRules withState(@Nullable Path value) {
    return new SyncRules(selection, comparison, deletion, copying, effort, dryRun, plan, value);
  }
}
