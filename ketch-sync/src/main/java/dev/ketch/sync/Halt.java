package dev.ketch.sync;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Ends a run before its time: why, and how quickly. Safe for several threads. */
final class Halt {
  /** Ends what a worker is doing, between two of its steps, because the run was interrupted. */
  static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Stopped() {
      super("the run was interrupted");
    }
  }

  private final WorkQueue<?> queue;
  private final Set<WorkerSessions> workers = ConcurrentHashMap.newKeySet();
  private volatile @Nullable IOException why;
  private volatile boolean interrupted;
  private volatile boolean atOnce;
  private final CountDownLatch soon = new CountDownLatch(1);

  Halt(WorkQueue<?> queue) {
    this.queue = queue;
  }

  /** A worker whose connections are cut when the run has to end at once. */
  void watch(WorkerSessions worker) {
    workers.add(worker);
  }

  /** The first reason to stop, or null. */
  @Nullable IOException why() {
    return why;
  }

  /** Nothing more is taken up; what is under way comes to its end. */
  synchronized void stop(IOException reason) {
    if (why == null) {
      why = reason;
    }
    queue.stop();
  }

  /** Nothing comes to its end any more: every connection is cut. */
  void atOnce(IOException reason) {
    atOnce = true;
    stop(reason);
    soon.countDown();
    cut();
  }

  /** Nothing waits for the network any more: transfers, replies, logins. */
  void cut() {
    workers.forEach(WorkerSessions::cut);
  }

  /** What is under way ends at its next step, and what is whole gets its name. */
  void interrupt() {
    interrupted = true;
    stop(
        new InterruptedIOException(
            "the mirror was interrupted; running it again does what is left"));
    soon.countDown();
  }

  /** Whether somebody wants the run to end. */
  boolean isInterrupted() {
    return interrupted;
  }

  /** Those that work, or have worked. */
  Set<WorkerSessions> workers() {
    return workers;
  }

  /** Called between two steps of something long. */
  void goOn() {
    if (interrupted) {
      throw new Stopped();
    }
  }

  /** Waits, but not for long once the run is to end. */
  void rest(long nanoseconds) {
    try {
      soon.await(nanoseconds, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // The next step over the network fails by it.
    }
  }

  /** Another run, behind this one, has ended as it has. */
  void as(Halt other) {
    IOException reason = other.why;
    if (reason != null) {
      stop(reason);
    }
    interrupted |= other.interrupted;
  }

  /** Whether failures are only what the end of the run has caused. */
  boolean isAtOnce() {
    return interrupted || atOnce;
  }

  /**
   * Whether a worker may go on with sessions that it has just opened.
   *
   * @throws IOException if the run has ended meanwhile
   */
  void check() throws IOException {
    if (isAtOnce()) {
      throw new IOException("the run has ended");
    }
  }

  /** What failed because of an interrupt is none of its own failures. */
  void passOnInterrupt() throws InterruptedException {
    if (interrupted || Thread.interrupted()) {
      throw new InterruptedException();
    }
  }
}
