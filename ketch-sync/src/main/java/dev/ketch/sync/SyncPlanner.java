package dev.ketch.sync;

import dev.ketch.ftp.listing.FtpEntry;
import dev.ketch.ftp.listing.ModifiedTime;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decides, without doing anything: one directory of each side in, actions with reasons out. */
final class SyncPlanner {
  /** Takes the actions as they are decided. */
  @FunctionalInterface
  interface Sink {
    void take(SyncAction action) throws IOException;
  }

  /** How many entries of a directory take part on each side. */
  record Seen(long source, long target) {}

  /** So long after its last byte nobody is taken to be writing a file any more. */
  private static final Duration ABANDONED = Duration.ofMinutes(15);

  /** What servers and file systems take, several times over; the actions that wait hold paths. */
  private static final int MOST_PATH = 16_384;

  private final SyncRules rules;
  private final Differences differences;
  private final Tree source;
  private final Tree target;
  private final boolean keepsLinks;

  /** A planner between two trees of one kind. */
  SyncPlanner(SyncRules rules, boolean trustsTimes, Tree target) {
    this(rules, trustsTimes, target, target);
  }

  /**
   * A planner for a target.
   *
   * @param trustsTimes whether a target's time later than the source's means a change, and not only
   *     the time of an upload
   * @param source what it says about temporary names counts
   * @param target what it says about all other names counts
   */
  SyncPlanner(SyncRules rules, boolean trustsTimes, Tree source, Tree target) {
    this.rules = rules;
    this.differences = new Differences(rules.comparison(), trustsTimes);
    this.source = source;
    this.target = target;
    this.keepsLinks = target instanceof LocalTree;
  }

  /** Decides on one directory; returns what took part, which only deletions ask for. */
  Seen plan(String directory, EntryList source, EntryList old, Sink sink) throws IOException {
    long ours = 0;
    long theirs = 0;
    boolean folds = target.foldsCase();
    Map<String, String> folded = new HashMap<>();
    Sink checked = action -> sink.take(asPlanned(action));
    for (TreeEntry entry : source) {
      String path = Tree.join(directory, entry.name());
      String objection = folds ? collision(folded, entry.name()) : "";
      Taken taken = forSure(path, entry);
      ours += takesPart(this.source, entry, taken) ? 1 : 0;
      TreeEntry there = old.find(entry.name());
      SyncAction action =
          objection.isEmpty()
              ? asFarAsKnown(decide(path, entry, taken, there), source, old)
              : new SyncAction.Refuse(path, objection);
      if (action instanceof SyncAction.Transfer transfer) {
        old.parts().keepFor(transfer.source());
      }
      takeUnblocked(action, source, checked);
      if (there != null
          && rules.deletion().excluded()
          && taken == Taken.NO
          && mayDelete(path, source)) {
        checked.take(new SyncAction.Delete(path, there, "excluded"));
      }
    }
    for (TreeEntry extra : old) {
      String path = Tree.join(directory, extra.name());
      Taken taken = forSure(path, extra);
      theirs += takesPart(target, extra, taken) ? 1 : 0;
      // README is readme's old spelling where the two are one: it is no extra.
      boolean spelledOtherwise = folds && folded.containsKey(fold(extra.name()));
      boolean inUse =
          target.isPart(extra.name())
              && target.isOwnPart(extra.name())
              && old.parts().isInUse(extra.name());
      if (source.find(extra.name()) == null && !spelledOtherwise && !inUse) {
        extra(path, extra, taken, source, checked);
      }
    }
    return new Seen(ours, theirs);
  }

  /** What a listing with gaps leaves open is not done, if it could be a loss. */
  private SyncAction asFarAsKnown(SyncAction action, EntryList source, EntryList old) {
    if (action instanceof SyncAction.Remove remove
        && (source.completeness().hasGaps() || old.completeness().hasGaps())) {
      return new SyncAction.Skip(
          remove.path(), "the same at the target; it stays, since a listing is not complete");
    }
    if (action instanceof SyncAction.Transfer transfer
        && transfer.old() == null
        && rules.selection().which() == Selection.Which.MISSING
        && old.completeness().hasGaps()) {
      return new SyncAction.Refuse(
          transfer.path(), "the target may have it: its listing there is not complete");
    }
    return action;
  }

  /** What the filter says to a path. */
  private enum Taken {
    YES,
    NO,
    NOT_DECIDED
  }

  private Taken forSure(String path, TreeEntry entry) {
    try {
      return rules.selection().filter().takes(path, entry.isDirectory()) ? Taken.YES : Taken.NO;
    } catch (UndecidedNameException e) {
      return Taken.NOT_DECIDED; // Of what the source has, this is told as a failure.
    }
  }

  private boolean takesPart(Tree side, TreeEntry entry, Taken taken) {
    return rules.deletion().wanted()
        && !side.isPart(entry.name())
        && (rules.deletion().excluded() || taken != Taken.NO);
  }

  /** What is in the way goes first if it may go at all. */
  private void takeUnblocked(SyncAction action, EntryList source, Sink sink) throws IOException {
    if (!(action instanceof SyncAction.Blocked blocked)) {
      sink.take(action);
    } else if (mayDelete(blocked.path(), source)) {
      sink.take(new SyncAction.Delete(blocked.path(), blocked.obstacle(), blocked.reason()));
      sink.take(blocked);
    } else {
      String advice =
          rules.deletion().wanted() && !source.isComplete()
              ? "; that stays, since the source's listing is not complete"
              : "; --delete would remove that";
      sink.take(new SyncAction.Refuse(blocked.path(), blocked.reason() + advice));
    }
  }

  /** What the target has and the source has not. */
  private void extra(String path, TreeEntry extra, Taken taken, EntryList source, Sink sink)
      throws IOException {
    if (target.isPart(extra.name()) && !isAbandoned(extra)) {
      sink.take(new SyncAction.Skip(path, "another machine may be writing it"));
    } else if (target.isPart(extra.name())) {
      sink.take(new SyncAction.Sweep(path, extra, "left by an interrupted run"));
    } else if (mayDelete(path, source)
        && target.objection(extra.name()).isEmpty()
        && (rules.deletion().excluded() || taken == Taken.YES)) {
      sink.take(new SyncAction.Delete(path, extra, "not at the source"));
    }
  }

  /** Of another machine only its time can tell. */
  private boolean isAbandoned(TreeEntry part) {
    ModifiedTime time = part.modified();
    return target.isOwnPart(part.name())
        || time != null && time.instant().isBefore(Instant.now().minus(ABANDONED));
  }

  private boolean mayDelete(String path, EntryList source) {
    return rules.deletion().wanted() && source.isComplete() && !isTooDeep(path);
  }

  private boolean isTooDeep(String path) {
    int depth = rules.selection().depth();
    return depth >= 0 && levels(path) > depth + 1;
  }

  /** How many directories and files are on the way to a path, itself included. */
  private static long levels(String path) {
    long levels = 1;
    for (int i = path.indexOf('/'); i >= 0; i = path.indexOf('/', i + 1)) {
      levels++;
    }
    return levels;
  }

  private static String collision(Map<String, String> folded, String name) {
    String first = folded.putIfAbsent(fold(name), name);
    return first == null || first.equals(name)
        ? ""
        : "this file system cannot hold it beside \""
            + first
            + "\": they differ only in upper and lower case";
  }

  private static String fold(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** With a plan, what it does not hold is left as it is. */
  private SyncAction asPlanned(SyncAction action) {
    SyncPlan plan = rules.plan();
    String word = action.word();
    return plan == null || word.isEmpty() || plan.allows(word, action.path())
        ? action
        : new SyncAction.Skip(action.path(), "not in the plan");
  }

  private SyncAction decide(String path, TreeEntry entry, Taken taken, @Nullable TreeEntry old) {
    if (taken == Taken.NO) {
      return new SyncAction.Skip(path, "excluded");
    }
    if (taken == Taken.NOT_DECIDED) {
      return new SyncAction.Refuse(
          path, "one of the regular expressions does not come to an end with its name");
    }
    String objected = target.objection(entry.name());
    if (!objected.isEmpty()) {
      return new SyncAction.Refuse(path, objected);
    }
    if (path.length() > MOST_PATH) {
      return new SyncAction.Refuse(path, "its path is longer than " + MOST_PATH + " characters");
    }
    return switch (entry.type()) {
      case DIRECTORY -> directory(path, old);
      case FILE ->
          source.isPart(entry.name())
              ? new SyncAction.Skip(path, "a temporary file of another run")
              : file(path, entry, old);
      case SYMLINK -> link(path, entry, old);
      case OTHER -> new SyncAction.Skip(path, "neither file nor directory");
    };
  }

  private SyncAction directory(String path, @Nullable TreeEntry old) {
    if (isTooDeep(path + "/")) {
      return new SyncAction.Skip(path, "deeper than asked for");
    }
    if (rules.selection().depth() < 0 && levels(path) > Selection.DEEPEST) {
      return new SyncAction.Refuse(
          path,
          "it is more than "
              + Selection.DEEPEST
              + " directories deep, perhaps because a directory contains itself; --max-depth N"
              + " goes deeper");
    }
    if (old == null) {
      return rules.selection().which() == Selection.Which.EXISTING
          ? new SyncAction.Skip(path, "not at the target")
          : new SyncAction.Enter(path, true, "missing");
    }
    return old.isDirectory()
        ? new SyncAction.Enter(path, false, "")
        : blocked(new SyncAction.Enter(path, true, "missing"), "a directory", old);
  }

  private static SyncAction.Blocked blocked(SyncAction action, String source, TreeEntry old) {
    String kind =
        switch (old.type()) {
          case FILE -> "a file";
          case DIRECTORY -> "a directory";
          case SYMLINK -> "a link";
          case OTHER -> "something else";
        };
    return new SyncAction.Blocked(
        action, old, "it is " + source + " at the source and " + kind + " at the target");
  }

  private SyncAction file(String path, TreeEntry entry, @Nullable TreeEntry old) {
    String unwanted = rules.selection().objection(entry);
    if (!unwanted.isEmpty()) {
      return new SyncAction.Skip(path, unwanted);
    }
    if (old == null) {
      return rules.selection().which() == Selection.Which.EXISTING
          ? new SyncAction.Skip(path, "not at the target")
          : new SyncAction.Transfer(path, entry, null, "missing");
    }
    if (old.type() != FtpEntry.Type.FILE) {
      return blocked(new SyncAction.Transfer(path, entry, null, "missing"), "a file", old);
    }
    if (rules.selection().which() == Selection.Which.MISSING) {
      return new SyncAction.Skip(path, "at the target already");
    }
    if (rules.comparison() == Comparison.CHECKSUM && entry.size() == old.size()) {
      return new SyncAction.Compare(path, entry, old, "");
    }
    String reason = differences.between(entry, old);
    if (reason.isEmpty() && rules.copying().move()) {
      // "Not newer" is no proof that the target has these bytes.
      return entry.size() >= 0 && entry.size() == old.size()
          ? new SyncAction.Remove(path, entry, "the same at the target")
          : new SyncAction.Skip(path, "the target has another size: the original stays");
    }
    return reason.isEmpty()
        ? new SyncAction.Skip(path, "same")
        : new SyncAction.Transfer(path, entry, old, reason);
  }

  private SyncAction link(String path, TreeEntry entry, @Nullable TreeEntry old) {
    if (rules.copying().links() == Copying.Links.SKIP) {
      return new SyncAction.Skip(path, "a link");
    }
    String leadsTo = entry.target();
    if (!keepsLinks || leadsTo == null) {
      return new SyncAction.Skip(
          path,
          keepsLinks ? "a link to nobody knows" : "a link, and FTP has no command to make one");
    }
    if (!LinkTarget.staysInside(path, leadsTo)) {
      return new SyncAction.Refuse(path, "a link that leads out of the tree");
    }
    return old != null && leadsTo.equals(old.target())
        ? new SyncAction.Skip(path, "same")
        : new SyncAction.Link(path, entry, old == null ? "missing" : "leads elsewhere");
  }
}
