package dev.ketch.sync;

import dev.ketch.ftp.LocalTrouble;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Counts what happens and tells the listener, one call at a time. */
final class Tally {
  private final SyncListener listener;
  private final long begun = System.nanoTime();
  private long knownFiles;
  private long knownBytes;
  private long files;
  private long directories;
  private long links;
  private long renamed;
  private long bytes;
  private long skipped;
  private long deleted;
  private long failed;
  private @Nullable IOException firstFailure;

  Tally(SyncListener listener) {
    this.listener = listener;
  }

  synchronized void planned(String path, String action, String reason, long size) {
    count(action, size);
    listener.event(new SyncEvent(SyncEvent.Kind.PLAN, path, action, reason, size));
  }

  /** A directory has so many files to transfer. */
  synchronized void found(long moreFiles, long moreBytes) {
    knownFiles += moreFiles;
    knownBytes += moreBytes;
    listener.known(knownFiles, knownBytes);
  }

  synchronized void started(String path, String reason, long size) {
    listener.event(new SyncEvent(SyncEvent.Kind.START, path, "transfer", reason, size));
  }

  synchronized void progress(String path, long done, long total) {
    listener.progress(path, done, total);
  }

  synchronized void done(String path, String action, String reason, long size) {
    count(action, size);
    listener.event(new SyncEvent(SyncEvent.Kind.DONE, path, action, reason, size));
  }

  /** A file got, or would get, another path. */
  synchronized void renamed(String path, String from, long size, boolean planned) {
    count("rename", size);
    SyncEvent.Kind kind = planned ? SyncEvent.Kind.PLAN : SyncEvent.Kind.DONE;
    listener.event(new SyncEvent(kind, path, "rename", "it was " + from, size, from));
  }

  private void count(String action, long size) {
    switch (action) {
      case "transfer" -> {
        files++;
        bytes += Math.max(0, size);
      }
      case "mkdir" -> directories++;
      case "link" -> links++;
      case "rename" -> renamed++;
      case "delete" -> deleted++;
      case "remove" -> {} // The file was counted when it was copied.
      default -> throw new IllegalArgumentException(action);
    }
  }

  synchronized void skipped(String path, String reason) {
    skipped++;
    listener.event(new SyncEvent(SyncEvent.Kind.SKIP, path, "", reason, -1));
  }

  synchronized void deleted(String path, String reason) {
    deleted++;
    listener.event(new SyncEvent(SyncEvent.Kind.DELETE, path, "delete", reason, -1));
  }

  synchronized void failed(String path, String action, IOException why) {
    failed++;
    firstFailure = firstFailure == null ? why : firstFailure;
    String message = LocalTrouble.sentence(why);
    listener.event(new SyncEvent(SyncEvent.Kind.ERROR, path, action, message, -1));
  }

  synchronized long failures() {
    return failed;
  }

  synchronized SyncReport report(@Nullable IOException stoppedBy) {
    double seconds = (System.nanoTime() - begun) / 1e9;
    return new SyncReport(
        files,
        directories,
        links,
        renamed,
        bytes,
        skipped,
        deleted,
        failed,
        seconds,
        stoppedBy,
        firstFailure);
  }
}
