package dev.ketch.ftp;

import dev.ketch.ftp.internal.control.Queued;
import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file that is on the server, whole and verified, but whose name and time the server has not yet
 * confirmed. The session may go on meanwhile: this saves the round trip between two uploads. To
 * servers that want one command at a time nothing is left open.
 */
public final class PendingUpload implements Closeable {
  /** What happens when the server has confirmed the name, or has not. */
  interface Ending {
    void named();

    /** Sends the file by another way; null if that would not help. */
    @Nullable TransferResult failed(Throwable e) throws IOException;
  }

  private final IntoPlace place;
  private final TransferResult result;
  private final @Nullable Instant time;
  private final @Nullable Queued renamed;
  private final @Nullable Queued timed;
  private @Nullable UploadLock lock;
  private @Nullable Ending ending;

  PendingUpload(
      IntoPlace place,
      TransferResult result,
      @Nullable Instant time,
      @Nullable Queued renamed,
      @Nullable Queued timed) {
    this.place = place;
    this.result = result;
    this.time = time;
    this.renamed = renamed;
    this.timed = timed;
  }

  /** One for which there is nothing to wait. */
  static PendingUpload done(IntoPlace place, TransferResult result) {
    return new PendingUpload(place, result, null, null, null);
  }

  /** Waits until there is nothing to wait for. */
  PendingUpload finished() throws IOException {
    return done(place, finish());
  }

  /** Whether there is something to wait for. */
  boolean isOpen() {
    return renamed != null;
  }

  /**
   * Waits until the file has its name and its time. To be called once, while no transfer is open on
   * the session, before that is given to anybody else. Where the server turns out not to rename,
   * the file is sent again, straight to its name.
   *
   * @return how much was sent
   * @throws IOException if the server refused the name, or the session died before it replied: then
   *     the file may have its name or not, and is to be sent again
   */
  public TransferResult finish() throws IOException {
    try (this) {
      return renamed == null ? result : settle(renamed);
    }
  }

  private TransferResult settle(Queued renaming) throws IOException {
    try {
      place.settle(time, renaming, timed);
    } catch (Throwable e) {
      TransferResult instead = ending == null ? null : ending.failed(e);
      if (instead == null) {
        throw e;
      }
      return instead;
    }
    if (ending != null) {
      ending.named();
    }
    return result;
  }

  /** No longer waits for the server: whether the file has its name is not known then. */
  @Override
  public void close() {
    if (lock != null) {
      lock.close();
      lock = null;
    }
  }

  /** Holds a lock until it is finished or closed. */
  PendingUpload locked(UploadLock held) {
    lock = held;
    return this;
  }

  PendingUpload endedBy(Ending value) {
    ending = value;
    return this;
  }
}
