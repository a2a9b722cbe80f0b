package dev.ketch.sync;

/** Hears of a mirror run as it goes. Calls come one at a time, from any thread. */
public interface SyncListener {
  /** Hears nothing. */
  SyncListener NONE = new SyncListener() {};

  /** Something happened. */
  default void event(SyncEvent event) {}

  /** What there is to transfer, as far as is known by now; it grows while directories are read. */
  default void known(long files, long bytes) {}

  /** More bytes have moved; called often. */
  default void progress(String path, long done, long total) {}
}
