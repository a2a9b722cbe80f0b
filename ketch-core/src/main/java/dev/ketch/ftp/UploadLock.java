package dev.ketch.ftp;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Keeps two uploads to one name apart: those of this process, and those of this user's other
 * processes on this machine. Other machines use other temporary names ({@link PartNames#onServer}).
 * A night's run that is still busy when the next one begins is a common thing.
 */
public final class UploadLock implements Closeable {
  private static final MachineLocks MACHINE =
      MachineLocks.open(UserState.directory().resolve("uploads-" + host() + ".lock"));

  private final MachineLocks.Held held;

  private UploadLock(MachineLocks.Held held) {
    this.held = held;
  }

  /** The lock on a name of a session's server, or null while somebody else holds it. */
  public static @Nullable UploadLock tryTake(FtpSession session, String path) {
    FtpConfig config = session.config();
    String key =
        config.host() + ":" + config.port() + " " + config.credentials().user() + " " + path;
    MachineLocks.Held held = MACHINE.tryLock(key);
    return held == null ? null : new UploadLock(held);
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

  /** Without asking the network. Machines that share a home directory may not share locks in it. */
  private static String host() {
    String name = null;
    try {
      name = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    } catch (IOException | RuntimeException e) {
      // Not Linux.
    }
    name = name != null ? name : System.getenv("COMPUTERNAME");
    name = name != null ? name : System.getenv("HOSTNAME");
    return name == null ? "here" : name.replaceAll("[^A-Za-z0-9.-]", "_");
  }

  /** What the temporary names of this machine's uploads have in common. */
  static String machine() {
    return MACHINE.mark();
  }

  @Override
  public void close() {
    held.release();
  }
}
