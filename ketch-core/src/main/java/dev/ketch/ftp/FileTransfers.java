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
import dev.ketch.ftp.protocol.FtpIncompleteException;
import dev.ketch.ftp.protocol.FtpReplyException;
import dev.ketch.ftp.protocol.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Files between the server and this machine, whole or not at all. */
final class FileTransfers {
  /** Files that are over in an instant: what counts for them is the number of round trips. */
  static final long SMALL = 1 << 20;

  private final FtpSession session;
  private final TransferRunner runner;
  private final Attributes attributes;
  private final Checksums checksums;
  private final Upload.Means means;

  FileTransfers(
      FtpSession session, TransferRunner runner, Attributes attributes, Checksums checksums) {
    this.checksums = checksums;
    this.session = session;
    this.runner = runner;
    this.attributes = attributes;
    this.means = new Upload.Means(session, runner, attributes, checksums);
  }

  PendingDownload fetch(String remote, Path local, TransferOptions asked) throws IOException {
    long begun = System.nanoTime();
    TransferOptions options = provable(remote, asked);
    PartFile part = PartFile.open(local, options);
    try {
      long expected = options.ascii() ? -1 : expectedSize(remote, options);
      long offset = options.ascii() ? 0 : part.resumableFrom(expected);
      if (offset > 0 && !sameTail(remote, part, offset)) {
        offset = 0;
      }
      part.cutTo(offset);
      @Nullable Queued timeAhead =
          offset == 0 || offset != expected
              ? receiveAgainIfDropped(remote, part, offset, expected, options)
              : null;
      boolean asListed = verify(remote, part, expected, options);
      TransferOptions told = asListed ? options : options.withListed(part.size(), null);
      Instant time = options.keepTime() ? timeOf(remote, timeAhead, told) : null;
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

  /** Returns false if the file has changed since it was listed, and came as it is now. */
  private boolean verify(String remote, PartFile part, long expected, TransferOptions options)
      throws IOException {
    long size = part.size();
    boolean asListed = expected < 0 || !options.verifySize() || size == expected;
    if (!asListed) {
      try {
        requireSizeNow(remote, size, expected, options);
      } catch (IOException e) {
        part.spoil();
        throw e;
      }
    }
    if (options.verifyChecksum() && !options.ascii()) {
      part.requireChecksum(remote, checksums.of(remote).orElse(null));
    }
    return asListed;
  }

  private void requireSizeNow(String remote, long size, long expected, TransferOptions options)
      throws IOException {
    long now = options.expectedSize() >= 0 ? attributes.size(remote).orElse(-1) : -1;
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

  /** A listing's minute proves no version: for a part that may be kept the server is asked. */
  private TransferOptions provable(String remote, TransferOptions options) throws IOException {
    if (!options.keepPart() || !options.timeIsCoarse()) {
      return options;
    }
    Instant exact = session.modified(remote).orElse(null);
    return exact == null
        ? options.withKeepPart(false)
        : options.withListed(options.expectedSize(), exact).withTimeIsCoarse(false);
  }

  private @Nullable Queued receiveAgainIfDropped(
      String remote, PartFile part, long offset, long expected, TransferOptions options)
      throws IOException {
    try {
      return receive(remote, part, offset, expected, options);
    } catch (FtpIncompleteException e) {
      if (!runner.batches().lostToEarlyPort()) {
        throw e;
      }
      part.cutTo(offset);
      return receive(remote, part, offset, expected, options.withMoreToCome(false));
    }
  }

  /** Fetches the data; returns the question for the time, if that could be asked behind it. */
  private @Nullable Queued receive(
      String remote, PartFile part, long offset, long expected, TransferOptions options)
      throws IOException {
    OpenTransfer transfer =
        runner.begin(
            Command.of("RETR", remote),
            options.ascii() ? 'A' : 'I',
            offset,
            ahead(remote, expected, options));
    long total = expected >= 0 ? expected : options.ascii() ? -1 : transfer.sizeHint();
    if (!options.ascii()) {
      Pump.toFile(
          transfer,
          part.channel(),
          offset,
          expected,
          at -> options.listener().progress(remote, at, total));
      return transfer.behind().isEmpty() ? null : transfer.behind().get(0);
    }
    OutputStream out = Channels.newOutputStream(part.channel()); // The part closes its channel.
    try (InputStream in = NetworkText.toLocal(new ReadStream(transfer))) {
      byte[] buffer = new byte[64 << 10];
      long done = 0;
      int count;
      while ((count = in.read(buffer)) >= 0) {
        out.write(buffer, 0, count);
        done += count;
        options.listener().progress(remote, done, total);
      }
    }
    return null;
  }

  /** During a long transfer NOOPs keep the connection open, and nothing may wait behind it. */
  private static Ahead ahead(String remote, long size, TransferOptions options) {
    boolean small = size >= 0 && size <= SMALL && !options.ascii();
    boolean asksTime = small && options.keepTime() && options.timeIsCoarse();
    List<Command> behind = asksTime ? List.of(Command.of("MDTM", remote)) : List.of();
    return new Ahead(false, behind, options.moreToCome() && small, size);
  }

  /** A server that tells 0 for a file that has bytes is believed to not know: -1. */
  private long expectedSize(String remote, TransferOptions options) throws IOException {
    if (options.expectedSize() >= 0) {
      return options.expectedSize();
    }
    long size = options.verifySize() ? attributes.size(remote).orElse(-1) : -1;
    return size == 0 ? -1 : size;
  }

  private @Nullable Instant timeOf(String remote, @Nullable Queued ahead, TransferOptions options)
      throws IOException {
    Instant listed = options.modified();
    if (ahead != null) {
      Reply reply = session.collect(ahead);
      return reply.code() == 213 ? TimeVal.parse(reply.message()).orElse(listed) : listed;
    }
    boolean ask = listed == null || options.timeIsCoarse() && options.expectedSize() > SMALL;
    return ask ? session.modified(remote).orElse(listed) : listed;
  }

  /** Reads the last bytes of what is there once more and compares: never splice two files. */
  private boolean sameTail(String remote, PartFile part, long offset) throws IOException {
    byte[] ours = part.tail(offset);
    try (InputStream in =
        new ReadStream(runner.begin(Command.of("RETR", remote), 'I', offset - ours.length))) {
      return java.util.Arrays.equals(in.readNBytes(ours.length), ours);
    } catch (FtpReplyException e) {
      return false; // No REST here: begin anew.
    }
  }

  PendingUpload send(Path local, String remote, TransferOptions options) throws IOException {
    return withFile(
        local,
        options,
        (content, dated, changed) -> {
          String part =
              options.anotherPart() > 0
                  ? PartNames.anotherOfPath(remote, options.anotherPart())
                  : PartNames.ofPath(
                      remote, options.keepPart() ? dated.expectedSize() : -1, changed);
          return new UploadLadder(
                  means,
                  remote,
                  part,
                  dated,
                  ladder ->
                      withFile(local, options, (again, now, time) -> ladder.straight(again))
                          .finish())
              .send(content);
        });
  }

  private interface Sender {
    PendingUpload send(UploadContent content, TransferOptions dated, Instant changed)
        throws IOException;
  }

  private static PendingUpload withFile(Path local, TransferOptions options, Sender sender)
      throws IOException {
    if (Files.isDirectory(local)) {
      throw new IOException("\"" + local + "\" is a directory, not a file");
    }
    try (FileChannel file = FileChannel.open(local, StandardOpenOption.READ)) {
      Instant changed = Files.getLastModifiedTime(local).toInstant();
      TransferOptions dated =
          options.withListed(file.size(), options.keepTime() ? changed : options.modified());
      return sender.send(new UploadContent.OfFile(file, options.ascii()), dated, changed);
    } catch (NoSuchFileException e) {
      throw new IOException("there is no local file \"" + local + "\"", e);
    } catch (Pump.LocalFailure e) {
      throw new IOException("cannot read \"" + local + "\": " + e.getMessage(), e);
    }
  }

  TransferResult upload(InputStream source, String remote, TransferOptions options)
      throws IOException {
    return upload(new UploadContent.OfStream(source, options.ascii()), remote, options);
  }

  /** Content that cannot be opened again. */
  TransferResult upload(UploadContent content, String remote, TransferOptions options)
      throws IOException {
    TransferOptions anew = options.withResume(false).withKeepPart(false);
    return new UploadLadder(means, remote, PartNames.ofPath(remote), anew, null)
        .send(content)
        .finish();
  }
}
