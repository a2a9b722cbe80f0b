package dev.ketch.ftp;

import dev.ketch.ftp.protocol.FtpIncompleteException;
import dev.ketch.ftp.protocol.FtpReplyException;
import java.io.IOException;

/** Gives an uploaded file its final name by a rename. */
final class IntoPlace {
  private final FtpSession session;
  private final String name;
  private final String remote;
  private boolean freedName;

  IntoPlace(FtpSession session, String name, String remote) {
    this.session = session;
    this.name = name;
    this.remote = remote;
  }

  /**
   * Renames; servers that do not let RNTO replace a file get the old one deleted first.
   *
   * @throws OccupiedException if there is one and it may not be deleted
   * @throws FtpReplyException if the server lets the file not be renamed for another reason
   */
  void move() throws IOException {
    try {
      session.rename(name, remote);
    } catch (FtpReplyException e) {
      if (!e.command().verb().equals("RNTO") || session.size(remote).isEmpty()) {
        throw e;
      }
      makeRoom(e);
      session.rename(name, remote);
    }
    requireTheVeryName();
  }

  /** Whether what had the name was deleted. */
  boolean hasFreedName() {
    return freedName;
  }

  private void makeRoom(FtpReplyException refusal) throws IOException {
    try {
      session.delete(remote);
      freedName = true;
    } catch (FtpReplyException e) {
      throw new OccupiedException(
          new FtpReplyException(
              e.command(), e.reply(), UploadWords.occupied(remote, refusal.reply(), e.reply())));
    }
  }

  /** Pure-FTPd turns the blank at the end of a new name into an underscore without a word. */
  private void requireTheVeryName() throws IOException {
    if (remote.endsWith(" ") && session.size(remote).isEmpty()) {
      throw new FtpIncompleteException(
          "the server stored \""
              + remote
              + "\" under another name: it does not take a blank at the"
              + " end",
          true,
          null);
    }
  }

  /** Another file has the name and stays: no other way would help. */
  static final class OccupiedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final FtpReplyException refusal;

    OccupiedException(FtpReplyException why) {
      super(why);
      this.refusal = why;
    }

    FtpReplyException refusal() {
      return refusal;
    }
  }
}
