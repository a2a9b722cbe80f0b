package dev.ketch.sync;

/** Lets so many bytes a second pass, over all sessions together. */
final class RateLimit {
  private final long bytesPerSecond;
  private final Halt halt;
  private long freeAt = System.nanoTime();

  RateLimit(long bytesPerSecond, Halt halt) {
    this.bytesPerSecond = bytesPerSecond;
    this.halt = halt;
  }

  /** Waits until these bytes are within the limit, or the run is to end. */
  void passed(long bytes) {
    if (bytesPerSecond <= 0 || bytes <= 0) {
      return;
    }
    long wait;
    synchronized (this) {
      long now = System.nanoTime();
      freeAt = Math.max(freeAt, now) + (long) (bytes * 1e9 / bytesPerSecond);
      wait = freeAt - now;
    }
    halt.rest(wait);
  }
}
