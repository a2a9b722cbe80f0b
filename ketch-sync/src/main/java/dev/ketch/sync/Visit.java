package dev.ketch.sync;

import dev.ketch.ftp.FtpSession;
import dev.ketch.ftp.listing.Completeness;
import dev.ketch.ftp.listing.FtpEntry;
import dev.ketch.ftp.protocol.FtpReplyException;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Looks into one directory on both sides after the other: creates it at the target if that lacks
 * it, and hands on what is to be done in it.
 */
final class Visit {
  private final SyncRules rules;
  private final Tree source;
  private final Tree target;
  private final SyncPlanner planner;
  private final Tally tally;
  private final Loops loops = new Loops();

  Visit(SyncRules rules, Tree source, Tree target, SyncPlanner planner, Tally tally) {
    this.rules = rules;
    this.source = source;
    this.target = target;
    this.planner = planner;
    this.tally = tally;
  }

  SyncPlanner.Seen run(SessionPair sessions, SyncAction.Inside inside, SyncPlanner.Sink sink)
      throws IOException {
    SyncAction.Enter enter = inside.enter();
    boolean fresh = enter.create() && !enter.path().isEmpty();
    try (EntryList ours = followed(sessions.source(), enter.path())) {
      String loop = loops.objection(inside.above(), inside.identity(), ours);
      if (!loop.isEmpty()) {
        throw new IOException(loop);
      }
      Trail here = new Trail(inside.above(), inside.identity(), ours.fingerprint());
      try (EntryList theirs = fresh ? new EntryList() : listTarget(sessions, enter.path())) {
        return plan(sessions, enter, ours, theirs, action -> sink.take(below(action, ours, here)));
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static SyncAction below(SyncAction action, EntryList ours, Trail here)
      throws IOException {
    if (!(action instanceof SyncAction.Enter enter)) {
      return action;
    }
    String name = enter.path().substring(enter.path().lastIndexOf('/') + 1);
    return new SyncAction.Inside(enter, here, ours.identity(name));
  }

  private SyncPlanner.Seen plan(
      SessionPair sessions,
      SyncAction.Enter enter,
      EntryList ours,
      EntryList theirs,
      SyncPlanner.Sink sink)
      throws IOException {
    boolean fresh = enter.create() && !enter.path().isEmpty();
    boolean late = fresh && !rules.selection().emptyDirectories();
    if (enter.create() && !late) {
      create(sessions, enter, fresh);
    }
    report(enter.path(), ours.completeness(), theirs.completeness());
    return planner.plan(enter.path(), ours, theirs, late ? new Late(sessions, enter, sink) : sink);
  }

  /**
   * What a listing lacks of the source is missing from the copy. A doubt that names nothing missing
   * counts where something is deleted for not being listed. At the target a listing decides what is
   * deleted, and with {@code --only-missing} what is sent.
   */
  private void report(String path, Completeness ours, Completeness theirs) {
    boolean deletes = rules.deletion().wanted();
    if (ours.hasGaps() || deletes && !ours.isComplete()) {
      tally.failed(
          path,
          "list",
          new IOException(
              "its listing is not complete: "
                  + ours.explanation()
                  + "; nothing is deleted because it is not in it"));
    }
    if (theirs.hasGaps() && (deletes || onlyMissing())) {
      tally.failed(
          path,
          "list",
          new IOException("its listing at the target is not complete: " + theirs.explanation()));
    }
  }

  private boolean onlyMissing() {
    return rules.selection().which() == Selection.Which.MISSING;
  }

  private void create(SessionPair sessions, SyncAction.Enter enter, boolean tell)
      throws IOException {
    if (!rules.dryRun()) {
      target.makeDirectory(sessions.target(), enter.path());
    }
    if (tell && rules.dryRun()) {
      tally.planned(enter.path(), "mkdir", enter.reason(), -1);
    } else if (tell) {
      tally.done(enter.path(), "mkdir", enter.reason(), -1);
    }
  }

  /** Creates the directory when the first thing is to go into it. */
  private final class Late implements SyncPlanner.Sink {
    private final SessionPair sessions;
    private final SyncAction.Enter enter;
    private final SyncPlanner.Sink next;
    private boolean created;

    Late(SessionPair sessions, SyncAction.Enter enter, SyncPlanner.Sink next) {
      this.sessions = sessions;
      this.enter = enter;
      this.next = next;
    }

    @Override
    public void take(SyncAction action) throws IOException {
      boolean goesIn = action instanceof SyncAction.Transfer || action instanceof SyncAction.Link;
      if (goesIn && !created) {
        created = true;
        create(sessions, enter, true);
      }
      next.take(action);
    }
  }

  /** The source's listing, with what links lead to in their places if they are followed. */
  private EntryList followed(FtpSession session, String directory) throws IOException {
    EntryList listing = source.listSurely(session, directory);
    if (rules.copying().links() != Copying.Links.FOLLOW) {
      return listing;
    }
    EntryList resolved = new EntryList();
    try (listing) {
      for (TreeEntry entry : listing) {
        boolean link = entry.type() == FtpEntry.Type.SYMLINK;
        String path = Tree.join(directory, entry.name());
        resolved.add(link ? source.resolve(session, path, entry) : entry);
      }
      resolved.doubt(listing.completeness());
      return resolved;
    } catch (Throwable e) {
      resolved.close();
      throw e;
    }
  }

  /**
   * The target's root may not exist yet, and a drop box lets nobody list it; what is in it is
   * unknown then, which counts as empty for what is sent, and never for what is deleted.
   */
  private EntryList listTarget(SessionPair sessions, String path) throws IOException {
    FtpSession session = sessions.target();
    try {
      // What is not listed is sent, which --only-missing promises for what is not there.
      EntryList listed =
          onlyMissing() ? target.listSurely(session, path) : target.list(session, path);
      boolean nothing = listed.completeness().has(Completeness.Reason.NOTHING_LISTED);
      return path.isEmpty() && nothing && !target.isThere(session) ? new EntryList() : listed;
    } catch (FtpReplyException e) {
      boolean all = rules.selection().which() == Selection.Which.ALL;
      if (e.isPermanent()
          && (path.isEmpty() ? all || rules.dryRun() : all && opens(sessions, path))) {
        return unknown(session, path, e);
      }
      throw e;
    }
  }

  /** What is not there is empty; what is there and may not be listed is not known. */
  private EntryList unknown(FtpSession session, String path, FtpReplyException refusal)
      throws IOException {
    EntryList unknown = new EntryList();
    if (rules.deletion().wanted() && (!path.isEmpty() || target.isThere(session))) {
      unknown.doubt(
          Completeness.doubtful(
              Completeness.Reason.REFUSED,
              "the server refuses to list it: \"" + refusal.reply() + "\""));
    }
    return unknown;
  }

  private boolean opens(SessionPair sessions, String path) throws IOException {
    return target instanceof FtpTree tree && sessions.target().isDirectory(tree.resolve(path));
  }
}
