package dev.ketch.ftp;

import dev.ketch.ftp.internal.local.LocalPaths;
import dev.ketch.ftp.protocol.FtpIncompleteException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A download on its way: grows under a temporary name beside its target and gets the final name
 * when it is whole. The temporary name follows from the target's, so a run that was killed leaves
 * nothing that the next one does not find; a lock keeps two runs apart.
 */
final class PartFile implements Closeable {
  private static final int TAIL = 64 << 10;

  /** From here on an interrupted download leaves its part, which the user may go on from. */
  private static final long WORTH_KEEPING = 1 << 20;

  private final Path target;
  private final Path part;
  private final LockedPart locked;
  private final FileChannel channel;
  private final boolean resume;
  private final boolean grows;
  private boolean finished;
  private boolean spoiled;

  private PartFile(Path target, Path part, LockedPart locked, boolean resume, boolean grows) {
    this.target = target;
    this.part = part;
    this.locked = locked;
    this.channel = locked.channel();
    this.resume = resume;
    this.grows = grows;
  }

  /** Opens the part of a download, a new one or one to go on from. */
  static PartFile open(Path target, TransferOptions options) throws IOException {
    boolean proven =
        options.keepPart() && options.expectedSize() >= 0 && options.modified() != null;
    boolean resume = options.resume() || proven;
    if (Files.isDirectory(target)) {
      throw new IOException(
          "\"" + LocalPaths.text(target) + "\" is a directory; name a file in it");
    }
    String text = LocalPaths.name(target);
    if (text.isEmpty()) {
      throw new IOException("\"" + target + "\" is no file name");
    }
    Path part =
        LocalPaths.sibling(
            target,
            proven
                ? PartNames.of(text, options.expectedSize(), options.modified())
                : PartNames.of(text));
    try {
      if (options.resume() && Files.notExists(part) && Files.isRegularFile(target)) {
        // The user says that what is there is the beginning of the file: work on a copy of it.
        Files.copy(target, part);
      }
      LockedPart locked = LockedPart.open(part);
      if (locked == null) {
        throw new TransferRunningException(LocalPaths.text(target));
      }
      boolean grows = !options.keepPart() && !options.ascii();
      return new PartFile(target, part, locked, resume, grows);
    } catch (AccessDeniedException e) {
      throw new IOException(
          "cannot write to \"" + LocalPaths.text(target) + "\": permission denied", e);
    } catch (NoSuchFileException e) {
      throw new IOException(
          "cannot write to \"" + LocalPaths.text(target) + "\": " + whyMissing(target), e);
    }
  }

  /** On /proc and the like a new file is "missing" although its directory is there. */
  private static String whyMissing(Path target) {
    Path directory = target.toAbsolutePath().getParent();
    return directory != null && Files.isDirectory(directory)
        ? "no file can be created in \"" + LocalPaths.text(directory) + "\""
        : "there is no directory \"" + target.getParent() + "\"";
  }

  FileChannel channel() {
    return channel;
  }

  long size() throws IOException {
    return channel.size();
  }

  /** How many bytes are there to go on from; 0 where the transfer must begin anew. */
  long resumableFrom(long expected) throws IOException {
    long size = channel.size();
    return resume && (expected < 0 || size <= expected) ? size : 0;
  }

  /** The last bytes before an offset, to be compared with the server's. */
  byte[] tail(long offset) throws IOException {
    return tail(offset, (int) Math.min(TAIL, offset));
  }

  /** So many bytes before an offset. */
  byte[] tail(long offset, int length) throws IOException {
    byte[] bytes = new byte[length];
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    long at = offset - bytes.length;
    while (buffer.hasRemaining() && channel.read(buffer, at + buffer.position()) >= 0) {
      // Until it is full.
    }
    return bytes;
  }

  void write(ByteBuffer bytes, long at) throws IOException {
    long position = at;
    try {
      while (bytes.hasRemaining()) {
        position += channel.write(bytes, position);
      }
    } catch (IOException e) {
      spoil(); // A disk that is full has its room back.
      throw e;
    }
  }

  /** Compares with a checksum that the server computed; null where it computes none. */
  void requireChecksum(String remote, @Nullable Checksum theirs) throws IOException {
    if (theirs != null && !Checksum.of(channel, theirs.algorithm()).equals(theirs)) {
      spoil();
      throw new FtpIncompleteException(
          "\"" + remote + "\" came damaged: the server computes " + theirs, true, null);
    }
  }

  void force(boolean durable) throws IOException {
    if (durable) {
      channel.force(true);
    }
  }

  void cutTo(long size) throws IOException {
    channel.truncate(size);
  }

  /** What is there is wrong: the next run must not go on from it. */
  void spoil() {
    spoiled = true;
  }

  /** Whether it has its final name, or is not to be used. */
  boolean isOver() {
    return finished || spoiled;
  }

  /** Gives the file its time and its final name. */
  void finish(@Nullable Instant time, boolean durable) throws IOException {
    force(durable);
    if (time != null) {
      Files.setLastModifiedTime(part, FileTime.from(time));
    }
    try {
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    }
    finished = true;
  }

  @Override
  public void close() throws IOException {
    try (locked) {
      if (!finished && channel.isOpen() && !isWorthKeeping()) {
        Files.deleteIfExists(part); // While it is ours.
      }
    }
  }

  /** What the options keep; and, if the thread was interrupted, what the user may go on from. */
  private boolean isWorthKeeping() throws IOException {
    boolean interrupted = grows && Thread.currentThread().isInterrupted();
    return !spoiled
        && (resume && channel.size() > 0 || interrupted && channel.size() >= WORTH_KEEPING);
  }
}
