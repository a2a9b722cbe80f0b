package dev.ketch.ftp;

import dev.ketch.ftp.Ranges.Range;
import dev.ketch.ftp.protocol.FtpIncompleteException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/**
 * One large file over several sessions at once. Each thread calls {@link #work} with a session of
 * its own until that returns; the one that is told to {@link #finish} gives the file its name.
 *
 * <p>Every piece reads on a little beyond its end, and these bytes are compared with those of the
 * next piece, so that a server whose REST does not do what it says is found out. What was done is
 * noted in the part file itself, behind the file's size: a run that was killed is gone on with.
 */
public final class SegmentedDownload implements Closeable {
  private static final int BUFFER = 256 << 10;
  private static final int SEAM = 4 << 10;
  private static final int TAIL = 64 << 10;
  private static final long NOTE_EVERY = 16 << 20;

  private final String remote;
  private final TransferOptions options;
  private final long size;
  private final PartFile part;
  private final Ranges ranges;

  /** The bytes behind each piece's end, by where that was. */
  private final Map<Long, byte[]> seams = new TreeMap<>();

  private long noted;
  private boolean finishing;

  private SegmentedDownload(String remote, TransferOptions options, PartFile part, Ranges ranges) {
    this.remote = remote;
    this.options = options;
    this.size = options.expectedSize();
    this.part = part;
    this.ranges = ranges;
  }

  /**
   * Begins, or goes on with what an interrupted run left of the very same file.
   *
   * @param options with the size as listed, which is required, and the time if it is known
   * @throws IOException if the local file cannot be written
   */
  public static SegmentedDownload open(String remote, Path local, TransferOptions options)
      throws IOException {
    if (options.expectedSize() < 0 || options.ascii()) {
      throw new IllegalArgumentException("segments need a known size and no translation");
    }
    PartFile part = PartFile.open(local, options.withResume(false).withKeepPart(true));
    long size = options.expectedSize();
    try {
      Ranges ranges =
          options.modified() == null ? Ranges.whole(0, size) : SegmentNotes.read(part, size);
      // Before any byte: a part with holes must never look like the beginning of the file.
      SegmentNotes.write(part, size, ranges);
      return new SegmentedDownload(remote, options, part, ranges);
    } catch (Throwable e) {
      part.close();
      throw e;
    }
  }

  /**
   * Whether a server takes REST and still has the file as it was listed, asked before anything
   * depends on it.
   *
   * @throws IOException if the session died
   */
  public static boolean isPossible(FtpSession session, String remote, long size)
      throws IOException {
    if (session.size(remote).orElse(size) != size) {
      return false;
    }
    boolean taken = session.ask("REST", "1").isIntermediate();
    // Some keep the offset for whatever comes next.
    return session.ask("REST", "0").isIntermediate() && taken;
  }

  /**
   * Fetches pieces until there are none left to take.
   *
   * @param more hears how many bytes more this call has fetched
   * @return whether the caller is the one to {@link #finish}
   * @throws IOException if a piece failed; what is left of it waits for the next caller
   */
  public boolean work(FtpSession session, LongConsumer more) throws IOException {
    Range range;
    while ((range = ranges.take()) != null) {
      try {
        fetch(session, range, more);
      } finally {
        ranges.release(range);
      }
    }
    return mayFinish();
  }

  private synchronized boolean mayFinish() {
    boolean now = ranges.isComplete() && !finishing;
    finishing |= now;
    return now;
  }

  /** How many bytes are there, in all pieces together. */
  public long bytesThere() {
    return ranges.bytesThere();
  }

  /** Whether it has its name, or its pieces did not fit together. */
  public boolean isOver() {
    return part.isOver();
  }

  private void fetch(FtpSession session, Range range, LongConsumer more) throws IOException {
    long position = ranges.position(range);
    int overlap = (int) Math.min(TAIL, position - range.begin);
    byte[] ours = part.tail(position, overlap);
    DataTransfer transfer = session.raw().transfer("RETR " + remote, false, position - overlap);
    try {
      InputStream in = transfer.input();
      if (!Arrays.equals(in.readNBytes(overlap), ours)) {
        ranges.distrust(range);
        throw new FtpIncompleteException(
            "what is there of \"" + remote + "\" is of another file; it is fetched again",
            true,
            null);
      }
      receive(in, range, more);
    } catch (Throwable e) {
      transfer.close();
      throw e;
    }
    if (ranges.position(range) < size) {
      transfer.abort();
    } else {
      transfer.close();
    }
  }

  private void receive(InputStream in, Range range, LongConsumer more) throws IOException {
    byte[] bytes = new byte[BUFFER];
    while (ranges.wants(range)) {
      int count = in.read(bytes);
      if (count < 0) {
        throw new FtpIncompleteException(
            "\"" + remote + "\" ended " + (size - ranges.position(range)) + " bytes too early",
            true,
            null);
      }
      long at = ranges.position(range);
      int inFile = (int) Math.min(count, size - at);
      part.write(ByteBuffer.wrap(bytes, 0, inFile), at);
      int ours = ranges.arrived(range, count);
      long end = at + ours;
      more.accept(ours);
      note();
      if (!ranges.wants(range)) {
        seam(end, bytes, ours, count, in);
      }
    }
  }

  /** What comes behind a piece's end; at the file's end there must be nothing. */
  private void seam(long end, byte[] bytes, int from, int to, InputStream in) throws IOException {
    if (end == size) {
      if (to > from || in.read() >= 0) {
        throw new FtpIncompleteException(
            "\"" + remote + "\" is longer than the " + size + " bytes announced", true, null);
      }
      return;
    }
    int wanted = (int) Math.min(SEAM, size - end);
    byte[] seam = Arrays.copyOfRange(bytes, from, from + Math.min(wanted, to - from));
    if (seam.length < wanted) {
      byte[] more = in.readNBytes(wanted - seam.length);
      int had = seam.length;
      seam = Arrays.copyOf(seam, had + more.length);
      System.arraycopy(more, 0, seam, had, more.length);
    }
    synchronized (seams) {
      seams.put(end, seam);
    }
  }

  private synchronized void note() throws IOException {
    if (ranges.bytesThere() - noted >= NOTE_EVERY) {
      noted = ranges.bytesThere();
      SegmentNotes.write(part, size, ranges);
    }
  }

  /**
   * Compares the seams and gives the file its time and its name.
   *
   * @throws FtpIncompleteException if the pieces do not fit together; nothing is kept then
   * @throws IOException if the local file cannot be finished; it may be tried again
   */
  public void finish(FtpSession session) throws IOException {
    try {
      finishNow(session);
    } catch (IOException e) {
      synchronized (this) {
        finishing = false;
      }
      throw e;
    }
  }

  private void finishNow(FtpSession session) throws IOException {
    for (Map.Entry<Long, byte[]> seam : seams.entrySet()) {
      int length = seam.getValue().length;
      if (!Arrays.equals(part.tail(seam.getKey() + length, length), seam.getValue())) {
        part.spoil();
        throw new FtpIncompleteException(
            "the pieces of \"" + remote + "\" do not fit together at byte " + seam.getKey(),
            true,
            null);
      }
    }
    if (options.verifyChecksum()) {
      part.cutTo(size);
      part.requireChecksum(remote, session.checksum(remote).orElse(null));
    }
    // Only now, and with all on the disk, may it look like a part that grew from its beginning.
    part.force(options.durable());
    part.cutTo(size);
    Instant time = options.keepTime() ? options.modified() : null;
    if (time != null && options.timeIsCoarse()) {
      time = session.modified(remote).orElse(time);
    }
    part.finish(time, options.durable());
  }

  /** Notes how far it came, if it is not finished, and closes the file. */
  @Override
  public void close() throws IOException {
    if (!part.isOver() && part.size() > size) {
      SegmentNotes.write(part, size, ranges);
    }
    part.close();
  }
}
