package dev.ketch.sync;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * How a mirror run ended.
 *
 * @param files files transferred
 * @param directories directories created
 * @param links links made
 * @param renamed files of the target that only got another path
 * @param bytes bytes transferred
 * @param skipped entries left as they are
 * @param deleted entries deleted
 * @param withheld entries that were to be deleted and were not: after a failure, or because there
 *     were too many ({@link Deletion#most()})
 * @param failed entries that failed
 * @param seconds how long it took
 * @param stoppedBy what ended the run before its time, or null
 * @param firstFailure the first failure, for a run that failed as a whole, or null
 */
public record SyncReport(
    long files,
    long directories,
    long links,
    long renamed,
    long bytes,
    long skipped,
    long deleted,
    long withheld,
    long failed,
    double seconds,
    @Nullable IOException stoppedBy,
    @Nullable IOException firstFailure) {
  /** Whether everything was done. */
  public boolean isComplete() {
    return failed == 0 && stoppedBy == null;
  }
}
