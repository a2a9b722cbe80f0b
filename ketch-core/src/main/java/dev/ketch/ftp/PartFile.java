package dev.ketch.ftp;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
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

  private final Path target;
  private final Path part;
  private final FileChannel channel;
  private final boolean resume;
  private boolean finished;
  private boolean spoiled;

  private PartFile(Path target, Path part, FileChannel channel, boolean resume) {
    this.target = target;
    this.part = part;
    this.channel = channel;
    this.resume = resume;
  }

  static PartFile open(Path target, boolean resume) throws IOException {
    if (Files.isDirectory(target)) {
      throw new IOException("\"" + target + "\" is a directory; name a file in it");
    }
    Path name = target.getFileName();
    if (name == null) {
      throw new IOException("\"" + target + "\" is no file name");
    }
    Path part = target.resolveSibling(PartNames.of(name.toString()));
    try {
      if (resume && Files.notExists(part) && Files.isRegularFile(target)) {
        // The user says that what is there is the beginning of the file: work on a copy of it.
        Files.copy(target, part);
      }
      FileChannel channel =
          FileChannel.open(
              part, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      PartFile file = new PartFile(target, part, channel, resume);
      file.lock();
      return file;
    } catch (AccessDeniedException e) {
      throw new IOException("cannot write to \"" + target + "\": permission denied", e);
    } catch (NoSuchFileException e) {
      throw new IOException(
          "cannot write to \""
              + target
              + "\": there is no directory \""
              + target.getParent()
              + "\"",
          e);
    }
  }

  private void lock() throws IOException {
    try {
      if (channel.tryLock() != null) {
        return;
      }
    } catch (OverlappingFileLockException e) {
      // Held by this very process: the same answer.
    } catch (IOException e) {
      return; // File systems without locks (some network mounts): go on without.
    }
    finished = true; // The part belongs to the other transfer.
    channel.close();
    throw new IOException("another transfer to \"" + target + "\" is running");
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

  /** The last bytes before an offset. */
  byte[] tail(long offset) throws IOException {
    byte[] bytes = new byte[(int) Math.min(TAIL, offset)];
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    long at = offset - bytes.length;
    while (buffer.hasRemaining() && channel.read(buffer, at + buffer.position()) >= 0) {
      // Until it is full.
    }
    return bytes;
  }

  void cutTo(long size) throws IOException {
    channel.truncate(size);
  }

  /** What is there is wrong: the next run must not go on from it. */
  void spoil() {
    spoiled = true;
  }

  /** Gives the file its time and its final name. */
  void finish(@Nullable Instant time, boolean durable) throws IOException {
    if (durable) {
      channel.force(true);
    }
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
    boolean keep = finished || resume && !spoiled && channel.isOpen() && channel.size() > 0;
    channel.close();
    if (!keep) {
      Files.deleteIfExists(part);
    }
  }
}
