package dev.ketch.sync;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Sees to it that a file that has come whole has its name within two seconds, also while its worker
 * waits for a slow server or for the rate limit. Workers leave the ends of small files to be done
 * together, and most of the time they are quicker.
 */
final class Finisher implements AutoCloseable {
  private static final long AGE = TimeUnit.MILLISECONDS.toNanos(700);
  private static final long EVERY = 300;

  private final Halt halt;
  private final Attempts attempts;
  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "ketch-mirror-finisher");

  Finisher(Halt halt, Attempts attempts) {
    this.halt = halt;
    this.attempts = attempts;
  }

  void start() {
    thread.setDaemon(true);
    try {
      thread.start();
    } catch (OutOfMemoryError e) {
      // The system allows no more threads: the workers do it by themselves, perhaps later.
    }
  }

  private void run() {
    try {
      while (!over.await(EVERY, TimeUnit.MILLISECONDS)) {
        long before = System.nanoTime() - AGE;
        halt.workers().forEach(worker -> attempts.settleFor(worker, before));
      }
    } catch (InterruptedException e) {
      // Nobody does that.
    } catch (Throwable e) { // Also what is checked, from languages that do not check.
      halt.atOnce(Unforeseen.of(e));
    }
  }

  /** Waits until what it has in hand is done. */
  @Override
  public void close() {
    over.countDown();
    boolean interrupted = Thread.interrupted();
    try {
      thread.join();
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
