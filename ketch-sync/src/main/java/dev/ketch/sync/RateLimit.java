package dev.ketch.sync;

import java.util.concurrent.locks.LockSupport;

/** Lets so many bytes a second pass, over all sessions together. */
final class RateLimit {
  private final long bytesPerSecond;
  private long freeAt = System.nanoTime();

  RateLimit(long bytesPerSecond) {
    this.bytesPerSecond = bytesPerSecond;
  }

  /** Waits until these bytes are within the limit. */
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
    LockSupport.parkNanos(wait);
  }
}
