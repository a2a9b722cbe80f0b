package dev.ketch.sync;

import dev.ketch.ftp.TransferListener;
import dev.ketch.ftp.protocol.FtpReplyException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Does one action with the sessions it is given. */
final class Performer {
  private final Route route;
  private final SyncRules rules;
  private final Tally tally;
  private final Visit visit;
  private final ContentCheck content;
  private final RateLimit rate;
  private final Halt halt;
  private final Deletions deletions;
  private final Renames renames;
  private final LargeFiles largeFiles;
  private final LongConsumer moved;

  /**
   * A performer of a run.
   *
   * @param moved hears how many bytes more have moved
   * @param halt says when to stop
   */
  Performer(
      Route route,
      SyncRules rules,
      Tally tally,
      Deletions deletions,
      Renames renames,
      LargeFiles largeFiles,
      ContentCheck content,
      LongConsumer moved,
      Halt halt) {
    this.halt = halt;
    this.route = route;
    this.rules = rules;
    this.tally = tally;
    this.content = content;
    this.deletions = deletions;
    this.renames = renames;
    this.largeFiles = largeFiles;
    this.moved = moved;
    this.rate = new RateLimit(rules.effort().limitRate(), halt);
    SyncPlanner planner =
        new SyncPlanner(rules, route.isDownload(), route.source(), route.target());
    this.visit = new Visit(rules, route.source(), route.target(), planner, tally);
  }

  /**
   * A transfer that is done but for its end.
   *
   * @param needsSession whether the end has something to do on the server
   */
  record Rest(FileMover.Copy copy, Ending ending, boolean needsSession) {
    void finish() throws IOException {
      ending.after(copy.finish());
    }
  }

  /** What is to be done when a file is there, of which so many bytes were moved. */
  @FunctionalInterface
  interface Ending {
    void after(long bytes) throws IOException;
  }

  /**
   * Does an action.
   *
   * @param round how often it is tried, with this time
   * @param later takes what a directory turns out to hold
   * @return what is left to do before these sessions are given up, or null if it is done
   */
  @Nullable Rest perform(SessionPair sessions, SyncAction action, int round, SyncPlanner.Sink later)
      throws IOException {
    if (action instanceof SyncAction.Transfer transfer) {
      return largeFiles.takes(sessions, transfer) ? null : transfer(sessions, transfer, round);
    }
    if (action instanceof SyncAction.Compare compare) {
      return compare(sessions, compare, round);
    }
    if (action instanceof SyncAction.Enter enter) {
      return perform(sessions, new SyncAction.Inside(enter, null, 0), round, later);
    }
    if (action instanceof SyncAction.Inside inside) {
      deletions.saw(
          inside.path(), visit.run(sessions, inside, each -> sortOut(sessions, each, later)));
    } else if (action instanceof SyncAction.Join join) {
      join(sessions, join);
    } else if (action instanceof SyncAction.Remove remove) {
      remove(sessions, remove.path(), remove.source(), remove.reason());
    } else if (action instanceof SyncAction.Settle) {
      settle(sessions, later);
    } else {
      throw new IllegalStateException("not queued: " + action);
    }
    return null;
  }

  /** What is over in an instant is done here and now; it fails for itself, not the directory. */
  private void sortOut(SessionPair sessions, SyncAction action, SyncPlanner.Sink later)
      throws IOException {
    if (action instanceof SyncAction.Skip skip) {
      tally.skipped(skip.path(), skip.reason());
    } else if (action instanceof SyncAction.Refuse refuse) {
      tally.failed(refuse.path(), "transfer", new IOException(refuse.reason()));
    } else if (action instanceof SyncAction.Delete delete) {
      deletions.add(delete);
    } else if (action instanceof SyncAction.Blocked blocked) {
      putOff(sessions, blocked, later);
    } else if (action instanceof SyncAction.Sweep sweep) {
      sweep(sessions, sweep);
    } else if (action instanceof SyncAction.Link link) {
      link(link);
    } else if (action instanceof SyncAction.Transfer transfer) {
      found(transfer.source());
      if (!renames.putOff(transfer)) {
        planOr(transfer, later);
      }
    } else if (action instanceof SyncAction.Remove remove && rules.dryRun()) {
      tally.planned(remove.path(), "remove", remove.reason(), -1);
    } else {
      later.take(action);
    }
  }

  /** A plan has it where it is found; it is done when the deletions are. */
  private void putOff(SessionPair sessions, SyncAction.Blocked blocked, SyncPlanner.Sink later)
      throws IOException {
    if (rules.dryRun()) {
      sortOut(sessions, blocked.action(), later);
      return;
    }
    if (blocked.action() instanceof SyncAction.Transfer transfer) {
      found(transfer.source());
    }
    deletions.addBlocked(blocked);
  }

  private void found(TreeEntry file) {
    tally.found(1, Math.max(0, file.size()));
  }

  private void planOr(SyncAction.Transfer transfer, SyncPlanner.Sink later) throws IOException {
    if (rules.dryRun()) {
      tally.planned(transfer.path(), "transfer", transfer.reason(), transfer.source().size());
    } else {
      later.take(transfer);
    }
  }

  private void sweep(SessionPair sessions, SyncAction.Sweep sweep) {
    if (rules.dryRun()) {
      return;
    }
    try {
      if (!route.target().sweep(sessions.target(), sweep.path())) {
        tally.skipped(sweep.path(), "another run is writing it");
      }
    } catch (FtpReplyException e) {
      // A drop box lets nothing be deleted. It is no file of the user's, and does no harm.
      tally.skipped(
          sweep.path(), "left by an interrupted run, and not to be deleted: " + e.reply());
    } catch (IOException e) {
      tally.failed(sweep.path(), "delete", e);
    }
  }

  private void link(SyncAction.Link link) {
    if (rules.dryRun()) {
      tally.planned(link.path(), "link", link.reason(), -1);
      return;
    }
    try {
      LocalLinks.make(((LocalTree) route.target()).resolve(link.path()), link.source().target());
      tally.done(link.path(), "link", link.reason(), -1);
    } catch (IOException e) {
      tally.failed(link.path(), "link", e);
    }
  }

  private @Nullable Rest compare(SessionPair sessions, SyncAction.Compare compare, int round)
      throws IOException {
    String reason = content.difference(sessions, compare.path(), compare.source(), compare.old());
    if (!reason.isEmpty()) {
      found(compare.source());
      var transfer =
          new SyncAction.Transfer(compare.path(), compare.source(), compare.old(), reason);
      if (rules.dryRun()) {
        tally.planned(compare.path(), "transfer", reason, compare.source().size());
      } else {
        return transfer(sessions, transfer, round);
      }
    } else if (rules.copying().move() && !rules.dryRun()) {
      remove(sessions, compare.path(), compare.source(), "the same at the target");
    } else {
      tally.skipped(compare.path(), "same");
    }
    return null;
  }

  private @Nullable Rest transfer(SessionPair sessions, SyncAction.Transfer transfer, int round)
      throws IOException {
    TreeEntry file = transfer.source();
    tally.started(transfer.path(), transfer.reason(), file.size());
    FileMover.Copy copy =
        route.mover().move(sessions, transfer.path(), file, round, listener(transfer.path()));
    if (copy instanceof FileMover.Done done) {
      finished(sessions, transfer, done.bytes());
      return null;
    }
    boolean needsSession = !copy.isLocal() || rules.copying().move();
    return new Rest(copy, bytes -> finished(sessions, transfer, bytes), needsSession);
  }

  private void join(SessionPair sessions, SyncAction.Join join) throws IOException {
    LargeFile file = join.file();
    long size = file.transfer.source().size();
    boolean whole =
        largeFiles.join(
            sessions,
            join,
            more -> {
              rate.passed(more);
              moved.accept(more);
              tally.progress(join.path(), file.download.bytesThere(), size);
              goOn(file.download.bytesThere(), size);
            });
    if (whole) {
      finished(sessions, file.transfer, size - file.before);
    }
  }

  /** What is all here may come to its end, whatever happens. */
  private void goOn(long done, long total) {
    if (total < 0 || done < total) {
      halt.goOn();
    }
  }

  private TransferListener listener(String path) {
    return new TransferListener() {
      private long before;

      @Override
      public void progress(String name, long done, long total) {
        long more = Math.max(0, done - before); // It begins anew where a server takes no rename.
        rate.passed(more);
        moved.accept(more);
        before = done;
        tally.progress(path, done, total);
        goOn(done, total);
      }

      @Override
      public void notice(String name, String sentence) {
        tally.notice(path, sentence);
      }
    };
  }

  private void finished(SessionPair sessions, SyncAction.Transfer transfer, long bytes)
      throws IOException {
    TreeEntry file = transfer.source();
    if (rules.copying().permissions() && file.mode() >= 0) {
      route.target().changeMode(sessions.target(), transfer.path(), file.mode());
    }
    content.copied(sessions, transfer.path(), file);
    tally.done(transfer.path(), "transfer", transfer.reason(), bytes);
    if (rules.copying().move()) {
      requireSameSize(sessions, transfer.path(), file);
      remove(sessions, transfer.path(), file, "its copy is whole");
    }
  }

  /** Where the listing said no size, the copy was compared with nothing: that is done now. */
  private void requireSameSize(SessionPair sessions, String path, TreeEntry file)
      throws IOException {
    if (file.size() >= 0) {
      return;
    }
    OptionalLong ours = route.source().size(sessions.source(), path);
    OptionalLong theirs = route.target().size(sessions.target(), path);
    if (ours.isEmpty() || !ours.equals(theirs)) {
      throw new IOException("its copy is here, but nobody says how long it is: the original stays");
    }
  }

  private void remove(SessionPair sessions, String path, TreeEntry file, String reason)
      throws IOException {
    route.source().delete(sessions.source(), path, file);
    tally.done(path, "remove", reason, -1);
  }

  /** What is there under another path is renamed, the rest is sent after all. */
  private void settle(SessionPair sessions, SyncPlanner.Sink later) throws IOException {
    List<Renames.Rename> found = new ArrayList<>();
    if (deletions.areAllowed()) {
      for (Renames.Rename rename : renames.among(deletions.files(sessions))) {
        if (rename(sessions, rename)) {
          found.add(rename);
        }
      }
    }
    for (SyncAction.Transfer transfer : renames.takeOthers(found)) {
      planOr(transfer, later);
    }
  }

  private boolean rename(SessionPair sessions, Renames.Rename rename) {
    String from = rename.had().path();
    String to = rename.wanted().path();
    try {
      if (!rules.dryRun()) {
        route.target().rename(sessions.target(), from, to);
      }
      deletions.spare(rename.had());
      tally.renamed(to, from, rename.wanted().source().size(), rules.dryRun());
      return true;
    } catch (IOException e) {
      return false; // It is sent instead.
    }
  }
}
