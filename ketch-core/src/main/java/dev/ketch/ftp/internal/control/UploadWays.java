package dev.ketch.ftp.internal.control;

import dev.ketch.ftp.protocol.FtpReplyException;
import java.io.InterruptedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * By which way files get to their names on this server, as far as uploads have found out. Kept for
 * each directory, since rights differ between them; a directory that is not known yet begins with
 * what was found last. Shared by the sessions of a client.
 */
public final class UploadWays {
  /** The ways, the safest first. */
  public enum Way {
    /** A temporary name with a dot in front, then a rename. */
    DOTTED,
    /** The same without the dot: Pure-FTPd refuses dots to anonymous users. */
    PLAIN,
    /** Straight to the final name: vsftpd lets anonymous users rename nothing. */
    IN_PLACE
  }

  private static final int MOST = 1000;
  private static final long PATIENCE = 60;

  private final ReentrantLock finding = new ReentrantLock();
  private final Map<String, Way> byDirectory = recent();
  private final Map<String, String> unfinished = recent();
  private final Map<String, FtpReplyException> occupied = recent();
  private final Set<String> said = ConcurrentHashMap.newKeySet();

  /** Whether names that are no UTF-8 keep their bytes here; null while that is not known. */
  public volatile @Nullable Boolean keepsBytes;

  private volatile @Nullable Way last;
  private volatile boolean dotsTaken;

  private static <V> Map<String, V> recent() {
    return new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        return size() > MOST;
      }
    };
  }

  /** Whether any upload has found a way. */
  public boolean isKnown() {
    return last != null;
  }

  /** The way to begin with in a directory. */
  public Way first(String directory) {
    synchronized (byDirectory) {
      Way found = byDirectory.get(directory);
      Way before = last;
      return found != null ? found : before != null ? before : Way.DOTTED;
    }
  }

  /** Whether a file has got its name in this directory by a way. */
  public boolean isProven(String directory, Way way) {
    synchronized (byDirectory) {
      return byDirectory.get(directory) == way;
    }
  }

  /** A way works in a directory. */
  public void found(String directory, Way way) {
    synchronized (byDirectory) {
      byDirectory.put(directory, way);
      last = last == null ? way : last;
    }
  }

  /**
   * A directory lets nothing be renamed.
   *
   * @param leftover a temporary file stays there, so no other directory is to be tried
   */
  public void noRename(String directory, boolean leftover) {
    synchronized (byDirectory) {
      byDirectory.put(directory, Way.IN_PLACE);
      last = last == null || leftover ? Way.IN_PLACE : last;
    }
  }

  /** The server took a name with a dot in front: what it refuses is refused for another reason. */
  public void dotTaken() {
    dotsTaken = true;
  }

  /** Whether it did. */
  public boolean takesDots() {
    return dotsTaken;
  }

  /** What is in a directory can neither be replaced by a rename nor deleted. */
  public void replacesNothing(String directory, FtpReplyException why) {
    synchronized (occupied) {
      occupied.put(directory, why);
    }
  }

  /** Why it cannot, or null if that was not seen. */
  public @Nullable FtpReplyException refusedReplacing(String directory) {
    synchronized (occupied) {
      return occupied.get(directory);
    }
  }

  /** A partial file of ours may be under its final name: which version, or null if it is not. */
  public void unfinished(String path, @Nullable String version) {
    synchronized (unfinished) {
      if (version == null) {
        unfinished.remove(path);
      } else {
        unfinished.put(path, version);
      }
    }
  }

  /** Whether what is under a final name is the beginning of this version, sent by us. */
  public boolean isUnfinished(String path, String version) {
    synchronized (unfinished) {
      return version.equals(unfinished.get(path));
    }
  }

  /** True for the first who asks: what is to be said about the server is said once. */
  public boolean firstToSay(String topic) {
    return said.add(topic);
  }

  /**
   * Waits for whoever is finding out the way. Not for ever: an upload that takes minutes is not
   * worth that, and the worst that comes of it is another leftover.
   *
   * @return the turn to find it out
   */
  public Turn turn() throws InterruptedIOException {
    try {
      return new Turn(finding.tryLock(PATIENCE, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while another upload was finding the way");
    }
  }

  /** The turn of one thread. */
  public final class Turn implements AutoCloseable {
    private boolean held;

    private Turn(boolean held) {
      this.held = held;
    }

    /** Lets the next one have it, before this one is done. */
    public void pass() {
      if (held) {
        held = false;
        finding.unlock();
      }
    }

    @Override
    public void close() {
      pass();
    }
  }
}
