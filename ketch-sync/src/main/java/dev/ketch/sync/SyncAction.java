package dev.ketch.sync;

import org.jspecify.annotations.Nullable;

/** What one entry of the source needs, and why. Nothing here has happened yet. */
sealed interface SyncAction {
  /** The path, relative to the roots. */
  String path();

  /** In words fit for a user: {@code size differs 10≠12}. */
  String reason();

  /** About how many bytes of memory it takes while it waits. */
  default int weight() {
    return 400 + 2 * path().length();
  }

  /** The word that events and plans have for it; empty for what needs none. */
  default String word() {
    return "";
  }

  /** Look into a directory, creating it at the target if it is missing there. */
  record Enter(String path, boolean create, String reason) implements SyncAction {
    @Override
    public String word() {
      return create ? "mkdir" : "";
    }
  }

  /** Look into a directory below others, of which so much is known. */
  record Inside(Enter enter, @Nullable Trail above, long identity) implements SyncAction {
    @Override
    public String path() {
      return enter.path();
    }

    @Override
    public String reason() {
      return enter.reason();
    }
  }

  /** Copy a file, over {@code old} if that is not null. */
  record Transfer(String path, TreeEntry source, @Nullable TreeEntry old, String reason)
      implements SyncAction {
    @Override
    public String word() {
      return "transfer";
    }
  }

  /** Compare the bytes of two files, and copy the one over the other if they differ. */
  record Compare(String path, TreeEntry source, TreeEntry old, String reason)
      implements SyncAction {
    @Override
    public String word() {
      return "transfer";
    }
  }

  /** Fetch a part of a large file that another worker has begun. */
  record Join(String path, LargeFile file, String reason) implements SyncAction {}

  /** Remove a file of the source that the target has already, of a tree that is moved. */
  record Remove(String path, TreeEntry source, String reason) implements SyncAction {
    @Override
    public String word() {
      return "remove";
    }
  }

  /** Decide on what was put off until all that is to be deleted was known. */
  record Settle(String path, String reason) implements SyncAction {}

  /** What cannot be done before something of another kind at its path is deleted. */
  record Blocked(SyncAction action, TreeEntry obstacle, String reason) implements SyncAction {
    @Override
    public String path() {
      return action.path();
    }

    @Override
    public String word() {
      return action.word();
    }
  }

  /** Make a link. */
  record Link(String path, TreeEntry source, String reason) implements SyncAction {
    @Override
    public String word() {
      return "link";
    }
  }

  /** Leave an entry as it is. */
  record Skip(String path, String reason) implements SyncAction {}

  /** Refuse an entry: it counts as failed. */
  record Refuse(String path, String reason) implements SyncAction {}

  /** Remove an entry of the target. */
  record Delete(String path, TreeEntry target, String reason) implements SyncAction {
    @Override
    public String word() {
      return "delete";
    }
  }

  /** Remove what an interrupted run left. Needs no permission to delete: it is ours. */
  record Sweep(String path, TreeEntry target, String reason) implements SyncAction {}
}
