package dev.ketch.ftp;

import dev.ketch.ftp.internal.local.LocalPaths;
import dev.ketch.ftp.listing.FtpEntry;
import dev.ketch.ftp.protocol.FtpNameException;
import dev.ketch.ftp.protocol.FtpReplyException;
import java.io.IOException;

/**
 * Whether a server keeps the bytes of a name that is no UTF-8. Servers whose names are text
 * (pyftpdlib) put U+FFFD in the place of such bytes without a word: two files become one then, and
 * a mirror takes what it has just sent for something else, to be deleted. So the first such name of
 * a client is looked for in a listing, and where the server has made another of it, such names are
 * refused from then on.
 */
final class KeptName {
  private final FtpSession session;
  private final String path;
  private final String name;
  private final String before;
  private final String behind;
  private boolean there;
  private boolean changed;

  private KeptName(FtpSession session, String path) {
    this.session = session;
    this.path = path;
    this.name = path.substring(path.lastIndexOf('/') + 1);
    int first = 0;
    while (first < name.length() && !isStray(first)) {
      first++;
    }
    int last = name.length() - 1;
    while (last > first && !isStray(last)) {
      last--;
    }
    this.before = name.substring(0, first);
    this.behind = name.substring(Math.min(name.length(), last + 1));
  }

  private boolean isStray(int i) {
    return LocalPaths.hasStrayBytes(name.substring(i, i + 1));
  }

  /**
   * Before anything is sent.
   *
   * @throws FtpNameException if it has been seen that the server does not keep such names
   */
  static void requirePossible(FtpSession session, String path) throws FtpNameException {
    if (Boolean.FALSE.equals(session.uploadWays().keepsBytes)) {
      KeptName kept = new KeptName(session, path);
      if (kept.isInDoubt()) {
        throw failure(kept.name);
      }
    }
  }

  /**
   * When something has got a name on the server. Where the server lists nothing, or not this, it
   * stays unknown.
   *
   * @throws FtpNameException if the server has made another name of it
   */
  static void require(FtpSession session, String path) throws IOException {
    require(session, path, path);
  }

  /** The same for something that is still to get its final name. */
  static void require(FtpSession session, String path, String remote) throws IOException {
    KeptName kept = new KeptName(session, path);
    if (kept.isInDoubt() && !Boolean.TRUE.equals(session.uploadWays().keepsBytes)) {
      kept.look(remote);
    }
  }

  private boolean isInDoubt() {
    return LocalPaths.hasStrayBytes(name);
  }

  private void look(String remote) throws IOException {
    int slash = path.lastIndexOf('/');
    try {
      session.list(slash == 0 ? "/" : path.substring(0, Math.max(0, slash)), this::compare);
    } catch (FtpReplyException e) {
      return; // A drop box may be listed by nobody.
    }
    if (there) {
      session.uploadWays().keepsBytes = true;
    } else if (changed) {
      session.uploadWays().keepsBytes = false;
      throw failure(remote.substring(remote.lastIndexOf('/') + 1));
    }
  }

  private void compare(FtpEntry entry) {
    String listed = entry.name();
    there |= listed.equals(name);
    changed |=
        listed.length() > before.length() + behind.length()
            && listed.startsWith(before)
            && listed.endsWith(behind)
            && isSubstitute(listed.substring(before.length(), listed.length() - behind.length()));
  }

  /** What servers put in the place of such bytes: U+FFFD, a question mark, some other letter. */
  private static boolean isSubstitute(String text) {
    return !LocalPaths.hasStrayBytes(text)
        && text.chars().anyMatch(c -> c >= 0x80 || c == '?' || c == '_' || c == '%');
  }

  private static FtpNameException failure(String name) {
    return new FtpNameException(
        "the server makes another name of \""
            + name
            + "\", as it keeps names as text and this one is not UTF-8; give it a name in UTF-8",
        null);
  }
}
