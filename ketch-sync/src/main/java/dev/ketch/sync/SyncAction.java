package dev.ketch.sync;

/** What one entry of the source needs, and why. Nothing here has happened yet. */
sealed interface SyncAction {
  /** The path, relative to the roots. */
  String path();

  /** In words fit for a user: {@code size differs 10≠12}. */
  String reason();

  /** Look into a directory, creating it at the target if it is missing there. */
  record Enter(String path, boolean create, String reason) implements SyncAction {}

  /** Copy a file. */
  record Transfer(String path, TreeEntry source, boolean replaces, String reason)
      implements SyncAction {}

  /** Make a link. */
  record Link(String path, TreeEntry source, String reason) implements SyncAction {}

  /** Leave an entry as it is. */
  record Skip(String path, String reason) implements SyncAction {}

  /** Refuse an entry: it counts as failed. */
  record Refuse(String path, String reason) implements SyncAction {}

  /** Remove an entry of the target. */
  record Delete(String path, TreeEntry target, String reason) implements SyncAction {}

  /** Remove what an interrupted run left. Needs no permission to delete: it is ours. */
  record Sweep(String path, TreeEntry target, String reason) implements SyncAction {}
}
