package dev.ketch.sync;

import dev.ketch.ftp.LocalTrouble;
import dev.ketch.ftp.TransferRunningException;
import dev.ketch.ftp.protocol.FtpException;
import dev.ketch.ftp.protocol.FtpLoginException;
import dev.ketch.ftp.protocol.FtpNameException;
import dev.ketch.ftp.protocol.FtpProtocolException;
import dev.ketch.ftp.protocol.FtpReplyException;
import java.io.IOException;
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
    holder.prepare();
    WorkerSessions.Unsettled each;
    while ((each = holder.takeUnsettled()) != null) {
      try {
        finish(holder, each);
      } finally {
        queue.done(); // Until now it counted as being worked at.
      }
    }
  }

  /** As {@link #settle}; if that ends the run, what has just been done is given up too. */
  private void settleBefore(WorkerSessions holder, Performer.@Nullable Rest rest)
      throws IOException, InterruptedException {
    boolean settled = false;
    try {
      settle(holder);
      settled = true;
    } finally {
      if (!settled && rest != null) {
        rest.copy().giveUp();
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
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
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
