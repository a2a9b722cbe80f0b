package dev.ketch.ftp;

import dev.ketch.ftp.internal.control.Queued;
import dev.ketch.ftp.internal.transfer.Ahead;
import dev.ketch.ftp.internal.transfer.OpenTransfer;
import dev.ketch.ftp.internal.transfer.ReadStream;
import dev.ketch.ftp.internal.transfer.TransferRunner;
import dev.ketch.ftp.protocol.Command;
import dev.ketch.ftp.protocol.FtpIncompleteException;
import dev.ketch.ftp.protocol.FtpReplyException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** One upload: to a temporary name, verified, then renamed, then given its time. */
final class Upload {
  /** What is sent. */
  @FunctionalInterface
  interface Content {
    /** Sends the data from an offset and collects the final reply; returns the length reached. */
    long send(OpenTransfer transfer, long offset, LongConsumer progress) throws IOException;

    /** The file that the data are in, if they are in one. */
    default @Nullable FileChannel file() {
      return null;
    }
  }

  private static final int TAIL = 64 << 10;

  private final FtpSession session;
  private final TransferRunner runner;
  private final Attributes attributes;
  private final Checksums checksums;
  private final String remote;
  private final String name;
  private final TransferOptions options;

  Upload(
      FtpSession session,
      TransferRunner runner,
      Attributes attributes,
      Checksums checksums,
      String remote,
      String part,
      TransferOptions options) {
    this.session = session;
    this.runner = runner;
    this.attributes = attributes;
    this.checksums = checksums;
    this.remote = remote;
    this.name = options.inPlace() ? remote : part;
    this.options = options;
  }

  /** Sends the data and verifies them; what is left to do is the name and the time. */
  PendingUpload send(Content content) throws IOException {
    long begun = System.nanoTime();
    long size = options.expectedSize();
    boolean wrong = false;
    try {
      long offset = keeps() && !options.ascii() ? resumableFrom(content, size) : 0;
      long sent = offset;
      @Nullable Queued sizeAhead = null;
      if (offset == 0 || offset != size) {
        OpenTransfer transfer = begin(size, offset);
        sent = content.send(transfer, offset, at -> options.listener().progress(remote, at, size));
        sizeAhead = transfer.behind().isEmpty() ? null : transfer.behind().get(0);
      }
      wrong = true;
      verify(sent, sizeAhead);
      verifyChecksum(content.file());
      wrong = false;
      TransferResult result =
          new TransferResult(sent - offset, sent, Duration.ofNanos(System.nanoTime() - begun));
      return complete(options.keepTime() ? options.modified() : null, result);
    } catch (Throwable e) {
      if (!keeps() || wrong && !options.resume()) {
        removeQuietly();
      }
      throw e;
    }
  }

  private boolean keeps() {
    return options.resume() || options.keepPart();
  }

  private OpenTransfer begin(long size, long offset) throws IOException {
    char type = options.ascii() ? 'A' : 'I';
    return runner.begin(Command.of("STOR", name), type, offset, ahead(size));
  }

  /** The data of a small file need not wait for a 150, nor the question for its size for a 226. */
  private Ahead ahead(long size) {
    boolean small = size >= 0 && size <= FileTransfers.SMALL && !options.ascii();
    boolean asks = small && options.verifySize();
    List<Command> behind = asks ? List.of(Command.of("SIZE", name)) : List.of();
    return new Ahead(small, behind, small && options.moreToCome(), -1);
  }

  /** Name and time: one after the other, or all at once where the server bears that. */
  private PendingUpload complete(@Nullable Instant time, TransferResult result) throws IOException {
    boolean batch = runner.batches().areBorne() && !options.inPlace() && !remote.endsWith(" ");
    if (batch) {
      Command setTime = time == null ? null : attributes.provenTimeCommand(remote, time);
      List<Command> last =
          new ArrayList<>(List.of(Command.of("RNFR", name), Command.of("RNTO", remote)));
      if (setTime != null) {
        last.add(setTime);
      }
      boolean nothingElse = setTime != null || time == null;
      List<Queued> sent = runner.batches().send(last, options.moreToCome() && nothingElse);
      Queued timed = setTime == null ? null : sent.get(2);
      return new PendingUpload(this, result, time, sent.get(1), timed);
    }
    if (!options.inPlace()) {
      moveIntoPlace();
    }
    if (time != null) {
      session.setModified(remote, time);
    }
    return new PendingUpload(this, result, null, null, null);
  }

  /** The replies to what was sent at once; where the server refused the new name, one by one. */
  void settle(@Nullable Instant time, Queued renamed, @Nullable Queued timed) throws IOException {
    try {
      boolean done = session.collect(renamed).isCompletion();
      if (!done) {
        moveIntoPlace(); // The file still has its temporary name.
      }
      boolean dated = done && timed != null && session.collect(timed).isCompletion();
      if (time != null && !dated) {
        session.setModified(remote, time);
      }
    } catch (Throwable e) {
      if (!keeps()) {
        removeQuietly();
      }
      throw e;
    }
  }

  private long resumableFrom(Content content, long size) throws IOException {
    long there = attributes.size(name).orElse(0);
    FileChannel file = content.file();
    boolean fits = there <= size && (file == null || there == 0 || sameTail(file, there));
    return fits ? there : 0;
  }

  /** Reads back the end of what is there: never splice two files, nor go on behind a gap. */
  private boolean sameTail(FileChannel file, long offset) throws IOException {
    ByteBuffer ours = ByteBuffer.allocate((int) Math.min(TAIL, offset));
    long from = offset - ours.capacity();
    while (ours.hasRemaining() && file.read(ours, from + ours.position()) >= 0) {
      // Until it is full.
    }
    try (InputStream in = new ReadStream(runner.begin(Command.of("RETR", name), 'I', from))) {
      return Arrays.equals(in.readNBytes(ours.capacity()), ours.array());
    } catch (FtpReplyException e) {
      // It may not be read: on such drop boxes only the user's word tells what the part is of.
      return options.resume();
    }
  }

  private void verifyChecksum(@Nullable FileChannel file) throws IOException {
    if (!options.verifyChecksum() || options.ascii() || file == null) {
      return;
    }
    Checksum theirs = checksums.of(name).orElse(null);
    if (theirs != null && !Checksum.of(file, theirs.algorithm()).equals(theirs)) {
      throw new FtpIncompleteException(
          "\"" + remote + "\" arrived damaged: the server computes " + theirs, true, null);
    }
  }

  private void verify(long sent, @Nullable Queued ahead) throws IOException {
    if (options.verifySize() && !options.ascii()) {
      OptionalLong told = ahead != null ? Attributes.sizeIn(session.collect(ahead)) : askSize();
      long there = told.orElse(sent);
      if (there != sent) {
        throw new FtpIncompleteException(
            "\""
                + remote
                + "\" is incomplete on the server: it has "
                + there
                + " of "
                + sent
                + " bytes",
            true,
            null);
      }
    }
  }

  /** With the question for the next port behind it, where the server bears two at once. */
  private OptionalLong askSize() throws IOException {
    if (!options.moreToCome() || !runner.batches().areBorne()) {
      return attributes.size(name);
    }
    Queued asked = runner.batches().send(List.of(Command.of("SIZE", name)), true).get(0);
    return Attributes.sizeIn(session.collect(asked));
  }

  /** Servers that do not let RNTO replace a file get the old one deleted first. */
  private void moveIntoPlace() throws IOException {
    try {
      session.rename(name, remote);
      requireTheVeryName();
    } catch (FtpReplyException e) {
      if (!e.command().verb().equals("RNTO") || session.size(remote).isEmpty()) {
        throw new FtpIncompleteException(
            "the server took \""
                + name
                + "\" but refused to rename it to \""
                + remote
                + "\": \""
                + e.reply()
                + "\"; upload straight to the name with --in-place",
            true,
            e);
      }
      session.delete(remote);
      session.rename(name, remote);
    }
  }

  /** Pure-FTPd turns the blank at the end of a new name into an underscore without a word. */
  private void requireTheVeryName() throws IOException {
    if (remote.endsWith(" ") && attributes.size(remote).isEmpty()) {
      throw new FtpIncompleteException(
          "the server stored \""
              + remote
              + "\" under another name: it does not take a blank at the"
              + " end",
          true,
          null);
    }
  }

  private void removeQuietly() {
    if (!session.isOpen()) {
      return;
    }
    try {
      session.ask("DELE", name);
    } catch (IOException e) {
      // The first failure is the one to tell.
    }
  }
}
