package dev.ketch.sync;

import dev.ketch.ftp.FtpSession;
import dev.ketch.ftp.RemoteName;
import java.io.IOException;
import java.util.OptionalLong;

/** One side of a mirror. Paths are relative to its root, segments joined by {@code /}. */
interface Tree {
  /** The entries of a directory; to be closed. */
  EntryList list(FtpSession session, String path) throws IOException;

  /** As {@link #list}, where what is not among the entries is lost: an empty list is confirmed. */
  default EntryList listSurely(FtpSession session, String path) throws IOException {
    return list(session, path);
  }

  /** Whether the root is there, as far as a refusal to list it leaves that open. */
  default boolean isThere(FtpSession session) throws IOException {
    return true;
  }

  /** Creates a directory, and those above it as far as they are missing. */
  void makeDirectory(FtpSession session, String path) throws IOException;

  /** Removes an entry and all below it; links are removed, never followed. */
  void delete(FtpSession session, String path, TreeEntry entry) throws IOException;

  /**
   * Removes a temporary file that an interrupted run left.
   *
   * @return false if it is left alone, because another run is writing it
   */
  boolean sweep(FtpSession session, String path) throws IOException;

  /** Whether a name here is a temporary one of a run, this one or another. */
  boolean isPart(String name);

  /** Whether nobody can be writing a temporary file of this name but a run on this machine. */
  boolean isOwnPart(String name);

  /** Moves an entry into a directory on this side, outside of the tree, by its path in the tree. */
  void discard(FtpSession session, String path, String trash) throws IOException;

  /** Gives a file another path, where there is none yet. */
  void rename(FtpSession session, String from, String to) throws IOException;

  /** The size of a file in bytes; empty where nobody says it. */
  OptionalLong size(FtpSession session, String path) throws IOException;

  /** Sets permission bits. */
  void changeMode(FtpSession session, String path, int mode) throws IOException;

  /**
   * A name that this side cannot hold or must not be given: why, or an empty text if it is fine.
   */
  String objection(String name);

  /** Whether names that differ only in case are one and the same here. */
  boolean foldsCase();

  /** What a link leads to: the entry with its type, or the link itself if it leads nowhere. */
  TreeEntry resolve(FtpSession session, String path, TreeEntry link) throws IOException;

  /** Joins a directory and a name. */
  static String join(String directory, String name) {
    return RemoteName.join(directory, name);
  }
}
