package dev.ketch.sync;

import dev.ketch.ftp.LocalTrouble;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Counts what happens and tells the listener, one call at a time. A listener that throws is not
 * called again: the run ends, since nobody would hear how it goes on.
 */
final class Tally {
  /** A listener has thrown; whoever called it gives up what it is doing. */
  static final class ListenerFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ListenerFailure(Throwable cause) {
      super(cause);
    }

    IOException told() {
      Throwable thrown = Objects.requireNonNull(getCause());
      return new IOException(
          "the program that watches this run failed, so the run was stopped: "
              + LocalTrouble.sentence(thrown),
          thrown);
    }
  }

  private final SyncListener listener;

  /** How many bytes of which files have come, of those that are not done. */
  private final Map<String, Long> underWay = new HashMap<>();

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
  private long withheld;
  private long failed;
  private @Nullable IOException firstFailure;
  private @Nullable ListenerFailure broken;

  Tally(SyncListener listener) {
    this.listener = listener;
  }

  private void event(SyncEvent event) {
    tell(() -> listener.event(event));
  }

  private void tell(Runnable call) {
    if (broken != null) {
      throw broken;
    }
    try {
      call.run();
    } catch (Throwable e) { // Also what is checked, from languages that do not check.
      broken = new ListenerFailure(e);
      failed++;
      firstFailure = firstFailure == null ? broken.told() : firstFailure;
      throw broken;
    }
  }

  synchronized void planned(String path, String action, String reason, long size) {
    count(action, size);
    event(new SyncEvent(SyncEvent.Kind.PLAN, path, action, reason, size));
  }

  /** A directory has so many files to transfer. */
  synchronized void found(long moreFiles, long moreBytes) {
    knownFiles += moreFiles;
    knownBytes += moreBytes;
    tell(() -> listener.known(knownFiles, knownBytes));
  }

  synchronized void started(String path, String reason, long size) {
    event(new SyncEvent(SyncEvent.Kind.START, path, "transfer", reason, size));
  }

  synchronized void progress(String path, long done, long total) {
    underWay.put(path, done);
    tell(() -> listener.progress(path, done, total));
  }

  synchronized void done(String path, String action, String reason, long size) {
    underWay.remove(path);
    count(action, size);
    event(new SyncEvent(SyncEvent.Kind.DONE, path, action, reason, size));
  }

  /** A file got, or would get, another path. */
  synchronized void renamed(String path, String from, long size, boolean planned) {
    count("rename", size);
    SyncEvent.Kind kind = planned ? SyncEvent.Kind.PLAN : SyncEvent.Kind.DONE;
    event(new SyncEvent(kind, path, "rename", "it was " + from, size, from));
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
    event(new SyncEvent(SyncEvent.Kind.SKIP, path, "", reason, -1));
  }

  synchronized void deleted(String path, String reason) {
    deleted++;
    event(new SyncEvent(SyncEvent.Kind.DELETE, path, "delete", reason, -1));
  }

  /** So many entries would have been deleted, and were not. */
  synchronized void withheld(long count) {
    withheld += count;
  }

  synchronized void notice(String path, String sentence) {
    event(new SyncEvent(SyncEvent.Kind.NOTICE, path, "", sentence, -1));
  }

  synchronized void failed(String path, String action, IOException why) {
    failed++;
    underWay.remove(path);
    firstFailure = firstFailure == null ? why : firstFailure;
    String message = LocalTrouble.sentence(why);
    event(new SyncEvent(SyncEvent.Kind.ERROR, path, action, message, -1));
  }

  synchronized long failures() {
    return failed;
  }

  /**
   * What was done of an interrupted run, and what is left.
   *
   * @param kept says what there is of the files that were under way
   */
  synchronized String interrupted(Function<Map<String, Long>, String> kept) {
    long left = Math.max(0, knownFiles - files - failed);
    return "the mirror was interrupted: "
        + (files == 1 ? "1 file is done, " : files + " files are done, ")
        + left
        + " of those found so far "
        + (left == 1 ? "is" : "are")
        + " not"
        + kept.apply(Map.copyOf(underWay))
        + "; running it again does what is left";
  }

  synchronized SyncReport report(@Nullable IOException stoppedBy) {
    IOException stop = stoppedBy == null && broken != null ? broken.told() : stoppedBy;
    double seconds = (System.nanoTime() - begun) / 1e9;
    return new SyncReport(
        files,
        directories,
        links,
        renamed,
        bytes,
        skipped,
        deleted,
        withheld,
        failed,
        seconds,
        stop,
        firstFailure);
  }
}
