package dev.ketch.ftp.internal.control;

import dev.ketch.ftp.protocol.Features;
import java.time.ZoneOffset;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What the sessions of one client have found out about their server, so that none of them has to
 * find it out again. Written by any of them; a value that is lost in a race is learned once more.
 */
public final class ServerMemory {
  /** What FEAT told the last session, and the greeting it belongs to. */
  private volatile @Nullable Known known;

  private record Known(String welcome, Features features) {}

  /** The features of a server that greets like this, or null if they are not known. */
  @Nullable Features features(String welcome) {
    Known last = known;
    return last != null && last.welcome().equals(welcome) ? last.features() : null;
  }

  void remember(String welcome, Features features) {
    known = new Known(welcome, features);
  }

  /** Held while the first EPSV is on its way: no other session asks before that is answered. */
  public final ReentrantLock firstEpsv = new ReentrantLock();

  /** EPSV has been answered, in whatever words: it reaches the server. */
  public volatile boolean epsvAnswered;

  /** EPSV did not work here: go on with PASV. */
  public volatile boolean epsvFailed;

  /**
   * It failed by silence alone. A slow server is silent too, so EPSV is asked once more, with more
   * time, where PASV is refused.
   */
  public volatile boolean epsvSilent;

  /** A passive connection has been made by the way in use, so the next may be started early. */
  public volatile boolean passiveProven;

  /** The server wants PRET before PASV (distributed servers such as drftpd). */
  public volatile boolean needsPret;

  /** MLSD did not work here, or is of no use. */
  public volatile boolean mlsdFailed;

  /** MLSD shows the directory itself, so that nothing at all means trouble. */
  public volatile boolean mlsdShowsItself;

  /** {@code LIST -a} did not work here. */
  public volatile boolean listAllFailed;

  /** {@code LIST -a} was compared with LIST, and is not taken for a name. */
  public volatile boolean listAllProven;

  /** {@code LIST -a} shows the directory itself, so that nothing at all means trouble. */
  public volatile boolean listAllShowsDots;

  /** What LIST's times are ahead of UTC, or null while that is not known. */
  public volatile @Nullable ZoneOffset zone;

  /** How uploads get to their names here. */
  public final UploadWays uploads = new UploadWays();
}
