package dev.ketch.sync;

import dev.ketch.ftp.LocalTrouble;
import dev.ketch.ftp.TransferRunningException;
import dev.ketch.ftp.protocol.FtpException;
import dev.ketch.ftp.protocol.FtpLoginException;
import dev.ketch.ftp.protocol.FtpReplyException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Hands out the work to the workers, each with sessions of its own, and repeats what failed. */
final class SyncRunner {
  /** With more than these waiting, who finds more does it: memory does not grow with the tree. */
  private static final int MOST_WAITING = 10_000;

  private final Route route;
  private final Connector connector;
  private final SyncRules rules;
  private final Tally tally;
  private final Crew crew;
  private final WorkQueue<SyncAction> queue = new WorkQueue<>(this::atTheEnd);
  private final Deletions deletions;
  private final Renames renames;
  private final LargeFiles largeFiles;
  private final ContentCheck content;
  private final Performer performer;
  private final AtomicInteger sessions = new AtomicInteger();
  private volatile @Nullable IOException stoppedBy;
  private volatile boolean interrupted;

  SyncRunner(Route route, SyncRules rules, Tally tally) {
    this.route = route;
    this.connector = route.connector();
    this.rules = rules;
    this.tally = tally;
    this.deletions = new Deletions(connector, rules, route.target(), tally);
    this.renames = new Renames(rules);
    this.largeFiles = new LargeFiles(route, rules, tally, queue);
    this.content = new ContentCheck(route, rules);
    this.crew =
        new Crew(rules.effort().parallel(), () -> work(null), queue::size, System::nanoTime);
    this.performer =
        new Performer(route, rules, tally, deletions, renames, largeFiles, content, crew::moved);
  }

  /** Runs to the end; {@code first} are sessions that are open already, and are used up. */
  SyncReport run(SessionPair first) {
    run(first, List.of(new SyncAction.Enter("", !rules.dryRun(), "")));
    if (stoppedBy == null) {
      tellUnmet();
    }
    return tally.report(stoppedBy);
  }

  private void run(@Nullable SessionPair first, List<SyncAction> actions) {
    actions.forEach(queue::add);
    sessions.set(first == null ? 0 : 1);
    crew.start();
    SessionPair last = work(first);
    if (last != null && !rules.deletion().wanted()) {
      last.close(); // While the others say goodbye too.
    }
    try {
      crew.join();
    } catch (InterruptedException e) {
      interrupt();
      crew.disband(); // Each removes what it has half done.
      Thread.currentThread().interrupt();
    } finally {
      largeFiles.close();
      content.close();
    }
    try (deletions) {
      if (stoppedBy == null) {
        deletions.run(last);
        runUnblocked(last);
      }
    }
    if (last != null) {
      last.close();
    }
  }

  /** What had to wait for a deletion is a run of its own, behind this one. */
  private void runUnblocked(@Nullable SessionPair last) {
    List<SyncAction> actions = deletions.unblocked();
    if (!actions.isEmpty()) {
      SyncRunner next = new SyncRunner(route, rules, tally);
      next.run(last != null && last.isOpen() ? last : null, actions);
      stoppedBy = next.stoppedBy;
    }
  }

  private void tellUnmet() {
    if (rules.plan() == null) {
      return;
    }
    for (String step : rules.plan().unmet()) {
      tally.failed(
          step.substring(step.indexOf(' ') + 1),
          step.substring(0, step.indexOf(' ')),
          new IOException("planned, but it has changed since: there is nothing to do for it"));
    }
  }

  /** Takes work until there is none; returns the sessions of the worker that was given some. */
  private @Nullable SessionPair work(@Nullable SessionPair given) {
    WorkerSessions holder = new WorkerSessions(connector, sessions, given);
    try {
      if (rules.effort().parallel() > 0) {
        holder.openEarly();
      }
      SyncAction action;
      while ((action = next(holder)) != null) {
        try {
          if (!attempt(holder, action, 1, true)) {
            settle(holder);
            queue.add(action); // No session to be had: the workers that have one go on.
            crew.refused();
            return null;
          }
        } finally {
          if (!holder.hasLeft(action)) {
            queue.done();
          }
        }
      }
      return given == null ? null : holder.current();
    } catch (InterruptedException e) {
      interrupt();
      Thread.currentThread().interrupt();
      return null;
    } finally {
      holder.giveUp();
      if (given == null) {
        holder.close();
      }
    }
  }

  /** What to do next; while there is nothing, nothing is left unsettled. */
  private @Nullable SyncAction next(WorkerSessions holder) throws InterruptedException {
    SyncAction action = queue.poll();
    if (action == null) {
      settle(holder);
      action = queue.take();
    }
    return action;
  }

  /** The ends of what was done before; what fails is done again. */
  private void settle(WorkerSessions holder) throws InterruptedException {
    List<WorkerSessions.Unsettled> all = holder.takeUnsettled();
    for (WorkerSessions.Unsettled each : all) {
      try {
        each.rest().copy().prepare();
      } catch (IOException e) {
        // It fails again when it is finished, and is told then.
      }
    }
    for (WorkerSessions.Unsettled each : all) {
      finish(holder, each);
    }
  }

  private void finish(WorkerSessions holder, WorkerSessions.Unsettled before)
      throws InterruptedException {
    try {
      before.rest().finish();
    } catch (IOException e) {
      if (LocalTrouble.isFull(e)) {
        stop(e);
      }
      if (!mayPass(e) || rules.effort().tries() == 1) {
        failed(before.action(), e);
      } else if (!attempt(holder, before.action(), 2, false)) {
        queue.add(before.action());
      }
    } finally {
      queue.done(); // Until now it counted as being worked at.
    }
  }

  /**
   * One action with its retries.
   *
   * @param mayLeave whether its end may be left to the next action
   * @return false if this worker can get no session and others can
   */
  private boolean attempt(WorkerSessions holder, SyncAction action, int first, boolean mayLeave)
      throws InterruptedException {
    for (int round = first; ; round++) {
      SessionPair pair = null;
      try {
        pair = holder.open();
        if (pair == null) {
          return false;
        }
        Performer.Rest rest = performer.perform(pair, action, round, found -> take(holder, found));
        if (holder.isDue()) {
          settle(holder);
        }
        if (rest != null && mayLeave) {
          holder.leave(new WorkerSessions.Unsettled(action, rest));
        } else if (rest != null) {
          rest.finish();
        }
        crew.finished();
        return true;
      } catch (IOException e) {
        if (interrupted || Thread.interrupted()) {
          throw new InterruptedException(); // That is why it failed; it is not the file's fault.
        }
        settle(holder);
        if (LocalTrouble.isFull(e)) {
          stop(e);
          failed(action, e);
          return true;
        }
        if (!mayPass(e) || round >= rules.effort().tries() || queue.isStopped()) {
          if (pair == null) {
            stop(e); // No session to be had, for nobody.
          }
          failed(action, e);
          return true;
        }
        Thread.sleep(Effort.waitAfter(round));
      }
    }
  }

  /** What a directory turns out to hold waits in the queue, or is done now if too much does. */
  private void take(WorkerSessions holder, SyncAction found) throws IOException {
    boolean now = queue.size() >= MOST_WAITING && !(found instanceof SyncAction.Enter);
    try {
      if (!now || queue.isStopped() || !attempt(holder, found, 1, false)) {
        queue.add(found);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Lost connections, 4xx and another run's transfer may pass, 5xx and local trouble do not. */
  private static boolean mayPass(IOException e) {
    if (e instanceof FtpLoginException) {
      return false;
    }
    return e instanceof FtpReplyException reply
        ? reply.isTransient()
        : e instanceof FtpException || e instanceof TransferRunningException;
  }

  private void failed(SyncAction action, IOException e) {
    if (interrupted) {
      return;
    }
    if (action instanceof SyncAction.Join join) {
      largeFiles.left(join.file(), e);
    } else {
      boolean list = action instanceof SyncAction.Enter;
      tally.failed(action.path(), list ? "list" : action.word(), e);
    }
    int most = rules.effort().maxErrors();
    if (action.path().isEmpty()) {
      stop(e);
    } else if (most >= 0 && tally.failures() > most) {
      stop(new IOException("stopped after " + tally.failures() + " failures (--max-errors)", e));
    }
  }

  private List<SyncAction> atTheEnd() {
    return renames.isEmpty() ? List.of() : List.of(new SyncAction.Settle("", ""));
  }

  private void interrupt() {
    interrupted = true;
    stop(
        new InterruptedIOException(
            "the mirror was interrupted; running it again does what is left"));
  }

  private synchronized void stop(IOException why) {
    if (stoppedBy == null) {
      stoppedBy = why;
    }
    queue.stop();
  }
}
