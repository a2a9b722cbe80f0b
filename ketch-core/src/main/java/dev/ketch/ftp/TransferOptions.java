package dev.ketch.ftp;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How one file is transferred. Begin with {@link #DEFAULT} and change what differs.
 *
 * @param ascii translate line ends (TYPE A); sizes are not compared then
 * @param resume continue what an earlier, interrupted transfer left, and leave our own part in
 *     place for the next when this one is interrupted
 * @param verifySize compare the bytes with what the server says
 * @param inPlace upload straight to the final name, for servers that do not let files be renamed
 * @param keepTime give the copy the time of the original
 * @param durable have the disk confirm a download before it gets its final name
 * @param expectedSize the size a listing told, which saves asking for it; -1 to ask
 * @param modified the time a listing told, or null to ask where it is needed
 * @param moreToCome another transfer follows on this session: what it needs may be asked for ahead
 * @param listener hears the progress
 */
public record TransferOptions(
    boolean ascii,
    boolean resume,
    boolean verifySize,
    boolean inPlace,
    boolean keepTime,
    boolean durable,
    long expectedSize,
    @Nullable Instant modified,
    boolean moreToCome,
    TransferListener listener) {
  /** Binary, from the beginning, verified, by way of a temporary name. */
  public static final TransferOptions DEFAULT =
      new TransferOptions(
          false, false, true, false, false, true, -1, null, false, TransferListener.NONE);

  /** A copy with or without translation of line ends. */
  public TransferOptions withAscii(boolean value) {
    return new TransferOptions(
        value,
        resume,
        verifySize,
        inPlace,
        keepTime,
        durable,
        expectedSize,
        modified,
        moreToCome,
        listener);
  }

  /** A copy that resumes or not. */
  public TransferOptions withResume(boolean value) {
    return new TransferOptions(
        ascii,
        value,
        verifySize,
        inPlace,
        keepTime,
        durable,
        expectedSize,
        modified,
        moreToCome,
        listener);
  }

  /** A copy that compares sizes or not. */
  public TransferOptions withVerifySize(boolean value) {
    return new TransferOptions(
        ascii,
        resume,
        value,
        inPlace,
        keepTime,
        durable,
        expectedSize,
        modified,
        moreToCome,
        listener);
  }

  /** A copy that uploads in place or not. */
  public TransferOptions withInPlace(boolean value) {
    return new TransferOptions(
        ascii,
        resume,
        verifySize,
        value,
        keepTime,
        durable,
        expectedSize,
        modified,
        moreToCome,
        listener);
  }

  /** A copy that keeps the time or not. */
  public TransferOptions withKeepTime(boolean value) {
    return new TransferOptions(
        ascii,
        resume,
        verifySize,
        inPlace,
        value,
        durable,
        expectedSize,
        modified,
        moreToCome,
        listener);
  }

  /** A copy that waits for the disk or not. */
  public TransferOptions withDurable(boolean value) {
    return new TransferOptions(
        ascii,
        resume,
        verifySize,
        inPlace,
        keepTime,
        value,
        expectedSize,
        modified,
        moreToCome,
        listener);
  }

  /** A copy that knows size and time from a listing; -1 and null where it did not tell. */
  public TransferOptions withListed(long size, @Nullable Instant time) {
    return new TransferOptions(
        ascii, resume, verifySize, inPlace, keepTime, durable, size, time, moreToCome, listener);
  }

  /** A copy with a listener. */
  public TransferOptions withListener(TransferListener value) {
    return new TransferOptions(
        ascii,
        resume,
        verifySize,
        inPlace,
        keepTime,
        durable,
        expectedSize,
        modified,
        moreToCome,
        value);
  }

  /** A copy that announces another transfer or not. */
  public TransferOptions withMoreToCome(boolean value) {
    return new TransferOptions(
        ascii,
        resume,
        verifySize,
        inPlace,
        keepTime,
        durable,
        expectedSize,
        modified,
        value,
        listener);
  }
}
