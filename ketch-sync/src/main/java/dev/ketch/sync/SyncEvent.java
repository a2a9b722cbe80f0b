package dev.ketch.sync;

import org.jspecify.annotations.Nullable;

/**
 * Something a mirror run did, is doing or would do.
 *
 * @param kind what happened
 * @param path relative to the roots
 * @param action the action in a word: {@code transfer}, {@code mkdir}, {@code link}, {@code
 *     rename}, {@code delete}, {@code remove} (of a source that was moved), {@code list}
 * @param reason why, or what went wrong; empty where there is nothing to say
 * @param bytes the size of the file, or -1
 * @param from of a rename, the path it had, or null
 */
public record SyncEvent(
    Kind kind, String path, String action, String reason, long bytes, @Nullable String from) {
  SyncEvent(Kind kind, String path, String action, String reason, long bytes) {
    this(kind, path, action, reason, bytes, null);
  }

  /** The kinds of event. */
  public enum Kind {
    /** A dry run would do it. */
    PLAN,
    /** A file's transfer begins. */
    START,
    /** It is done. */
    DONE,
    /** It was left as it is. */
    SKIP,
    /** It was deleted. */
    DELETE,
    /** It failed. */
    ERROR,
    /** Something about the server that the user should know, seen with this file. */
    NOTICE
  }
}
