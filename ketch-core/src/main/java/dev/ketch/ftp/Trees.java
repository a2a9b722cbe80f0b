package dev.ketch.ftp;

import dev.ketch.ftp.listing.Completeness;
import dev.ketch.ftp.listing.FtpEntry;
import dev.ketch.ftp.listing.FtpListing;
import dev.ketch.ftp.listing.RemotePath;
import dev.ketch.ftp.protocol.FtpIncompleteException;
import dev.ketch.ftp.protocol.FtpReplyException;
import java.io.IOException;

/** Whole trees on the server: creating the way down, removing what is below. */
final class Trees {
  private static final int DEEPEST = 1000;

  private final FtpSession session;

  Trees(FtpSession session) {
    this.session = session;
  }

  void make(String path) throws IOException {
    String stripped = path;
    while (stripped.length() > 1 && stripped.endsWith("/")) {
      stripped = stripped.substring(0, stripped.length() - 1);
    }
    if (stripped.isEmpty() || stripped.equals("/")) {
      return;
    }
    try {
      session.makeDirectory(stripped);
      return;
    } catch (FtpReplyException e) {
      if (session.isDirectory(stripped)) {
        return;
      }
      int slash = stripped.lastIndexOf('/');
      if (slash <= 0) {
        throw e;
      }
      make(stripped.substring(0, slash));
    }
    session.makeDirectory(stripped);
  }

  /**
   * Removes what a path names.
   *
   * @throws IllegalArgumentException if it names the root or the working directory itself
   */
  void remove(String path) throws IOException {
    if (RemotePath.of(path).isTop()) {
      throw new IllegalArgumentException(
          "\"" + path + "\" names no entry that could be removed, but a whole server or login");
    }
    String entry = withoutEnd(path);
    boolean directory = session.stat(entry).map(FtpEntry::isDirectory).orElse(false);
    if (directory) {
      removeDirectory(entry, 0);
    } else {
      session.delete(entry);
    }
  }

  /** A slash at the end would follow a link. */
  private static String withoutEnd(String path) {
    String stripped = path;
    while (stripped.endsWith("/") || stripped.endsWith("/.")) {
      stripped = stripped.substring(0, stripped.lastIndexOf('/'));
    }
    return stripped;
  }

  private void removeDirectory(String path, int depth) throws IOException {
    if (depth > DEEPEST) {
      throw new IOException(
          "the tree is deeper than " + DEEPEST + " directories at \"" + path + "\"");
    }
    FtpListing listing = session.listing(path);
    requireWhole(path, listing);
    if (isGoneAsLink(path)) {
      return;
    }
    for (FtpEntry entry : listing.entries()) {
      String child = RemoteName.join(path, entry.name());
      if (entry.isDirectory()) {
        removeDirectory(child, depth + 1);
      } else {
        session.delete(child);
      }
    }
    session.removeDirectory(path);
  }

  /** Nothing is removed from a directory of which not everything is known. */
  private static void requireWhole(String path, FtpListing listing) throws FtpIncompleteException {
    for (FtpEntry entry : listing.entries()) {
      if (!RemoteName.isOneSegment(entry.name())) {
        throw new FtpIncompleteException(
            "the server lists the name \""
                + entry.name()
                + "\", which is not one path segment;"
                + " nothing below it is removed",
            true,
            null);
      }
    }
    Completeness completeness = listing.completeness();
    if (completeness.hasGaps() || completeness.has(Completeness.Reason.MAY_BE_CUT)) {
      throw new FtpIncompleteException(
          "the listing of \""
              + path
              + "\" is not complete ("
              + completeness.explanation()
              + "); nothing in it was removed",
          true,
          null);
    }
  }

  /**
   * Removes the path if it is a link. CWD, MLST and MLSD of many servers show a link to a directory
   * as a directory. DELE never follows one and refuses a directory; Apache FtpServer refuses it for
   * such a link, too, but removes that by RMD, which no server does for a directory with entries.
   */
  private boolean isGoneAsLink(String path) throws IOException {
    return session.ask("DELE", path).isCompletion() || session.ask("RMD", path).isCompletion();
  }
}
