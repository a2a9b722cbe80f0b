package dev.ketch.sync;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Hands out the work to the workers, each with sessions of its own, and ends the run. */
final class SyncRunner {
  /** How often the caller looks whether the run is to end at once, in milliseconds. */
  private static final long LOOK = 200;

  private final Route route;
  private final Connector connector;
  private final SyncRules rules;
  private final Tally tally;
  private final Crew crew;
  private final Overflow overflow = new Overflow();
  private final WorkQueue<SyncAction> queue =
      new WorkQueue<>(SyncAction::weight, overflow::take, this::atTheEnd);
  private final Deletions deletions;
  private final Renames renames;
  private final LargeFiles largeFiles;
  private final ContentCheck content;
  private final Attempts attempts;
  private final AtomicInteger sessions = new AtomicInteger();
  private final Halt halt = new Halt(queue);

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
    Performer performer =
        new Performer(
            route, rules, tally, deletions, renames, largeFiles, content, crew::moved, halt);
    this.attempts =
        new Attempts(performer, rules.effort(), tally, queue, overflow, crew, largeFiles, halt);
  }

  /** Runs to the end; {@code first} are sessions that are open already, and are used up. */
  SyncReport run(SessionPair first) {
    try {
      run(first, List.of(new SyncAction.Enter("", !rules.dryRun(), "")));
      if (halt.why() == null) {
        tellUnmet();
      }
    } catch (Throwable e) {
      halt.atOnce(Unforeseen.of(e));
    }
    return tally.report(why());
  }

  private @Nullable IOException why() {
    IOException why = halt.why();
    if (!halt.isInterrupted() || !(why instanceof InterruptedIOException)) {
      return why;
    }
    return new InterruptedIOException(tally.interrupted(new KeptParts(route)::sentence));
  }

  private void run(@Nullable SessionPair first, List<SyncAction> actions) {
    actions.forEach(queue::add);
    sessions.set(first == null ? 0 : 1);
    AtomicReference<@Nullable SessionPair> last = new AtomicReference<>(first);
    try {
      try (Finisher finisher = new Finisher(halt, attempts)) {
        if (route.isDownload() && !rules.dryRun()) {
          finisher.start();
        }
        crew.start();
        lead(last);
      } finally {
        largeFiles.close();
        content.close();
        overflow.close();
      }
      if (halt.why() == null) {
        delete(last.get());
      }
    } finally {
      deletions.close();
      SessionPair left = last.get();
      if (left != null) {
        left.close();
      }
      if (halt.isInterrupted()) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * The first worker has a thread of its own: the caller only waits, and an interrupt meets it at
   * nothing else.
   */
  private void lead(AtomicReference<@Nullable SessionPair> last) {
    Runnable work = () -> last.set(work(last.get()));
    Thread lead = new Thread(work, "ketch-mirror-0");
    lead.setDaemon(true);
    try {
      lead.start();
    } catch (OutOfMemoryError e) {
      work.run(); // The system allows no more threads.
    }
    try {
      while (lead.isAlive() && !halt.isAtOnce()) {
        lead.join(LOOK);
      }
      SessionPair left = last.get();
      if (left != null && !rules.deletion().wanted() && !halt.isAtOnce()) {
        left.close(); // While the others say goodbye too.
      }
      if (!halt.isAtOnce()) {
        crew.join(LOOK, halt::isAtOnce);
      }
    } catch (InterruptedException e) {
      halt.interrupt();
    }
    if (halt.isAtOnce()) {
      crew.disband(lead, halt::cut);
    }
  }

  private void delete(@Nullable SessionPair last) {
    deletions.run(last);
    if (Thread.currentThread().isInterrupted()) {
      halt.interrupt();
    } else {
      runUnblocked(last);
    }
  }

  /** What had to wait for a deletion is a run of its own, behind this one. */
  private void runUnblocked(@Nullable SessionPair last) {
    List<SyncAction> actions = deletions.unblocked();
    if (!actions.isEmpty()) {
      SyncRunner next = new SyncRunner(route, rules, tally);
      next.run(last != null && last.isOpen() ? last : null, actions);
      halt.as(next.halt);
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

  /**
   * Takes work until there is none; returns the sessions of the worker that was given some.
   * Whatever is thrown, what this worker has taken from the queue is reported to be over.
   */
  private @Nullable SessionPair work(@Nullable SessionPair given) {
    WorkerSessions holder = new WorkerSessions(connector, sessions, given);
    halt.watch(holder);
    boolean keep = false;
    try {
      if (rules.effort().parallel() > 0) {
        holder.openEarly();
      }
      SyncAction action;
      while ((action = next(holder)) != null) {
        if (!perform(holder, action)) {
          return null;
        }
      }
      keep = given != null;
      return keep ? holder.current() : null;
    } catch (InterruptedException e) {
      halt.interrupt();
      return null;
    } catch (Throwable e) { // Also what is checked, from languages that do not check.
      halt.atOnce(Unforeseen.of(e));
      return null;
    } finally {
      attempts.settleLast(holder);
      if (!keep) {
        close(holder);
      }
    }
  }

  private void close(WorkerSessions holder) {
    try {
      holder.close();
    } catch (Throwable e) {
      halt.atOnce(Unforeseen.of(e));
    }
  }

  /** Does what was taken from the queue; false if this worker gets no session any more. */
  private boolean perform(WorkerSessions holder, SyncAction action) throws InterruptedException {
    holder.begin();
    try {
      if (attempts.attempt(holder, action, 1, true)) {
        return true;
      }
      attempts.settle(holder);
      queue.add(action); // No session to be had: the workers that have one go on.
      crew.refused();
      return false;
    } finally {
      if (!holder.hasLeft(action)) {
        queue.done();
      }
    }
  }

  /** What to do next; while there is nothing, nothing is left unsettled. */
  private @Nullable SyncAction next(WorkerSessions holder) throws InterruptedException {
    SyncAction action = queue.poll();
    if (action == null) {
      attempts.settle(holder);
      action = queue.take();
    }
    return action;
  }

  private List<SyncAction> atTheEnd() {
    return renames.isEmpty() ? List.of() : List.of(new SyncAction.Settle("", ""));
  }
}
