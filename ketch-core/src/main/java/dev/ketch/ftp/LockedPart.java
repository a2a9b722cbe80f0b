package dev.ketch.ftp;

import dev.ketch.ftp.internal.file.SteadyChannel;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A file under a temporary name that nobody else is writing, neither in this process nor in
 * another. Whoever renames or removes a part holds it.
 */
final class LockedPart implements Closeable {
  private static final int TRIES = 10;

  /** To close a second channel of the same file would end the first one's lock (POSIX). */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path key;
  private final FileChannel channel;

  private LockedPart(Path key, FileChannel channel) {
    this.key = key;
    this.channel = channel;
  }

  /**
   * Opens a part, or makes it if there is none.
   *
   * @return null if somebody else is writing it
   */
  static @Nullable LockedPart open(Path part) throws IOException {
    Path key = part.toAbsolutePath().normalize();
    if (!HELD.add(key)) {
      return null;
    }
    FileChannel channel = null;
    try {
      for (int i = 0; channel == null && i < TRIES; i++) {
        channel = openOnce(part);
      }
    } finally {
      if (channel == null) {
        HELD.remove(key);
      }
    }
    return channel == null
        ? null
        : new LockedPart(key, new SteadyChannel(channel, () -> openAgain(part)));
  }

  /** Null if somebody else has it, or was quicker. */
  private static @Nullable FileChannel openOnce(Path part) throws IOException {
    try {
      FileChannel made =
          FileChannel.open(
              part,
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      return lockedOrClosed(made, () -> Files.exists(part, LinkOption.NOFOLLOW_LINKS));
    } catch (FileAlreadyExistsException e) {
      return openExisting(part);
    }
  }

  private static @Nullable FileChannel openExisting(Path part) throws IOException {
    try {
      Object file = identity(part);
      FileChannel found =
          FileChannel.open(
              part, LinkOption.NOFOLLOW_LINKS, StandardOpenOption.READ, StandardOpenOption.WRITE);
      return lockedOrClosed(found, () -> Objects.equals(file, identity(part)));
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  /** After an interrupt has closed it, and ended its lock. */
  private static FileChannel openAgain(Path part) throws IOException {
    FileChannel channel = openExisting(part);
    if (channel == null) {
      throw new IOException("\"" + part + "\" was taken over by another transfer");
    }
    return channel;
  }

  /** Whether the name still belongs to the file that was opened. */
  @FunctionalInterface
  interface Check {
    boolean holds() throws IOException;
  }

  /**
   * Between our opening a part and our locking it, its owner may have given it its final name: what
   * is locked then is a finished file, and must not be touched.
   */
  static @Nullable FileChannel lockedOrClosed(FileChannel channel, Check stillThere)
      throws IOException {
    boolean ours = false;
    try {
      ours = lock(channel) && stillThere.holds();
    } catch (NoSuchFileException e) {
      // It is not there any more.
    } finally {
      if (!ours) {
        channel.close();
      }
    }
    return ours ? channel : null;
  }

  private static boolean lock(FileChannel channel) {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    } catch (IOException e) {
      return true; // File systems without locks (some network mounts): go on without.
    }
  }

  private static @Nullable Object identity(Path part) throws IOException {
    return Files.readAttributes(part, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .fileKey();
  }

  FileChannel channel() {
    return channel;
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      HELD.remove(key);
    }
  }
}
