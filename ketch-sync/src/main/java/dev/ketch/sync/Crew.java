package dev.ketch.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The threads of a run: as many as were told, or, if none were, few at first and more while more
 * get more done. A server that lets in no more is not asked again.
 */
final class Crew {
  private static final int FIRST = 2;
  private static final int MOST = 8;

  /** How long a size of the crew is watched before another is tried. */
  private static final long WATCH = TimeUnit.MILLISECONDS.toNanos(400);

  /** How long the others have to end what they do, and once more when their connections are cut. */
  private static final long FAREWELL = TimeUnit.SECONDS.toNanos(1);

  /** How long newcomers need to log in; until then they prove nothing. */
  private static final long SETTLE = TimeUnit.MILLISECONDS.toNanos(300);

  /** What a larger crew must get done, of what the smaller one did. */
  private static final double WORTH = 1.15;

  /** As many bytes as take as long as a small file. */
  private static final long WEIGHT = 256 << 10;

  /** How long a server that lets in no more is left in peace, at first and at most. */
  private static final long FIRST_PAUSE = TimeUnit.SECONDS.toNanos(5);

  private static final long LONGEST_PAUSE = TimeUnit.MINUTES.toNanos(10);

  private final Runnable work;
  private final IntSupplier waiting;
  private final LongSupplier clock;
  private final int first;
  private final List<Thread> threads = new ArrayList<>();
  private boolean growing;
  private long watchedSince;
  private long done;
  private double lastRate;
  private int missing;
  private @Nullable Thread scout;
  private long pause = FIRST_PAUSE;
  private long askAgainAt;

  /**
   * A crew of which the caller is a member.
   *
   * @param told how many in all, 0 to find out
   * @param work what each of the others does
   * @param waiting how much work nobody has taken yet
   * @param clock as {@link System#nanoTime} tells it
   */
  Crew(int told, Runnable work, IntSupplier waiting, LongSupplier clock) {
    this.clock = clock;
    this.work = work;
    this.waiting = waiting;
    this.first = told == 0 ? FIRST : told;
    this.growing = told == 0;
  }

  synchronized void start() {
    hire(first - 1);
    watch(clock.getAsLong() + SETTLE);
  }

  /** Something is done: time to see whether more hands would help. */
  void finished() {
    count(WEIGHT);
  }

  /** So many bytes have moved, of a file that is not finished for long perhaps. */
  void moved(long bytes) {
    count(bytes);
  }

  private synchronized void count(long weight) {
    long now = clock.getAsLong();
    comeBack(now);
    if (!growing || now - watchedSince < 0) {
      return;
    }
    done += weight;
    if (now - watchedSince < WATCH) {
      return;
    }
    int size = threads.size() + 1;
    double rate = (double) done / (now - watchedSince);
    if (waiting.getAsInt() < size) {
      watch(now); // Not enough to do for those who are here.
    } else if (lastRate > 0 && rate < lastRate * WORTH) {
      growing = false;
    } else {
      lastRate = rate;
      hire(Math.min(size, MOST - size));
      growing = threads.size() + 1 < MOST;
      watch(now + SETTLE);
    }
  }

  private void watch(long from) {
    watchedSince = from;
    done = 0;
  }

  /** The server does not let the calling worker in, which goes. */
  synchronized void refused() {
    growing = false;
    missing++;
    if (Thread.currentThread() == scout) {
      scout = null;
      pause = Math.min(2 * pause, LONGEST_PAUSE);
    }
    askAgainAt = clock.getAsLong() + pause;
  }

  private void comeBack(long now) {
    if (Thread.currentThread() == scout) {
      scout = null;
      pause = FIRST_PAUSE;
      hire(missing);
      missing = 0;
    } else if (missing > 0 && scout == null && now - askAgainAt >= 0 && waiting.getAsInt() > 0) {
      missing--;
      int before = threads.size();
      hire(1);
      scout = threads.size() > before ? threads.get(before) : null;
    }
  }

  /** Nobody joins a crew that has finished. */
  private void closeRanks() {
    growing = false;
    missing = 0;
  }

  private void hire(int count) {
    for (int i = 0; i < count; i++) {
      Thread thread = new Thread(work, "ketch-mirror-" + (threads.size() + 1));
      thread.setDaemon(true);
      try {
        thread.start();
      } catch (OutOfMemoryError e) {
        growing = false; // The system allows no more threads: those that are here do the work.
        return;
      }
      threads.add(thread);
    }
  }

  /** Waits for the others, also for those who come meanwhile. */
  void join() throws InterruptedException {
    join(0, () -> false);
  }

  /** As {@link #join()}, and looks every so many milliseconds whether there is no time for that. */
  void join(long look, BooleanSupplier noTime) throws InterruptedException {
    for (int i = 0; ; i++) {
      Thread next = member(i);
      if (next == null) {
        return;
      }
      while (next.isAlive()) {
        if (noTime.getAsBoolean()) {
          return;
        }
        next.join(look);
      }
    }
  }

  private synchronized @Nullable Thread member(int i) {
    if (i == threads.size()) {
      closeRanks();
    }
    return i < threads.size() ? threads.get(i) : null;
  }

  /**
   * Waits a moment for all to end: they have been told. Those that still wait for the network are
   * cut off, and those that wait for something else are interrupted. An interrupt comes last, since
   * it would close the file that a thread is writing.
   *
   * @param lead works with them and is none of them
   * @param cut cuts all connections
   */
  void disband(Thread lead, Runnable cut) {
    List<Thread> all = new ArrayList<>();
    synchronized (this) {
      closeRanks();
      all.addAll(threads);
    }
    all.add(lead);
    boolean interrupted = Thread.interrupted();
    try {
      if (!haveEnded(all)) {
        cut.run();
        if (!haveEnded(all)) {
          all.forEach(Thread::interrupt);
          haveEnded(all);
        }
      }
    } catch (InterruptedException e) {
      interrupted = true; // Once more: somebody is in a hurry.
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static boolean haveEnded(List<Thread> all) throws InterruptedException {
    long end = System.nanoTime() + FAREWELL;
    for (Thread each : all) {
      each.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
    }
    return all.stream().noneMatch(Thread::isAlive);
  }
}
