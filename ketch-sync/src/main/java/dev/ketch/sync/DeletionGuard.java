package dev.ketch.sync;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Stops deletions that look like a mistake: an empty source, such as a disk that is not mounted, or
 * more than half of what the target holds. Whoever wants that says so.
 */
final class DeletionGuard {
  /** Up to this many entries may go whatever the target holds. */
  private static final long FEW = 10;

  /** Beyond that many, the exact number tells a user nothing more. */
  private static final long MOST_COUNTED = 100_000;

  private static final int NAMES = 3;
  private static final int DEEPEST = 100;

  /** Gives sessions when they are needed: most deletions need no look at the target. */
  @FunctionalInterface
  interface Sessions {
    SessionPair get() throws IOException;
  }

  private final SyncRules rules;
  private final Tree target;
  private boolean visited;
  private boolean sourceIsEmpty;
  private long held;
  private long moved;
  private long below;

  DeletionGuard(SyncRules rules, Tree target) {
    this.rules = rules;
    this.target = target;
  }

  /** What a directory that was visited holds on each side. */
  synchronized void saw(String directory, SyncPlanner.Seen seen) {
    visited = true;
    held += seen.target();
    sourceIsEmpty |= directory.isEmpty() && seen.source() == 0;
  }

  /** Something below a directory that is to go has got another path, or would get one. */
  synchronized void movedAway() {
    moved++;
  }

  /**
   * Why the deletions must not be done, or an empty text.
   *
   * @param deletes what is to go, of which those that are not files count with all below them
   * @param count how many these are
   */
  synchronized String objection(Sessions sessions, Iterable<TreeEntry> deletes, long count) {
    boolean wanted = rules.deletion().most() >= 0 || rules.plan() != null;
    if (wanted || !visited) {
      return "";
    }
    List<String> names = new ArrayList<>();
    below = rules.dryRun() ? -moved : 0; // In a dry run they are still there.
    try {
      for (TreeEntry each : deletes) {
        if (names.size() < NAMES) {
          names.add("\"" + each.name() + "\"");
        }
        if (each.isDirectory() && !isEnough(count)) {
          count(sessions.get(), each.name(), count, 0);
        }
      }
    } catch (UncheckedIOException | IOException e) {
      String why = Unforeseen.of(e).getMessage();
      return sentence(count, names, "and how much is below them is not known (" + why + ")");
    }
    if (sourceIsEmpty) {
      return sentence(count, names, "and the source is empty");
    }
    return isTooMuch(count)
        ? sentence(count, names, "more than half of the " + whole() + " that the target holds")
        : "";
  }

  private long whole() {
    return held + moved + below;
  }

  private boolean isTooMuch(long count) {
    return sourceIsEmpty || count + below > FEW && 2 * (count + below) > whole();
  }

  private boolean isEnough(long count) {
    return isTooMuch(count) && below >= MOST_COUNTED;
  }

  private void count(SessionPair sessions, String directory, long count, int depth)
      throws IOException {
    try (EntryList inside = target.list(sessions.target(), directory)) {
      if (!inside.isComplete()) {
        throw new IOException(
            "the listing of \""
                + directory
                + "\" is not complete: "
                + inside.completeness().explanation());
      }
      for (TreeEntry entry : inside) {
        below++;
        if (isEnough(count)) {
          return;
        }
        if (entry.isDirectory() && depth < DEEPEST) {
          count(sessions, Tree.join(directory, entry.name()), count, depth + 1);
        }
      }
    }
  }

  private String sentence(long count, List<String> names, String why) {
    String more = count > names.size() ? ", …" : "";
    String inside =
        below <= 0
            ? ""
            : below >= MOST_COUNTED
                ? " with more than " + MOST_COUNTED + " below"
                : " with " + below + " below";
    return "nothing was deleted: "
        + (count == 1 ? "1 entry" : count + " entries")
        + inside
        + " would go ("
        + String.join(", ", names)
        + more
        + "), "
        + why
        + "; if that is what you want, say --delete=all or --max-delete "
        + count;
  }
}
