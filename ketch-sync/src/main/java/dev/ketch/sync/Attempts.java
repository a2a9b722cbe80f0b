package dev.ketch.sync;

import dev.ketch.ftp.LocalTrouble;
import dev.ketch.ftp.TransferRunningException;
import dev.ketch.ftp.protocol.FtpException;
import dev.ketch.ftp.protocol.FtpLoginException;
import dev.ketch.ftp.protocol.FtpNameException;
import dev.ketch.ftp.protocol.FtpProtocolException;
import dev.ketch.ftp.protocol.FtpReplyException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Does actions, repeats what failed and may pass, and tells what did not. */
final class Attempts {
  /** With more than these waiting, who finds more does it: memory does not grow with the tree. */
  private static final int MOST_WAITING = 10_000;

  private static final long MOST_BYTES = 8 << 20;

  private final Performer performer;
  private final Effort effort;
  private final Tally tally;
  private final WorkQueue<SyncAction> queue;
  private final Overflow overflow;
  private final Crew crew;
  private final LargeFiles largeFiles;
  private final Halt halt;

  Attempts(
      Performer performer,
      Effort effort,
      Tally tally,
      WorkQueue<SyncAction> queue,
      Overflow overflow,
      Crew crew,
      LargeFiles largeFiles,
      Halt halt) {
    this.performer = performer;
    this.effort = effort;
    this.tally = tally;
    this.queue = queue;
    this.overflow = overflow;
    this.crew = crew;
    this.largeFiles = largeFiles;
    this.halt = halt;
  }

  /** The ends of what was done before; what fails is done again. */
  void settle(WorkerSessions holder) throws InterruptedException {
    prepare(holder.unsettled());
    WorkerSessions.Unsettled each;
    while ((each = holder.takeUnsettled()) != null) {
      try {
        finish(holder, each);
      } finally {
        queue.done(); // Until now it counted as being worked at.
      }
    }
  }

  /** Does first what may be done for several before any of them is finished. */
  private static void prepare(List<WorkerSessions.Unsettled> all) {
    for (WorkerSessions.Unsettled each : all) {
      try {
        each.rest().copy().prepare();
      } catch (IOException | RuntimeException e) {
        // It fails again when it is finished, and is told then.
      }
    }
  }

  /**
   * Gives names to what a worker has left, on its behalf, while it is busy with something long.
   *
   * @param before what was left earlier than this, by {@link System#nanoTime}
   */
  void settleFor(WorkerSessions holder, long before) {
    List<WorkerSessions.Unsettled> overdue = new ArrayList<>();
    for (WorkerSessions.Unsettled each : holder.unsettled()) {
      if (each.rest().copy().isLocal() && each.since() - before < 0) {
        overdue.add(each);
      }
    }
    prepare(overdue);
    for (WorkerSessions.Unsettled each : overdue) {
      if (each.rest().needsSession()) {
        nameOnly(each);
      } else if (holder.take(each)) {
        try {
          finishAlone(each);
        } finally {
          queue.done();
        }
      }
    }
  }

  /** Its worker does what is to be done on the server, and reports how it went. */
  private static void nameOnly(WorkerSessions.Unsettled each) {
    try {
      each.rest().copy().finish();
    } catch (IOException e) {
      // It says the same to the worker.
    }
  }

  private void finishAlone(WorkerSessions.Unsettled each) {
    try {
      each.rest().finish();
    } catch (IOException e) {
      if (LocalTrouble.isFull(e)) {
        halt.stop(e);
      }
      if (mayPass(e) && effort.tries() > 1) {
        queue.add(each.action());
      } else {
        failed(each.action(), e);
      }
    }
  }

  /** A worker goes before its time. What is whole gets its name; the rest leaves no trace. */
  void settleLast(WorkerSessions holder) {
    prepare(holder.unsettled());
    WorkerSessions.Unsettled each;
    while ((each = holder.takeUnsettled()) != null) {
      try {
        finishOrGiveUp(each.rest());
      } finally {
        queue.done();
      }
    }
  }

  private static void finishOrGiveUp(Performer.Rest rest) {
    try {
      rest.finish();
    } catch (Throwable e) {
      try {
        rest.copy().giveUp();
      } catch (IOException | RuntimeException again) {
        // The next run removes it.
      }
    }
  }

  /** As {@link #settle}; if that ends the run, what has just been done comes to its end too. */
  private void settleBefore(WorkerSessions holder, Performer.@Nullable Rest rest)
      throws InterruptedException {
    boolean settled = false;
    try {
      settle(holder);
      settled = true;
    } finally {
      if (!settled && rest != null) {
        finishOrGiveUp(rest);
      }
    }
  }

  private void finish(WorkerSessions holder, WorkerSessions.Unsettled before)
      throws InterruptedException {
    try {
      before.rest().finish();
    } catch (IOException e) {
      if (LocalTrouble.isFull(e)) {
        halt.stop(e);
      }
      if (!mayPass(e) || effort.tries() == 1) {
        failed(before.action(), e);
      } else if (!attempt(holder, before.action(), 2, false)) {
        queue.add(before.action());
      }
    } catch (Throwable e) {
      unforeseen(holder, before.action(), e);
    }
  }

  /**
   * One action with its retries.
   *
   * @param mayLeave whether its end may be left to the next action
   * @return false if this worker can get no session and others can
   */
  boolean attempt(WorkerSessions holder, SyncAction action, int first, boolean mayLeave)
      throws InterruptedException {
    for (int round = first; ; round++) {
      boolean hasSession = false;
      try {
        SessionPair pair = holder.open();
        if (pair == null) {
          return false;
        }
        halt.check();
        hasSession = true;
        Performer.Rest rest = performer.perform(pair, action, round, found -> take(holder, found));
        if (holder.isDue()) {
          settleBefore(holder, rest);
        }
        if (rest != null && mayLeave) {
          holder.leave(new WorkerSessions.Unsettled(action, rest));
        } else if (rest != null) {
          rest.finish();
        }
        crew.finished();
        return true;
      } catch (IOException e) {
        if (!mayTryAgain(holder, action, round, hasSession, e)) {
          return true;
        }
      } catch (InterruptedException e) {
        throw e;
      } catch (Halt.Stopped e) {
        throw new InterruptedException();
      } catch (Throwable e) {
        if (!hasSession) {
          halt.stop(Unforeseen.of(e)); // No session to be had, for nobody.
        }
        unforeseen(holder, action, e);
        return true;
      }
    }
  }

  /** Waits before the next try; false if there is none, and the failure has been told. */
  private boolean mayTryAgain(
      WorkerSessions holder, SyncAction action, int round, boolean hasSession, IOException e)
      throws InterruptedException {
    halt.passOnInterrupt(); // That is why it failed; it is not the file's fault.
    settle(holder);
    if (LocalTrouble.isFull(e)) {
      halt.stop(e);
    } else if (mayPass(e) && round < effort.tries()) {
      if (queue.pause(Effort.waitAfter(round))) {
        return true;
      }
    } else if (!hasSession) {
      halt.stop(e); // No session to be had, for nobody.
    }
    failed(action, e);
    return false;
  }

  /**
   * What is no IOException: a fault of this program or of a listener, or the end of memory. The
   * action has failed, and nothing is known of the sessions any more.
   */
  private void unforeseen(WorkerSessions holder, SyncAction action, Throwable e)
      throws InterruptedException {
    if (e instanceof Tally.ListenerFailure) {
      halt.atOnce(Unforeseen.of(e));
      return;
    }
    IOException told = Unforeseen.of(e);
    if (e instanceof Error) {
      halt.atOnce(told);
      fail(action, told);
      return;
    }
    halt.passOnInterrupt();
    settle(holder);
    holder.disconnect();
    failed(action, told);
  }

  /** What a directory turns out to hold waits in the queue, or is done now if too much does. */
  private void take(WorkerSessions holder, SyncAction found) throws IOException {
    boolean now = queue.size() >= MOST_WAITING || queue.weight() >= MOST_BYTES;
    if (now && found instanceof SyncAction.Inside inside) {
      overflow.add(inside); // To look into it now would go as deep as the tree is.
      return;
    }
    try {
      if (!now || queue.isStopped() || !attempt(holder, found, 1, false)) {
        queue.add(found);
      }
    } catch (InterruptedException e) {
      halt.interrupt();
      throw new InterruptedIOException("the mirror was interrupted");
    }
    halt.goOn();
  }

  /** Lost connections, 4xx and another run's transfer may pass, 5xx and local trouble do not. */
  private static boolean mayPass(IOException e) {
    if (e instanceof FtpLoginException
        || e instanceof FtpNameException
        || e instanceof FtpProtocolException broken && broken.isOverLimit()) {
      return false;
    }
    return e instanceof FtpReplyException reply
        ? reply.isTransient()
        : e instanceof FtpException || e instanceof TransferRunningException;
  }

  private void failed(SyncAction action, IOException e) {
    if (halt.isAtOnce()) {
      return;
    }
    fail(action, e);
    int most = effort.maxErrors();
    if (action.path().isEmpty()) {
      halt.stop(e);
    } else if (most >= 0 && tally.failures() > most) {
      halt.stop(
          new IOException("stopped after " + tally.failures() + " failures (--max-errors)", e));
    }
  }

  private void fail(SyncAction action, IOException e) {
    if (action instanceof SyncAction.Join join) {
      largeFiles.left(join.file(), e);
    } else {
      boolean list = action instanceof SyncAction.Enter || action instanceof SyncAction.Inside;
      tally.failed(action.path(), list ? "list" : action.word(), e);
    }
  }
}
