package dev.ketch.ftp;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How one file is transferred. Begin with {@link #DEFAULT} and change what differs.
 *
 * @param ascii translate line ends (TYPE A); sizes are not compared then
 * @param resume continue what an earlier, interrupted transfer left, and leave our own part in
 *     place for the next when this one is interrupted
 * @param keepPart as {@code resume}, but only from a part whose name proves that it is of the very
 *     same file: size and time are in it. Needs both; without them nothing is kept
 * @param anotherPart 0, or a number that gives an upload another temporary name: a server that has
 *     not noticed that an earlier connection is gone may hold the usual one locked (vsftpd does)
 * @param verifySize compare the bytes with what the server says
 * @param verifyChecksum compare a checksum with the server's, where it computes one, before the
 *     file gets its final name
 * @param inPlace upload straight to the final name. Servers that rename no files are found out
 *     without it
 * @param keepTime give the copy the time of the original
 * @param durable have the disk confirm a download before it gets its final name
 * @param expectedSize the size a listing told, which saves asking for it; -1 to ask
 * @param modified the time a listing told, or null to ask where it is needed
 * @param timeIsCoarse the listed time is not exact: it is asked for where that costs no round trip
 *     of its own, or the file is so large that one does not count
 * @param moreToCome another transfer follows on this session: what it needs may be asked for ahead
 * @param listener hears the progress
 */
public record TransferOptions(
    boolean ascii,
    boolean resume,
    boolean keepPart,
    int anotherPart,
    boolean verifySize,
    boolean verifyChecksum,
    boolean inPlace,
    boolean keepTime,
    boolean durable,
    long expectedSize,
    @Nullable Instant modified,
    boolean timeIsCoarse,
    boolean moreToCome,
    TransferListener listener) {
  /** Binary, from the beginning, sizes compared, by way of a temporary name. */
  public static final TransferOptions DEFAULT = new Draft().freeze();

  /** A copy with or without translation of line ends. */
  public TransferOptions withAscii(boolean value) {
    Draft draft = new Draft(this);
    draft.ascii = value;
    return draft.freeze();
  }

  /** A copy that resumes or not. */
  public TransferOptions withResume(boolean value) {
    Draft draft = new Draft(this);
    draft.resume = value;
    return draft.freeze();
  }

  /** A copy that goes on from a part that is proven to be of the same file, or not. */
  public TransferOptions withKeepPart(boolean value) {
    Draft draft = new Draft(this);
    draft.keepPart = value;
    return draft.freeze();
  }

  /** A copy that uploads under the so-manieth other temporary name, 0 for the usual one. */
  public TransferOptions withAnotherPart(int value) {
    Draft draft = new Draft(this);
    draft.anotherPart = value;
    return draft.freeze();
  }

  /** A copy that compares sizes or not. */
  public TransferOptions withVerifySize(boolean value) {
    Draft draft = new Draft(this);
    draft.verifySize = value;
    return draft.freeze();
  }

  /** A copy that compares checksums or not. */
  public TransferOptions withVerifyChecksum(boolean value) {
    Draft draft = new Draft(this);
    draft.verifyChecksum = value;
    return draft.freeze();
  }

  /** A copy that uploads in place or not. */
  public TransferOptions withInPlace(boolean value) {
    Draft draft = new Draft(this);
    draft.inPlace = value;
    return draft.freeze();
  }

  /** A copy that keeps the time or not. */
  public TransferOptions withKeepTime(boolean value) {
    Draft draft = new Draft(this);
    draft.keepTime = value;
    return draft.freeze();
  }

  /** A copy that waits for the disk or not. */
  public TransferOptions withDurable(boolean value) {
    Draft draft = new Draft(this);
    draft.durable = value;
    return draft.freeze();
  }

  /** A copy with a listener. */
  public TransferOptions withListener(TransferListener value) {
    Draft draft = new Draft(this);
    draft.listener = value;
    return draft.freeze();
  }

  /** A copy that announces another transfer or not. */
  public TransferOptions withMoreToCome(boolean value) {
    Draft draft = new Draft(this);
    draft.moreToCome = value;
    return draft.freeze();
  }

  /** A copy that takes the listed time for exact or not. */
  public TransferOptions withTimeIsCoarse(boolean value) {
    Draft draft = new Draft(this);
    draft.timeIsCoarse = value;
    return draft.freeze();
  }

  /** A copy that knows size and time from a listing; -1 and null where it did not tell. */
  public TransferOptions withListed(long size, @Nullable Instant time) {
    Draft draft = new Draft(this);
    draft.expectedSize = size;
    draft.modified = time;
    return draft.freeze();
  }

  /** The same fields, open to change. */
  private static final class Draft {
    boolean ascii;
    boolean resume;
    boolean keepPart;
    int anotherPart;
    boolean verifySize = true;
    boolean verifyChecksum;
    boolean inPlace;
    boolean keepTime;
    boolean durable = true;
    long expectedSize = -1;
    @Nullable Instant modified;
    boolean timeIsCoarse;
    boolean moreToCome;
    TransferListener listener = TransferListener.NONE;

    Draft() {}

    Draft(TransferOptions from) {
      ascii = from.ascii;
      resume = from.resume;
      keepPart = from.keepPart;
      anotherPart = from.anotherPart;
      verifySize = from.verifySize;
      verifyChecksum = from.verifyChecksum;
      inPlace = from.inPlace;
      keepTime = from.keepTime;
      durable = from.durable;
      expectedSize = from.expectedSize;
      modified = from.modified;
      timeIsCoarse = from.timeIsCoarse;
      moreToCome = from.moreToCome;
      listener = from.listener;
    }

    TransferOptions freeze() {
      return new TransferOptions(
          ascii,
          resume,
          keepPart,
          anotherPart,
          verifySize,
          verifyChecksum,
          inPlace,
          keepTime,
          durable,
          expectedSize,
          modified,
          timeIsCoarse,
          moreToCome,
          listener);
    }
  }
}
