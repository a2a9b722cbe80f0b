package dev.ketch.ftp;

import dev.ketch.ftp.internal.control.UploadWays;
import dev.ketch.ftp.internal.control.UploadWays.Way;
import dev.ketch.ftp.protocol.FtpReplyException;
import java.io.IOException;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Finds the way of an upload to its final name, from the safest down.
 *
 * <table>
 * <caption>What leads where</caption>
 * <tr><th>the name</th><th>the server</th><th>then</th></tr>
 * <tr><td>{@code .NAME.MARK.ketch-part}</td><td>refuses STOR for good</td>
 *     <td>the same without the dot; straight to the final name if dots have been taken before</td></tr>
 * <tr><td>{@code NAME.MARK.ketch-part}</td><td>refuses STOR for good</td>
 *     <td>straight to the final name</td></tr>
 * <tr><td>either</td><td>refuses STOR, and has such a file: an old one of ours</td>
 *     <td>it is deleted and sent again; straight to the final name if it cannot be</td></tr>
 * <tr><td>either</td><td>refuses RNFR, or RNTO while the final name is free</td>
 *     <td>straight to the final name, in this directory from now on</td></tr>
 * <tr><td>either</td><td>refuses RNTO, and the final name is taken</td>
 *     <td>that file is deleted and the rename sent again; if it cannot be, the end</td></tr>
 * <tr><td>the final name</td><td>refuses STOR</td><td>the end</td></tr>
 * <tr><td>any</td><td>refuses for now (4xx), or for lack of room, login or ports</td>
 *     <td>the end</td></tr>
 * </table>
 */
final class UploadLadder {
  /** Sends what was sent before straight to its final name, by opening it once more. */
  @FunctionalInterface
  interface Again {
    TransferResult straight(UploadLadder ladder) throws IOException;
  }

  private static final String IN_PLACE = "in place";

  private final Upload.Means means;
  private final FtpSession session;
  private final UploadWays ways;
  private final String remote;
  private final String directory;
  private final String dotted;
  private final TransferOptions options;
  private final @Nullable Again again;
  private @Nullable FtpReplyException noPart;
  private @Nullable FtpReplyException noRename;
  private @Nullable Upload onlyCopy;
  private boolean cleared;

  /**
   * A ladder for one file.
   *
   * @param dotted its temporary name
   * @param again for a rename that turns out to be refused when the content is closed already
   */
  UploadLadder(
      Upload.Means means,
      String remote,
      String dotted,
      TransferOptions options,
      @Nullable Again again) {
    this.means = means;
    this.session = means.session();
    this.ways = session.uploadWays();
    this.remote = remote;
    this.directory = remote.substring(0, remote.lastIndexOf('/') + 1);
    this.dotted = dotted;
    this.options = options;
    this.again = again;
  }

  /** Uploads. The first upload of a client finds the way, and the others wait for it. */
  PendingUpload send(UploadContent content) throws IOException {
    if (options.inPlace()) {
      return straight(content);
    }
    if (ways.isKnown()) {
      return climb(content, false);
    }
    if (options.expectedSize() < 0) {
      content.hold(); // A stream may take for ever, so nobody waits for it.
      return climb(content, true);
    }
    try (UploadWays.Turn turn = ways.turn()) {
      if (ways.isKnown()) {
        turn.pass();
      } else if (options.expectedSize() > FileTransfers.SMALL) {
        prove();
      }
      return climb(content, !ways.isKnown());
    }
  }

  private PendingUpload climb(UploadContent content, boolean first) throws IOException {
    requireRoom();
    Way way = ways.first(directory);
    while (way != Way.IN_PLACE) {
      UploadLock lock = UploadLock.take(session, nameFor(way), remote);
      boolean open = false;
      try {
        Upload upload = new Upload(means, remote, nameFor(way), options);
        if (!store(upload, way, content)) {
          way = afterRefusedStore(upload, way);
        } else if (content.isHeld()) {
          prove(upload, way);
          content.release();
          way = ways.first(directory);
        } else {
          PendingUpload pending = rename(upload, way, content, first);
          if (pending != null) {
            open = pending.locked(lock).isOpen();
            return pending;
          }
          way = Way.IN_PLACE;
        }
      } finally {
        if (!open) {
          lock.close();
        }
      }
    }
    return straight(content);
  }

  private String nameFor(Way way) {
    return way == Way.DOTTED ? dotted : PartNames.withoutDot(dotted);
  }

  /** Returns false if the server refuses to store it under its name, and another may be tried. */
  private boolean store(Upload upload, Way way, UploadContent content) throws IOException {
    try {
      upload.store(content);
    } catch (FtpReplyException e) {
      if (!Upload.isRefusedName(e) || !content.isRepeatable()) {
        throw e;
      }
      noPart = e;
      return false;
    } finally {
      if (way == Way.DOTTED && upload.isAccepted()) {
        ways.dotTaken();
      }
    }
    return true;
  }

  private Way afterRefusedStore(Upload upload, Way way) throws IOException {
    if (!cleared && upload.isThere()) {
      cleared = true;
      return upload.remove() ? way : Way.IN_PLACE;
    }
    return way == Way.DOTTED && !ways.takesDots() ? Way.PLAIN : Way.IN_PLACE;
  }

  /** Returns null if the server does not rename. */
  private @Nullable PendingUpload rename(
      Upload upload, Way way, UploadContent content, boolean first) throws IOException {
    try {
      PendingUpload pending = upload.complete();
      if (pending.isOpen() && !first) {
        return pending.endedBy(new Later(upload, way));
      }
      pending = pending.finished();
      ways.found(directory, way);
      return pending;
    } catch (Throwable e) {
      if (!goesStraight(upload, way, e, content.isRepeatable())) {
        throw e;
      }
      return null;
    }
  }

  /** What is done when the server has confirmed the name, or has not. */
  private final class Later implements PendingUpload.Ending {
    private final Upload upload;
    private final Way way;

    Later(Upload upload, Way way) {
      this.upload = upload;
      this.way = way;
    }

    @Override
    public void named() {
      ways.found(directory, way);
    }

    @Override
    public @Nullable TransferResult failed(Throwable e) throws IOException {
      Again once = again;
      boolean straight = goesStraight(upload, way, e, once != null);
      return straight && once != null ? once.straight(UploadLadder.this) : null;
    }
  }

  /** After a rename that failed: whether the file is to be sent again, straight to its name. */
  private boolean goesStraight(Upload upload, Way way, Throwable e, boolean repeatable)
      throws IOException {
    boolean refused = e instanceof FtpReplyException reply && reply.isPermanent();
    if (refused && repeatable) {
      if (upload.hasFreedName()) {
        onlyCopy = upload; // What had the name is gone: this stays until the name is in use again.
      }
      boolean leftover = onlyCopy == null && !upload.remove();
      if (leftover || !ways.isProven(directory, way)) {
        ways.noRename(directory, leftover);
      }
      noRename = (FtpReplyException) e;
      sayNoRename(upload, noRename, leftover);
      return true;
    }
    if (refused) {
      ways.noRename(directory, true);
      throw UploadWords.onlyAsPart(remote, upload.name(), (FtpReplyException) e);
    }
    if (e instanceof IntoPlace.OccupiedException occupied) {
      if (!upload.remove()) {
        ways.replacesNothing(directory, occupied.refusal());
      }
      throw occupied.refusal();
    }
    upload.removeUnlessKept();
    return false;
  }

  /** Straight to the final name. */
  PendingUpload straight(UploadContent content) throws IOException {
    content.release();
    UploadLock lock = UploadLock.take(session, remote, remote);
    try {
      Upload upload = new Upload(means, remote, remote, options);
      try {
        upload.store(content);
      } catch (FtpReplyException e) {
        throw refusal(e);
      }
      if (onlyCopy != null) {
        onlyCopy.remove();
      }
      if (noPart != null && !ways.takesDots()) {
        ways.found(directory, Way.IN_PLACE);
      }
      if (noPart != null && noRename == null) {
        upload.say(IN_PLACE, UploadWords.noPart(noPart));
      }
      return upload.complete();
    } finally {
      lock.close();
    }
  }

  /** A large file is not risked: an empty one shows whether the server renames. */
  private void prove() throws IOException {
    UploadLock lock = UploadLock.take(session, dotted, remote);
    try (lock) {
      for (Way way : new Way[] {Way.DOTTED, Way.PLAIN}) {
        String name = PartNames.proofOfPath(remote, 1);
        name = way == Way.DOTTED ? name : PartNames.withoutDot(name);
        TransferOptions empty =
            TransferOptions.DEFAULT.withVerifySize(false).withListener(options.listener());
        Upload upload = new Upload(means, remote, name, empty);
        if (store(upload, way, new UploadContent.Nothing())) {
          prove(upload, way);
          return;
        }
      }
    } catch (FtpReplyException e) {
      // The file itself shows what is the matter.
    } finally {
      noPart = null;
      cleared = false;
    }
  }

  private void prove(Upload upload, Way way) throws IOException {
    String other = PartNames.withoutDot(PartNames.proofOfPath(remote, 2));
    try {
      session.rename(upload.name(), other);
      ways.found(directory, way);
    } catch (FtpReplyException e) {
      if (!goesStraight(upload, way, e, true)) {
        throw e;
      }
      return;
    }
    session.ask("DELE", other);
  }

  /** Where it was seen that nothing can be replaced, what is there already is not even sent. */
  private void requireRoom() throws IOException {
    FtpReplyException before = ways.refusedReplacing(directory);
    if (before != null && session.size(remote).isPresent()) {
      throw new FtpReplyException(
          before.command(), before.reply(), UploadWords.occupied(remote, before.reply()));
    }
  }

  /** The refusal of the final name, with what is known of it. */
  private FtpReplyException refusal(FtpReplyException e) throws IOException {
    if (onlyCopy != null) {
      return UploadWords.onlyAsPart(remote, onlyCopy.name(), e);
    }
    if (!Upload.isRefusedName(e)) {
      return e;
    }
    OptionalLong there = session.isOpen() ? session.size(remote) : OptionalLong.empty();
    if (there.isEmpty() && noRename == null) {
      return e;
    }
    String text = UploadWords.refused(remote, noRename, e, there);
    return new FtpReplyException(e.command(), e.reply(), text);
  }

  private void sayNoRename(Upload upload, FtpReplyException e, boolean leftover) {
    upload.say(IN_PLACE, UploadWords.noRename(e, leftover ? upload.name() : null));
  }
}
