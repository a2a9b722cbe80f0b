package dev.ketch.sync;

/**
 * Something a mirror run did, is doing or would do.
 *
 * @param kind what happened
 * @param path relative to the roots
 * @param action the action in a word: {@code transfer}, {@code mkdir}, {@code link}, {@code
 *     delete}, {@code list}
 * @param reason why, or what went wrong; empty where there is nothing to say
 * @param bytes the size of the file, or -1
 */
public record SyncEvent(Kind kind, String path, String action, String reason, long bytes) {
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
    ERROR
  }
}
