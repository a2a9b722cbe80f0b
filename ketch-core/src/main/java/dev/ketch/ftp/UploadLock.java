package dev.ketch.ftp;

import java.io.Closeable;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps two uploads to one name apart: those of this process, and those of this user's other
 * processes on this machine. Other machines use other temporary names ({@link PartNames#onServer}).
 * A night's run that is still busy when the next one begins is a common thing.
 */
public final class UploadLock implements Closeable {
  private static final MachineLocks MACHINE =
      MachineLocks.open(UserState.directory().resolve("uploads.lock"));
  private static final Set<String> HELD = ConcurrentHashMap.newKeySet();

  private final String key;
  private final MachineLocks.Held held;
  private boolean open = true;

  private UploadLock(String key, MachineLocks.Held held) {
    this.key = key;
    this.held = held;
  }

  /** The lock on a name of a session's server, or null while somebody else holds it. */
  public static @Nullable UploadLock tryTake(FtpSession session, String path) {
    FtpConfig config = session.config();
    String key =
        config.host() + ":" + config.port() + " " + config.credentials().user() + " " + path;
    if (!HELD.add(key)) {
      return null;
    }
    MachineLocks.Held held = MACHINE.tryLock(key);
    if (held == null) {
      HELD.remove(key);
      return null;
    }
    return new UploadLock(key, held);
  }

  /**
   * The lock on the temporary name of an upload.
   *
   * @param target the final name, for the message
   * @throws TransferRunningException if somebody else holds it; the session goes on
   */
  public static UploadLock take(FtpSession session, String part, String target)
      throws TransferRunningException {
    UploadLock lock = tryTake(session, part);
    if (lock == null) {
      throw new TransferRunningException(target);
    }
    return lock;
  }

  /** What the temporary names of this machine's uploads have in common. */
  static String machine() {
    return MACHINE.mark();
  }

  @Override
  public void close() {
    if (open) {
      open = false;
      held.release();
      HELD.remove(key);
    }
  }
}
