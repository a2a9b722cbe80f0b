package dev.ketch.sync;

import dev.ketch.ftp.protocol.FtpClosedException;
import dev.ketch.ftp.protocol.FtpConnectException;
import dev.ketch.ftp.protocol.FtpLoginException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A worker's sessions: opened when needed, replaced when they have died. */
final class WorkerSessions {
  private final Connector connector;
  private final AtomicInteger all;
  private @Nullable SessionPair pair;
  private boolean counted;
  private @Nullable Unsettled unsettled;

  /** An action that is done but for the server's last word. */
  record Unsettled(SyncAction action, Performer.Rest rest) {}

  /**
   * Begins with sessions that are open already and counted, or with none.
   *
   * @param all how many workers have theirs
   */
  WorkerSessions(Connector connector, AtomicInteger all, @Nullable SessionPair given) {
    this.connector = connector;
    this.all = all;
    pair = given;
    counted = given != null;
  }

  /** What it has by now, open or not. */
  @Nullable SessionPair current() {
    return pair;
  }

  /** Leaves the end of an action to the next one. */
  void leave(Unsettled action) {
    unsettled = action;
  }

  /** Whether the end of this action was left. */
  boolean hasLeft(SyncAction action) {
    return unsettled != null && unsettled.action() == action;
  }

  /** What was left, or null; it is the caller's now. */
  @Nullable Unsettled takeUnsettled() {
    Unsettled left = unsettled;
    unsettled = null;
    return left;
  }

  /** While the first worker lists, the others log in; whether that worked shows at their work. */
  void openEarly() {
    try {
      open();
    } catch (IOException e) {
      // Tried again, and told, when there is something to do.
    }
  }

  /** Open sessions, or null if a server lets in no more and other workers have theirs. */
  @Nullable SessionPair open() throws IOException {
    if (pair != null && pair.isOpen()) {
      return pair;
    }
    close();
    try {
      pair = connector.open();
    } catch (FtpClosedException | FtpLoginException | FtpConnectException e) {
      if (all.get() > 0) {
        return null;
      }
      throw e;
    }
    all.incrementAndGet();
    counted = true;
    return pair;
  }

  void close() {
    if (counted) {
      all.decrementAndGet();
      counted = false;
    }
    if (pair != null) {
      pair.close();
    }
  }
}
