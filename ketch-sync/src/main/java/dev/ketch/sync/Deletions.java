package dev.ketch.sync;

import dev.ketch.ftp.FtpSession;
import dev.ketch.ftp.listing.FtpEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * What is to go, kept until all else is done, and left where it is if anything failed. However many
 * they are, memory holds few of them.
 */
final class Deletions implements AutoCloseable {
  /** So many are looked at for renames. */
  private static final int MOST_FILES = 100_000;

  /** In so many directories: one of the target may contain itself. */
  private static final int MOST_DIRECTORIES = 20_000;

  /** So many wait for room. */
  private static final int MOST_BLOCKED = 10_000;

  private final Connector connector;
  private final SyncRules rules;
  private final Tree target;
  private final Tally tally;

  /** With a path for a name, and the reason for a link's target. */
  private final EntryList deletes = new EntryList();

  /** They got another path, and need not go. */
  private final Set<String> spared = new HashSet<>();

  /** What waits for room at the target, by its path; their obstacles are among the deletes. */
  private final Map<String, SyncAction.Blocked> blocked = new LinkedHashMap<>();

  private final List<SyncAction> unblocked = new ArrayList<>();

  private long count;

  private final DeletionGuard guard;

  private @Nullable SessionPair sessions;

  /** What the files that are looked at for renames take of the memory. */
  private long bytesOfFiles;

  private int directories;

  Deletions(Connector connector, SyncRules rules, Tree target, Tally tally) {
    this.connector = connector;
    this.rules = rules;
    this.target = target;
    this.tally = tally;
    this.guard = new DeletionGuard(rules, target);
  }

  /** What a directory that was visited holds on each side. */
  void saw(String directory, SyncPlanner.Seen seen) {
    guard.saw(directory, seen);
  }

  synchronized void add(SyncAction.Delete delete) throws IOException {
    TreeEntry e = delete.target();
    if (deletes.add(
        new TreeEntry(
            delete.path(), e.type(), e.size(), e.modified(), delete.reason(), e.mode()))) {
      count++;
    }
  }

  synchronized void addBlocked(SyncAction.Blocked action) {
    if (blocked.size() < MOST_BLOCKED) {
      blocked.put(action.path(), action);
    } else {
      String why = action.reason() + ", as in too many places to replace in one run; run it again";
      tally.failed(action.path(), action.word(), new IOException(why));
    }
  }

  /** What can be done now that the deletions are; what cannot is told. */
  List<SyncAction> unblocked() {
    for (SyncAction.Blocked each : blocked.values()) {
      String why = each.reason() + ", and that was not deleted";
      tally.failed(each.path(), each.word(), new IOException(why));
    }
    return unblocked;
  }

  private void cleared(String path) {
    SyncAction.Blocked waiting = blocked.remove(path);
    if (waiting != null) {
      unblocked.add(waiting.action());
    }
  }

  private static SyncAction.Delete deletion(TreeEntry kept) {
    String name = kept.name().substring(kept.name().lastIndexOf('/') + 1);
    TreeEntry entry =
        new TreeEntry(name, kept.type(), kept.size(), kept.modified(), null, kept.mode());
    return new SyncAction.Delete(kept.name(), entry, Objects.requireNonNull(kept.target()));
  }

  /** It need not go: it got another path. */
  synchronized void spare(SyncAction.Delete delete) throws IOException {
    if (deletes.find(delete.path()) == null) {
      guard.movedAway(); // It is below a directory that goes.
    } else if (spared.add(delete.path())) {
      count--;
      cleared(delete.path());
    }
  }

  /** Does or tells them all, by these sessions if they are still alive. */
  void run(@Nullable SessionPair given) {
    sessions = given;
    try {
      if (!allowed()) {
        tally.withheld(count);
        return;
      }
      boolean goOn = true;
      Iterator<TreeEntry> all = left().iterator();
      while (goOn && all.hasNext()) {
        goOn = run(deletion(all.next()));
      }
    } catch (UncheckedIOException e) {
      tally.failed("", "delete", Unforeseen.of(e));
    } finally {
      SessionPair last = sessions;
      if (last != null && last != given) {
        last.close();
      }
    }
  }

  /** Does or tells one of them; false if something is wrong with this program: no more then. */
  private boolean run(SyncAction.Delete delete) {
    if (Thread.currentThread().isInterrupted()) {
      return false;
    }
    if (rules.dryRun()) {
      tally.planned(delete.path(), "delete", delete.reason(), -1);
      return true;
    }
    try {
      remove(sessions().target(), delete);
    } catch (IOException e) {
      if (Thread.currentThread().isInterrupted()) {
        return false; // That is why it failed, and all others would.
      }
      tally.failed(delete.path(), "delete", e);
      return true;
    } catch (Throwable e) {
      tally.failed(delete.path(), "delete", Unforeseen.of(e));
      if (e instanceof Error) {
        throw e;
      }
      return false;
    }
    tally.deleted(delete.path(), delete.reason());
    cleared(delete.path());
    return true;
  }

  private SessionPair sessions() throws IOException {
    SessionPair pair = sessions;
    if (pair == null || !pair.isOpen()) {
      pair = connector.open();
      sessions = pair;
    }
    return pair;
  }

  /** Whether they may be done, as far as is known by now; says nothing to anybody. */
  synchronized boolean areAllowed() {
    int most = rules.deletion().most();
    return count > 0 && (most < 0 || count <= most) && tally.failures() == 0;
  }

  /** The files that would go, those in directories that would go among them. */
  List<SyncAction.Delete> files(SessionPair sessions) {
    List<SyncAction.Delete> files = new ArrayList<>();
    try {
      for (TreeEntry kept : deletes) {
        addFiles(sessions, deletion(kept), files);
      }
    } catch (IOException | UncheckedIOException e) {
      return List.of(); // Then nothing is renamed, and all is sent.
    }
    return files;
  }

  private void addFiles(
      SessionPair sessions, SyncAction.Delete delete, List<SyncAction.Delete> files)
      throws IOException {
    if (files.size() >= MOST_FILES
        || bytesOfFiles >= Renames.MOST_BYTES
        || directories >= MOST_DIRECTORIES) {
      return;
    }
    if (!delete.target().isDirectory()) {
      files.add(delete);
      bytesOfFiles += delete.weight();
      return;
    }
    directories++;
    try (EntryList inside = target.list(sessions.target(), delete.path())) {
      if (inside.completeness().hasGaps()) {
        // The file alone of its kind may have a twin among what is not known.
        throw new IOException(inside.completeness().explanation());
      }
      for (TreeEntry entry : inside) {
        if (entry.isDirectory() || entry.type() == FtpEntry.Type.FILE) {
          String path = Tree.join(delete.path(), entry.name());
          addFiles(sessions, new SyncAction.Delete(path, entry, delete.reason()), files);
        }
      }
    }
  }

  private boolean allowed() {
    if (rules.deletion().most() >= 0 && count > rules.deletion().most()) {
      tally.failed(
          "",
          "delete",
          new IOException(
              count
                  + " entries would be deleted, more than --max-delete "
                  + rules.deletion().most()
                  + "; none was"));
      return false;
    }
    if (count == 0) {
      return true;
    }
    String why =
        tally.failures() > 0
            ? "nothing was deleted because of the failures"
            : guard.objection(this::sessions, left(), count);
    if (!why.isEmpty()) {
      tally.failed("", "delete", new IOException(why));
    }
    return why.isEmpty();
  }

  /** Those that were not spared. */
  private Iterable<TreeEntry> left() {
    return () ->
        StreamSupport.stream(deletes.spliterator(), false)
            .filter(each -> !spared.contains(each.name()))
            .iterator();
  }

  private void remove(FtpSession session, SyncAction.Delete delete) throws IOException {
    String trash = rules.deletion().trash();
    if (trash == null) {
      target.delete(session, delete.path(), delete.target());
    } else {
      target.discard(session, delete.path(), trash);
    }
  }

  @Override
  public void close() {
    deletes.close();
  }
}
