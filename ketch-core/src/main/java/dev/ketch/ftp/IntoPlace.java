package dev.ketch.ftp;

import dev.ketch.ftp.internal.control.Queued;
import dev.ketch.ftp.internal.transfer.Batches;
import dev.ketch.ftp.protocol.Command;
import dev.ketch.ftp.protocol.FtpIncompleteException;
import dev.ketch.ftp.protocol.FtpNameException;
import dev.ketch.ftp.protocol.FtpReplyException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives an uploaded file its final name, by a rename if it has another, and its time. */
final class IntoPlace {
  private final FtpSession session;
  private final Batches batches;
  private final Attributes attributes;
  private final String name;
  private final String remote;
  private final boolean moreToCome;
  private boolean freedName;

  IntoPlace(Upload.Means means, String name, String remote, boolean moreToCome) {
    this.session = means.session();
    this.batches = means.runner().batches();
    this.attributes = means.attributes();
    this.name = name;
    this.remote = remote;
    this.moreToCome = moreToCome;
  }

  /** Name and time: one after the other, or all at once where the server bears that. */
  PendingUpload take(@Nullable Instant time, TransferResult result) throws IOException {
    boolean inPlace = name.equals(remote);
    if (batches.areBorne() && !inPlace && !remote.endsWith(" ")) {
      return takeAtOnce(time, result);
    }
    if (!inPlace) {
      move();
    }
    requireKept();
    if (time != null) {
      session.setModified(remote, time);
    }
    return PendingUpload.done(this, result);
  }

  private PendingUpload takeAtOnce(@Nullable Instant time, TransferResult result)
      throws IOException {
    Command setTime = time == null ? null : attributes.provenTimeCommand(remote, time);
    List<Command> last =
        new ArrayList<>(List.of(Command.of("RNFR", name), Command.of("RNTO", remote)));
    if (setTime != null) {
      last.add(setTime);
    }
    boolean nothingElse = setTime != null || time == null;
    List<Queued> sent = batches.send(last, moreToCome && nothingElse);
    Queued timed = setTime == null ? null : sent.get(2);
    return new PendingUpload(this, result, time, sent.get(1), timed);
  }

  /** The replies to what was sent at once; where the server refused the new name, one by one. */
  void settle(@Nullable Instant time, Queued renamed, @Nullable Queued timed) throws IOException {
    boolean done = session.collect(renamed).isCompletion();
    boolean dated = timed != null && session.collect(timed).isCompletion();
    if (!done) {
      moveOrSpoilTime(dated);
    }
    requireKept();
    if (time != null && !(done && dated)) {
      session.setModified(remote, time);
    }
  }

  /** The temporary name may have been a hash, which proves nothing of the final one. */
  private void requireKept() throws IOException {
    try {
      KeptName.require(session, remote);
    } catch (FtpNameException e) {
      session.ask("DELE", remote);
      throw e;
    }
  }

  /** The file still has its temporary name, and its time went to the one that it was to replace. */
  private void moveOrSpoilTime(boolean dated) throws IOException {
    try {
      move();
    } catch (Throwable e) {
      if (dated && session.isOpen()) {
        session.setModified(remote, Instant.EPOCH); // Or the old file would pass for the new one.
      }
      throw e;
    }
  }

  /**
   * Renames; servers that do not let RNTO replace a file get the old one deleted first.
   *
   * @throws OccupiedException if there is one and it may not be deleted
   * @throws FtpReplyException if the server lets the file not be renamed for another reason
   */
  private void move() throws IOException {
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
