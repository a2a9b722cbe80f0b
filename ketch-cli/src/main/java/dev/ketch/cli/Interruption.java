package dev.ketch.cli;

/**
 * Lets a command clean up when the user presses Ctrl-C or the system asks it to stop: the working
 * thread is interrupted and has a moment to remove what is half done. Java then exits with 130.
 */
final class Interruption {
  private static final long MOMENT = 1500;

  private volatile boolean over;

  private Interruption() {}

  static Interruption watch(Thread worker) {
    Interruption interruption = new Interruption();
    Thread hook =
        new Thread(
            () -> {
              if (!interruption.over) {
                worker.interrupt();
                interruption.await(worker);
              }
            });
    Runtime.getRuntime().addShutdownHook(hook);
    return interruption;
  }

  /** The command has ended by itself. */
  void over() {
    over = true;
  }

  private void await(Thread worker) {
    long end = System.nanoTime() + MOMENT * 1_000_000;
    try {
      while (!over && worker.isAlive() && System.nanoTime() < end) {
        Thread.sleep(10);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
