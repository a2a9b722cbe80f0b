package dev.ketch.ftp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A file that all runs of one user on one machine share. A lock is one byte of it, chosen by a
 * hash, and ends with its process, whatever ends that. At the file's beginning stands a random
 * mark: who reads the same mark shares the locks.
 */
final class MachineLocks {
  private static final int MARK_LENGTH = 6;
  private static final long FIRST = 1024;
  private static final int TRIES = 50;
  private static final String DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz";

  private final String mark;
  private final @Nullable FileChannel channel;
  private final Set<String> keys = ConcurrentHashMap.newKeySet();

  private MachineLocks(String mark, @Nullable FileChannel channel) {
    this.mark = mark;
    this.channel = channel;
  }

  /**
   * Without a file that can be locked: a mark that nobody else has, and locks for this process
   * alone.
   */
  static MachineLocks open(Path file) {
    try {
      Path directory = file.toAbsolutePath().getParent();
      if (directory != null) {
        Files.createDirectories(directory);
      }
      FileChannel channel =
          FileChannel.open(
              file,
              LinkOption.NOFOLLOW_LINKS, // It may lie where others can write.
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      try {
        return new MachineLocks(markOf(channel), channel);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      return new MachineLocks(random(), null);
    }
  }

  String mark() {
    return mark;
  }

  /** A lock for a key, or null where somebody holds it, in this process or another. */
  @Nullable Held tryLock(String key) {
    if (!keys.add(key)) {
      return null;
    }
    if (channel == null) {
      return new Held(key, null);
    }
    // Java would close the channel of an interrupted thread, and end all locks.
    boolean interrupted = Thread.interrupted();
    try {
      FileLock lock = channel.tryLock(FIRST + (hash(key) >>> 2), 1, false);
      if (lock != null) {
        return new Held(key, lock);
      }
    } catch (OverlappingFileLockException e) {
      // Held by another key with the same hash, or by the same classes loaded twice.
    } catch (IOException e) {
      return new Held(key, null); // A file system that knows no locks after all.
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    keys.remove(key);
    return null;
  }

  /** A lock that is held. */
  final class Held {
    private final String key;
    private final @Nullable FileLock lock;
    private boolean released;

    private Held(String key, @Nullable FileLock lock) {
      this.key = key;
      this.lock = lock;
    }

    void release() {
      if (released) {
        return;
      }
      released = true;
      try {
        if (lock != null) {
          lock.release();
        }
      } catch (IOException e) {
        // It ends with the process then.
      } finally {
        keys.remove(key);
      }
    }
  }

  private static String markOf(FileChannel channel) throws IOException {
    FileLock alone = null;
    for (int i = 0; alone == null && i < TRIES; i++) {
      alone = channel.tryLock(0, 1, false);
      if (alone == null) {
        pause();
      }
    }
    if (alone == null) {
      throw new IOException("the lock file is held by another program");
    }
    try {
      ByteBuffer bytes = ByteBuffer.allocate(MARK_LENGTH);
      while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) >= 0) {
        // Until it is full, or the file at its end.
      }
      String mark = new String(bytes.array(), StandardCharsets.US_ASCII);
      if (mark.chars().allMatch(c -> DIGITS.indexOf(c) >= 0)) {
        return mark;
      }
      String made = random();
      channel.write(ByteBuffer.wrap(made.getBytes(StandardCharsets.US_ASCII)), 0);
      return made;
    } finally {
      alone.release();
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(10);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static String random() {
    SecureRandom random = new SecureRandom();
    StringBuilder mark = new StringBuilder();
    for (int i = 0; i < MARK_LENGTH; i++) {
      mark.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
    }
    return mark.toString();
  }

  /** FNV-1a, in 64 bits. */
  private static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }
}
