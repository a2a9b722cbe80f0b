package dev.ketch.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jline.utils.Signals;

/**
 * Ends a command when the user presses Ctrl-C or the system asks it to stop (INT, TERM, HUP): the
 * working thread is interrupted, keeps what it can, says what was done, and the process ends with
 * 130. A second signal ends it at once.
 */
final class Interruption {
  /** How long a command has to end. A mirror needs up to three seconds to cut off its workers. */
  private static final long MOMENT = TimeUnit.SECONDS.toNanos(8);

  /** Terminals that close, and programs that pass on Ctrl-C, send two signals at once. */
  private static final long SAME = TimeUnit.MILLISECONDS.toNanos(500);

  private enum State {
    RUNNING,
    STOPPING,
    OVER
  }

  private static volatile boolean begun;

  /** A person types: there is nothing to end, and no interrupt would be noticed. */
  private static volatile boolean typing;

  private final AtomicReference<State> state = new AtomicReference<>(State.RUNNING);
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile int code = ExitCode.INTERRUPTED;

  private Interruption() {}

  static Interruption watch(Thread worker) {
    Interruption interruption = new Interruption();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> interruption.stop(worker)));
    return interruption;
  }

  /** Whether this process was asked to stop. What fails from then on fails because of that. */
  static boolean hasBegun() {
    return begun;
  }

  /** Says that somebody types a password, or does so no longer. */
  static void typing(boolean does) {
    typing = does;
  }

  /**
   * The command has ended, by itself or because it was asked to.
   *
   * @return the code to exit with; if the process is being stopped, the call does not return
   */
  int over(int itsCode) {
    if (state.compareAndSet(State.RUNNING, State.OVER)) {
      return itsCode;
    }
    code = itsCode == 0 ? 0 : ExitCode.INTERRUPTED;
    ended.countDown();
    while (true) {
      try {
        Thread.sleep(Long.MAX_VALUE);
      } catch (InterruptedException e) {
        // The process ends here and now.
      }
    }
  }

  private void stop(Thread worker) {
    if (!state.compareAndSet(State.RUNNING, State.STOPPING)) {
      return; // It ends by itself.
    }
    begun = true;
    long since = System.nanoTime();
    for (String signal : new String[] {"INT", "TERM", "HUP"}) {
      endAtOnceBy(signal, since);
    }
    worker.interrupt();
    boolean inTime = false;
    try {
      inTime = !typing && ended.await(MOMENT, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!inTime) {
      say(typing ? "interrupted before anything was done" : "interrupted: it did not end in time");
    }
    // Java's own code tells the signal: 143, 129. The contract has one for all.
    Runtime.getRuntime().halt(code);
  }

  private static void endAtOnceBy(String signal, long since) {
    Signals.register(
        signal,
        () -> {
          if (System.nanoTime() - since > SAME) {
            Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
          }
        });
  }

  /** Not by the thread of the hook: a terminal that takes no more output must not hold it. */
  private static void say(String sentence) {
    Thread thread = new Thread(() -> System.err.println("\nketch: " + sentence));
    thread.setDaemon(true);
    thread.start();
    try {
      thread.join(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
