package dev.ketch.sync;

import dev.ketch.ftp.FtpSession;
import dev.ketch.ftp.listing.FtpEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is to go, kept until all else is done, and left where it is if anything failed. */
final class Deletions {
  /** So many are looked at for renames. */
  private static final int MOST_FILES = 100_000;

  private final Connector connector;
  private final SyncRules rules;
  private final Tree target;
  private final Tally tally;
  private final List<SyncAction.Delete> deletes = new ArrayList<>();

  Deletions(Connector connector, SyncRules rules, Tree target, Tally tally) {
    this.connector = connector;
    this.rules = rules;
    this.target = target;
    this.tally = tally;
  }

  synchronized void add(SyncAction.Delete delete) {
    deletes.add(delete);
  }

  /** What is to go by now. */
  synchronized List<SyncAction.Delete> all() {
    return List.copyOf(deletes);
  }

  /** It need not go: it got another path. */
  synchronized void spare(SyncAction.Delete delete) {
    deletes.remove(delete);
  }

  /** Does or tells them all, by these sessions if they are still alive. */
  void run(@Nullable SessionPair given) {
    if (!allowed()) {
      return;
    }
    SessionPair sessions = given;
    for (SyncAction.Delete delete : deletes) {
      if (rules.dryRun()) {
        tally.planned(delete.path(), "delete", delete.reason(), -1);
        continue;
      }
      try {
        if (sessions == null || !sessions.isOpen()) {
          sessions = connector.open();
        }
        remove(sessions.target(), delete);
        tally.deleted(delete.path(), delete.reason());
      } catch (IOException e) {
        tally.failed(delete.path(), "delete", e);
      }
    }
    if (sessions != null && sessions != given) {
      sessions.close();
    }
  }

  /** Whether they may be done, as far as is known by now; says nothing to anybody. */
  synchronized boolean areAllowed() {
    int most = rules.deletion().most();
    return !deletes.isEmpty() && (most < 0 || deletes.size() <= most) && tally.failures() == 0;
  }

  /** The files that would go, those in directories that would go among them. */
  List<SyncAction.Delete> files(SessionPair sessions) {
    List<SyncAction.Delete> files = new ArrayList<>();
    try {
      for (SyncAction.Delete delete : all()) {
        addFiles(sessions, delete, files);
      }
    } catch (IOException | UncheckedIOException e) {
      return List.of(); // Then nothing is renamed, and all is sent.
    }
    return files;
  }

  private void addFiles(
      SessionPair sessions, SyncAction.Delete delete, List<SyncAction.Delete> files)
      throws IOException {
    if (files.size() >= MOST_FILES) {
      return;
    }
    if (!delete.target().isDirectory()) {
      files.add(delete);
      return;
    }
    try (EntryList inside = target.list(sessions.target(), delete.path())) {
      for (TreeEntry entry : inside) {
        if (entry.isDirectory() || entry.type() == FtpEntry.Type.FILE) {
          String path = Tree.join(delete.path(), entry.name());
          addFiles(sessions, new SyncAction.Delete(path, entry, delete.reason()), files);
        }
      }
    }
  }

  private boolean allowed() {
    if (rules.deletion().most() >= 0 && deletes.size() > rules.deletion().most()) {
      tally.failed(
          "",
          "delete",
          new IOException(
              deletes.size()
                  + " entries would be deleted, more than --max-delete "
                  + rules.deletion().most()
                  + "; none was"));
      return false;
    }
    if (rules.deletion().wanted() && tally.failures() > 0 && !deletes.isEmpty()) {
      tally.failed("", "delete", new IOException("nothing was deleted because of the failures"));
      return false;
    }
    return true;
  }

  private void remove(FtpSession session, SyncAction.Delete delete) throws IOException {
    String trash = rules.deletion().trash();
    if (trash == null) {
      target.delete(session, delete.path(), delete.target());
    } else {
      target.discard(session, delete.path(), trash);
    }
  }
}
