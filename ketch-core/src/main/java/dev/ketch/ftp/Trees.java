package dev.ketch.ftp;

import dev.ketch.ftp.listing.FtpEntry;
import dev.ketch.ftp.listing.FtpListing;
import dev.ketch.ftp.listing.RemotePath;
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
    boolean directory = session.stat(path).map(FtpEntry::isDirectory).orElse(false);
    if (directory) {
      removeDirectory(path, 0);
    } else {
      session.delete(path);
    }
  }

  private void removeDirectory(String path, int depth) throws IOException {
    if (depth > DEEPEST) {
      throw new IOException(
          "the tree is deeper than " + DEEPEST + " directories at \"" + path + "\"");
    }
    FtpListing listing = session.listing(path);
    for (FtpEntry entry : listing.entries()) {
      if (!RemoteName.isOneSegment(entry.name())) {
        throw new IOException(
            "the server lists the name \""
                + entry.name()
                + "\", which is not one path segment;"
                + " nothing below it is removed");
      }
      String child = RemoteName.join(path, entry.name());
      if (entry.isDirectory()) {
        removeDirectory(child, depth + 1);
      } else {
        session.delete(child);
      }
    }
    session.removeDirectory(path);
  }
}
