package dev.ketch.ftp;

import dev.ketch.ftp.internal.control.Queued;
import dev.ketch.ftp.internal.transfer.Ahead;
import dev.ketch.ftp.internal.transfer.NetworkText;
import dev.ketch.ftp.internal.transfer.OpenTransfer;
import dev.ketch.ftp.internal.transfer.Pump;
import dev.ketch.ftp.internal.transfer.ReadStream;
import dev.ketch.ftp.internal.transfer.TransferRunner;
import dev.ketch.ftp.listing.TimeVal;
import dev.ketch.ftp.protocol.Command;
import dev.ketch.ftp.protocol.FtpException;
import dev.ketch.ftp.protocol.FtpIncompleteException;
import dev.ketch.ftp.protocol.FtpReplyException;
import dev.ketch.ftp.protocol.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** One download: to a temporary name beside its target, or to a stream; its size is compared. */
final class Download {
  private final FtpSession session;
  private final TransferRunner runner;
  private final Attributes attributes;
  private final Checksums checksums;
  private final String remote;
  private TransferOptions options;

  /** The size that a listing, SIZE or the 150 reply said; -1 if none did. */
  private long expected;

  Download(Upload.Means means, String remote, TransferOptions options) {
    this.session = means.session();
    this.runner = means.runner();
    this.attributes = means.attributes();
    this.checksums = means.checksums();
    this.remote = remote;
    this.options = options;
  }

  PendingDownload toFile(Path local) throws IOException {
    long begun = System.nanoTime();
    makeProvable();
    PartFile part = PartFile.open(local, options);
    try {
      expected = options.ascii() ? -1 : expectedSize();
      long offset = options.ascii() ? 0 : part.resumableFrom(expected);
      if (offset > 0 && !sameTail(part, offset)) {
        offset = 0;
      }
      part.cutTo(offset);
      @Nullable Queued timeAhead = offset == 0 || offset != expected ? receive(part, offset) : null;
      boolean asExpected = verify(part);
      TransferOptions told = asExpected ? options : options.withListed(part.size(), null);
      Instant time = options.keepTime() ? time(timeAhead, told) : null;
      TransferResult result =
          new TransferResult(
              part.size() - offset, part.size(), Duration.ofNanos(System.nanoTime() - begun));
      return new PendingDownload(part, time, options.durable(), result);
    } catch (Pump.LocalFailure e) {
      part.spoil(); // A disk that is full has its room back.
      part.close();
      throw new IOException("cannot write \"" + local + "\": " + e.getMessage(), e);
    } catch (Throwable e) {
      part.close();
      throw e;
    }
  }

  /** To a stream, which is left open. What was written stays written if the download fails. */
  TransferResult toStream(OutputStream out) throws IOException {
    long begun = System.nanoTime();
    expected = options.ascii() ? -1 : expectedSize();
    OpenTransfer transfer = begin(0, Ahead.NOTHING);
    Counted counted = new Counted(out);
    try {
      copy(transfer, counted);
    } catch (FtpException e) {
      requireConfirmed(counted.bytes, e);
    }
    if (!options.ascii() && !isExpected(counted.bytes)) {
      requireSizeNow(counted.bytes);
    }
    out.flush();
    return new TransferResult(
        counted.bytes, counted.bytes, Duration.ofNanos(System.nanoTime() - begun));
  }

  /** A listing's minute proves no version: for a part that may be kept the server is asked. */
  private void makeProvable() throws IOException {
    if (!options.keepPart() || !options.timeIsCoarse()) {
      return;
    }
    Instant exact = session.modified(remote).orElse(null);
    options =
        exact == null
            ? options.withKeepPart(false)
            : options.withListed(options.expectedSize(), exact).withTimeIsCoarse(false);
  }

  /** A server that says 0 for a file that has bytes does not know the size: -1. */
  private long expectedSize() throws IOException {
    if (options.expectedSize() >= 0) {
      return options.expectedSize();
    }
    long size = options.verifySize() ? attributes.size(remote).orElse(-1) : -1;
    return size == 0 ? -1 : size;
  }

  /** Reads the last bytes of what is there once more and compares: never splice two files. */
  private boolean sameTail(PartFile part, long offset) throws IOException {
    byte[] ours = part.tail(offset);
    Command command = Command.of("RETR", remote);
    try (InputStream in = new ReadStream(runner.begin(command, 'I', offset - ours.length))) {
      return Arrays.equals(in.readNBytes(ours.length), ours);
    } catch (FtpReplyException e) {
      return false; // No REST here: begin anew.
    }
  }

  /** Fetches the data; returns the question for the time, if that was asked after the command. */
  private @Nullable Queued receive(PartFile part, long offset) throws IOException {
    try {
      return receiveOnce(part, offset);
    } catch (FtpException e) {
      if (e instanceof FtpIncompleteException && runner.batches().lostToEarlyPort()) {
        part.cutTo(offset);
        options = options.withMoreToCome(false);
        return receiveOnce(part, offset);
      }
      requireConfirmed(part.size(), e);
      return null;
    }
  }

  private @Nullable Queued receiveOnce(PartFile part, long offset) throws IOException {
    OpenTransfer transfer = begin(offset, ahead());
    if (options.ascii()) {
      copy(transfer, Channels.newOutputStream(part.channel())); // The part closes its channel.
      return null;
    }
    Pump.toFile(
        transfer,
        part.channel(),
        offset,
        expected,
        at -> options.listener().progress(remote, at, expected));
    return transfer.behind().isEmpty() ? null : transfer.behind().get(0);
  }

  private OpenTransfer begin(long offset, Ahead ahead) throws IOException {
    char type = options.ascii() ? 'A' : 'I';
    OpenTransfer transfer = runner.begin(Command.of("RETR", remote), type, offset, ahead);
    if (expected < 0 && !options.ascii() && options.verifySize() && offset == 0) {
      expected = transfer.sizeHint();
    }
    return transfer;
  }

  /** Text with the line ends of this machine, or bytes as they are; both to the final reply. */
  private void copy(OpenTransfer transfer, OutputStream out) throws IOException {
    InputStream bytes = new ReadStream(transfer);
    try (InputStream in = options.ascii() ? NetworkText.toLocal(bytes) : bytes) {
      byte[] buffer = new byte[128 << 10];
      long done = 0;
      int count;
      while ((count = in.read(buffer)) >= 0) {
        out.write(buffer, 0, count);
        done += count;
        options.listener().progress(remote, done, expected);
      }
    }
  }

  /** During a long transfer NOOPs keep the connection open, and nothing may wait after it. */
  private Ahead ahead() {
    long size = expected;
    boolean small = size >= 0 && size <= FileTransfers.SMALL && !options.ascii();
    boolean asksTime = small && options.keepTime() && options.timeIsCoarse();
    List<Command> behind = asksTime ? List.of(Command.of("MDTM", remote)) : List.of();
    return new Ahead(false, behind, options.moreToCome() && small, size);
  }

  private boolean isExpected(long size) {
    return expected < 0 || !options.verifySize() || size == expected;
  }

  /** Returns false if the file has changed since it was listed, and came as it is now. */
  private boolean verify(PartFile part) throws IOException {
    boolean asExpected = isExpected(part.size());
    if (!asExpected) {
      try {
        requireSizeNow(part.size());
      } catch (IOException e) {
        part.spoil();
        throw e;
      }
    }
    if (options.verifyChecksum() && !options.ascii()) {
      part.requireChecksum(remote, checksums.of(remote).orElse(null));
    }
    return asExpected;
  }

  /** A file that changed since its size was asked for is whole if it has that many bytes now. */
  private void requireSizeNow(long size) throws IOException {
    long now = attributes.size(remote).orElse(-1);
    if (now != size) {
      throw new FtpIncompleteException(
          "\""
              + remote
              + "\" is incomplete: "
              + size
              + " bytes came, "
              + expected
              + " announced"
              + (now < 0 || now == expected ? "" : ", and now " + now + ": is it being written?"),
          true,
          null);
    }
  }

  /**
   * All bytes are here, but the connection was lost before the final reply: a new one is asked
   * whether the file still has that size, and that time if one was listed.
   *
   * @throws FtpException the loss, if the new connection does not confirm the file
   */
  private void requireConfirmed(long size, FtpException loss) throws FtpException {
    boolean mayBeWhole =
        expected > 0 && size == expected && options.verifySize() && !session.isOpen();
    if (!mayBeWhole || !reopened() || !isOnServer(size)) {
      throw loss;
    }
  }

  /** Whether a fresh connection takes over, in the same directory. */
  private boolean reopened() {
    try {
      runner.replaceConnection();
      return true;
    } catch (IOException e) {
      return false; // The first failure is the one to report.
    }
  }

  private boolean isOnServer(long size) {
    try {
      OptionalLong there = attributes.size(remote);
      Instant listed = options.timeIsCoarse() ? null : options.modified();
      Instant now = listed == null ? null : session.modified(remote).orElse(null);
      return there.isPresent()
          && there.getAsLong() == size
          && (listed == null || now == null || now.getEpochSecond() == listed.getEpochSecond());
    } catch (IOException e) {
      return false; // The first failure is the one to report.
    }
  }

  private @Nullable Instant time(@Nullable Queued ahead, TransferOptions told) throws IOException {
    Instant listed = told.modified();
    if (ahead != null) {
      Reply reply = session.collect(ahead);
      return reply.code() == 213 ? TimeVal.parse(reply.message()).orElse(listed) : listed;
    }
    boolean ask =
        listed == null || told.timeIsCoarse() && told.expectedSize() > FileTransfers.SMALL;
    return ask ? session.modified(remote).orElse(listed) : listed;
  }

  /** Counts what goes through; closing it closes nothing. */
  private static final class Counted extends OutputStream {
    private final OutputStream out;
    private long bytes;

    Counted(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
      bytes++;
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
      out.write(from, offset, length);
      bytes += length;
    }
  }
}
