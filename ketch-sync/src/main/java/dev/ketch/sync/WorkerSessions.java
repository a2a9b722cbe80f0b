package dev.ketch.sync;

import dev.ketch.ftp.protocol.FtpException;
import dev.ketch.ftp.protocol.FtpNameException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A worker's sessions: opened when needed, replaced when they have died. */
final class WorkerSessions {
  private final Connector connector;
  private final AtomicInteger all;
  private volatile @Nullable SessionPair pair;
  private boolean counted;
  private final Deque<Unsettled> unsettled = new ArrayDeque<>();

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

  /** Leaves the end of an action to a later one. */
  void leave(Unsettled action) {
    unsettled.add(action);
  }

  /** Whether the end of this action was left. */
  boolean hasLeft(SyncAction action) {
    Unsettled last = unsettled.peekLast();
    return last != null && last.action() == action;
  }

  /** Whether it is time for the ends that were left. */
  boolean isDue() {
    Unsettled first = unsettled.peek();
    return first != null && unsettled.size() >= first.rest().copy().mayWait();
  }

  /** Does first what may be done for all that was left before any of it is finished. */
  void prepare() {
    for (Unsettled each : unsettled) {
      try {
        each.rest().copy().prepare();
      } catch (IOException | RuntimeException e) {
        // It fails again when it is finished, and is told then.
      }
    }
  }

  /** The first of what was left, or null; it is the caller's now. */
  @Nullable Unsettled takeUnsettled() {
    return unsettled.poll();
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
    SessionPair had = pair;
    if (had != null && had.isOpen()) {
      return had;
    }
    close();
    SessionPair opened;
    try {
      opened = connector.open();
    } catch (FtpException e) {
      if (all.get() > 0 && !(e instanceof FtpNameException)) {
        return null;
      }
      throw e;
    }
    pair = opened;
    all.incrementAndGet();
    counted = true;
    return opened;
  }

  /**
   * The worker goes: nothing that it has left comes to an end any more.
   *
   * @return how many actions that were
   */
  int giveUp() {
    int count = 0;
    for (Unsettled each = takeUnsettled(); each != null; each = takeUnsettled()) {
      count++;
      try {
        each.rest().copy().giveUp();
      } catch (IOException | RuntimeException e) {
        // The next run removes it.
      }
    }
    return count;
  }

  /** Cuts the connections, from any thread: whoever waits for them fails. */
  void disconnect() {
    SessionPair now = pair;
    if (now != null) {
      now.disconnect();
    }
  }

  void close() {
    if (counted) {
      all.decrementAndGet();
      counted = false;
    }
    SessionPair now = pair;
    if (now != null) {
      now.close();
    }
  }
}
