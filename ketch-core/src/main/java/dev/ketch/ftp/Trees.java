package dev.ketch.ftp;

import dev.ketch.ftp.listing.Completeness;
import dev.ketch.ftp.listing.FtpEntry;
import dev.ketch.ftp.listing.FtpListing;
import dev.ketch.ftp.listing.RemotePath;
import dev.ketch.ftp.protocol.FtpIncompleteException;
import dev.ketch.ftp.protocol.FtpProtocolException;
import dev.ketch.ftp.protocol.FtpReplyException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Whole trees on the server: creating the way down, removing what is below. */
final class Trees {
  /** No tree is this deep unless a directory contains itself. */
  private static final int DEEPEST = 100;

  /** What an entry takes beside its name. */
  private static final int OVERHEAD = 150;

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
    Optional<FtpEntry> found = session.stat(entry);
    if (found.isPresent() && found.get().isDirectory()) {
      removeDirectory(entry, unique(found.get()), new ArrayDeque<>(), 0);
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

  /**
   * Removes a directory with all that is in it.
   *
   * @param unique which directory it is, as far as the server tells that
   * @param above the same of those that it is in
   * @param held how many bytes of names the levels above hold
   */
  private void removeDirectory(String path, String unique, Deque<String> above, long held)
      throws IOException {
    if (above.size() > DEEPEST) {
      throw new IOException(
          "the tree is more than "
              + DEEPEST
              + " directories deep at \""
              + path
              + "\": remove what is below first, if no directory contains itself there");
    }
    List<FtpEntry> inside = inside(path);
    if (isGoneAsLink(path)) {
      return;
    }
    if (!unique.isEmpty() && above.contains(unique)) {
      throw new IOException(
          "\"" + path + "\" is one of the directories that it is in; it is not removed");
    }
    above.push(unique);
    long holding = held;
    for (FtpEntry entry : inside) {
      holding += OVERHEAD + entry.name().length();
    }
    if (holding > Runtime.getRuntime().maxMemory() / 4) {
      throw FtpProtocolException.overLimit(
          "the tree holds more entries at \"" + path + "\" than this program's memory");
    }
    for (FtpEntry entry : inside) {
      String child = RemoteName.join(path, entry.name());
      if (entry.isDirectory()) {
        removeDirectory(child, unique(entry), above, holding);
      } else {
        session.delete(child);
      }
    }
    session.removeDirectory(path);
    above.pop();
  }

  /** Its entries, with no more than is needed of each. */
  private List<FtpEntry> inside(String path) throws IOException {
    FtpListing listing = session.listing(path);
    requireWhole(path, listing);
    List<FtpEntry> inside = new ArrayList<>();
    for (FtpEntry entry : listing.entries()) {
      String unique = entry.isDirectory() ? unique(entry) : "";
      Map<String, String> facts = unique.isEmpty() ? Map.of() : Map.of("unique", unique);
      inside.add(new FtpEntry(entry.name(), entry.type(), -1, null, null, null, null, null, facts));
    }
    return inside;
  }

  /** RFC 3659 section 7.5.2: which directory an entry is, or an empty text. */
  private static String unique(FtpEntry entry) {
    return Objects.requireNonNullElse(entry.facts().get("unique"), "");
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
