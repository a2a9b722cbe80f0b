package dev.ketch.sync;

import dev.ketch.ftp.FtpClient;
import dev.ketch.ftp.FtpSession;
import dev.ketch.ftp.listing.FtpEntry;
import dev.ketch.ftp.protocol.FtpConnectException;
import dev.ketch.ftp.protocol.FtpException;
import dev.ketch.ftp.protocol.FtpLoginException;
import dev.ketch.ftp.protocol.FtpReplyException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The only class of the engine with effects: workers, each with a session of its own. */
final class SyncRunner {
  private final FtpClient client;
  private final SyncRules rules;
  private final Tree source;
  private final Tree target;
  private final SyncPlanner planner;
  private final FileMover mover;
  private final Tally tally;
  private final RateLimit rate;
  private final Crew crew;
  private final WorkQueue<SyncAction> queue = new WorkQueue<>();
  private final Deletions deletions;
  private final AtomicInteger sessions = new AtomicInteger();
  private volatile @Nullable IOException stoppedBy;

  SyncRunner(
      FtpClient client,
      SyncRules rules,
      Tree source,
      Tree target,
      SyncPlanner planner,
      FileMover mover,
      Tally tally) {
    this.client = client;
    this.rules = rules;
    this.source = source;
    this.target = target;
    this.planner = planner;
    this.mover = mover;
    this.tally = tally;
    this.rate = new RateLimit(rules.limitRate());
    this.deletions = new Deletions(client, rules, target, tally);
    this.crew = new Crew(rules.parallel(), () -> work(null), queue::size, System::nanoTime);
  }

  /** Runs to the end; {@code first} is a session that is open already, and is used up. */
  SyncReport run(FtpSession first) throws InterruptedException {
    queue.add(new SyncAction.Enter("", !rules.dryRun(), ""));
    sessions.set(1);
    crew.start();
    FtpSession last = work(first);
    try {
      crew.join();
    } catch (InterruptedException e) {
      stop(new IOException("interrupted", e));
      crew.interrupt(); // Each removes what it has half done.
      throw e;
    }
    if (stoppedBy == null) {
      deletions.run(last);
    }
    if (last != null) {
      last.close();
    }
    if (rules.plan() != null && stoppedBy == null) {
      for (String step : rules.plan().unmet()) {
        tally.failed(
            step.substring(step.indexOf(' ') + 1),
            step.substring(0, step.indexOf(' ')),
            new IOException("planned, but it has changed since: there is nothing to do for it"));
      }
    }
    return tally.report(stoppedBy);
  }

  /** Takes work until there is none; returns the session of the worker that was given one. */
  private @Nullable FtpSession work(@Nullable FtpSession given) {
    WorkerSession holder = new WorkerSession(client, sessions, given);
    try {
      if (rules.parallel() > 0) {
        holder.openEarly();
      }
      SyncAction action;
      while ((action = queue.take()) != null) {
        try {
          if (!attempt(holder, action)) {
            queue.add(action); // No session to be had: the workers that have one go on.
            crew.refused();
            return null;
          }
          crew.finished(action instanceof SyncAction.Transfer t ? t.source().size() : 0);
        } finally {
          queue.done();
        }
      }
      return given == null ? null : holder.session;
    } catch (InterruptedException e) {
      stop(new IOException("interrupted", e));
      Thread.currentThread().interrupt();
      return null;
    } finally {
      if (given == null && holder.session != null) {
        holder.session.close();
      }
    }
  }

  /** One action with its retries. False if this worker can get no session and others can. */
  private boolean attempt(WorkerSession holder, SyncAction action) throws InterruptedException {
    for (int round = 1; ; round++) {
      try {
        FtpSession session = holder.open();
        if (session == null) {
          return false;
        }
        perform(session, action);
        return true;
      } catch (IOException e) {
        boolean deadly = e instanceof FtpConnectException || e instanceof FtpLoginException;
        if (LocalTrouble.isFull(e)) {
          stop(e);
          tally.failed(action.path(), word(action), e);
          return true;
        }
        if (!mayPass(e) || round >= rules.tries()) {
          if (deadly) {
            stop(e);
          }
          failed(action, e);
          return true;
        }
        Thread.sleep(250L << Math.min(round, 5));
      }
    }
  }

  /** Whether trying again may help: lost connections and 4xx do, 5xx and local trouble do not. */
  private static boolean mayPass(IOException e) {
    if (e instanceof FtpLoginException) {
      return false;
    }
    return e instanceof FtpReplyException reply ? reply.isTransient() : e instanceof FtpException;
  }

  private void failed(SyncAction action, IOException e) {
    tally.failed(action.path(), word(action), e);
    if (action.path().isEmpty()) {
      stop(e);
    } else if (rules.maxErrors() >= 0 && tally.failures() > rules.maxErrors()) {
      stop(new IOException("stopped after " + tally.failures() + " failures (--max-errors)", e));
    }
  }

  private synchronized void stop(IOException why) {
    if (stoppedBy == null) {
      stoppedBy = why;
    }
    queue.stop();
  }

  private static String word(SyncAction action) {
    return action instanceof SyncAction.Enter ? "list" : "transfer";
  }

  private void perform(FtpSession session, SyncAction action) throws IOException {
    if (action instanceof SyncAction.Enter enter) {
      enter(session, enter);
    } else if (action instanceof SyncAction.Transfer transfer) {
      transfer(session, transfer);
    } else {
      throw new IllegalStateException("not queued: " + action);
    }
  }

  private void enter(FtpSession session, SyncAction.Enter enter) throws IOException {
    TreeListing ours = source.list(session, enter.path());
    boolean fresh = enter.create() && !enter.path().isEmpty();
    TreeListing theirs = fresh ? TreeListing.EMPTY : listTarget(session, enter.path());
    if (enter.create() && !rules.dryRun()) {
      target.makeDirectory(session, enter.path());
    }
    if (fresh) {
      if (rules.dryRun()) {
        tally.planned(enter.path(), "mkdir", enter.reason(), -1);
      } else {
        tally.done(enter.path(), "mkdir", enter.reason(), -1);
      }
    }
    if (!ours.complete()) {
      tally.failed(
          enter.path(),
          "list",
          new IOException("its listing has lines that cannot be read; nothing is deleted by it"));
    }
    dispatch(planner.plan(enter.path(), followed(session, enter.path(), ours), theirs), session);
  }

  private TreeListing followed(FtpSession session, String directory, TreeListing listing)
      throws IOException {
    if (rules.links() != SyncRules.Links.FOLLOW) {
      return listing;
    }
    List<TreeEntry> resolved = new ArrayList<>(listing.entries().size());
    for (TreeEntry entry : listing.entries()) {
      boolean link = entry.type() == FtpEntry.Type.SYMLINK;
      String path = Tree.join(directory, entry.name());
      // A loop of links would never end; no real tree is this deep.
      boolean deep = path.chars().filter(c -> c == '/').count() > 64;
      resolved.add(link && !deep ? source.resolve(session, path, entry) : entry);
    }
    return new TreeListing(resolved, listing.complete());
  }

  /** The target's root may not exist yet; below it only what was listed is entered. */
  private TreeListing listTarget(FtpSession session, String path) throws IOException {
    try {
      return target.list(session, path);
    } catch (FtpReplyException e) {
      if (path.isEmpty() && e.isPermanent()) {
        return TreeListing.EMPTY;
      }
      throw e;
    }
  }

  private void dispatch(List<SyncAction> actions, FtpSession session) throws IOException {
    long files = 0;
    long bytes = 0;
    for (SyncAction action : actions) {
      if (action instanceof SyncAction.Transfer transfer) {
        files++;
        bytes += Math.max(0, transfer.source().size());
      }
    }
    tally.found(files, bytes);
    // The last pushed is taken first: directories wait below the files of this one.
    actions.stream().filter(SyncAction.Enter.class::isInstance).forEach(queue::add);
    for (SyncAction action : actions) {
      if (action instanceof SyncAction.Transfer transfer) {
        if (rules.dryRun()) {
          tally.planned(transfer.path(), "transfer", transfer.reason(), transfer.source().size());
        } else {
          queue.add(transfer);
        }
      } else if (action instanceof SyncAction.Skip skip) {
        tally.skipped(skip.path(), skip.reason());
      } else if (action instanceof SyncAction.Refuse refuse) {
        tally.failed(refuse.path(), "transfer", new IOException(refuse.reason()));
      } else if (action instanceof SyncAction.Delete delete) {
        deletions.add(delete);
      } else if (action instanceof SyncAction.Sweep sweep && !rules.dryRun()) {
        target.delete(session, sweep.path(), sweep.target());
      } else if (action instanceof SyncAction.Link link) {
        link(link);
      }
    }
  }

  private void link(SyncAction.Link link) throws IOException {
    if (rules.dryRun()) {
      tally.planned(link.path(), "link", link.reason(), -1);
      return;
    }
    LocalLinks.make(((LocalTree) target).resolve(link.path()), link.source().target());
    tally.done(link.path(), "link", link.reason(), -1);
  }

  private void transfer(FtpSession session, SyncAction.Transfer transfer) throws IOException {
    tally.started(transfer.path(), transfer.reason(), transfer.source().size());
    long[] before = {0};
    var result =
        mover.move(
            session,
            transfer.path(),
            transfer.source(),
            (name, done, total) -> {
              rate.passed(done - before[0]);
              before[0] = done;
              tally.progress(transfer.path(), done, total);
            });
    tally.done(transfer.path(), "transfer", transfer.reason(), result.bytes());
  }
}
