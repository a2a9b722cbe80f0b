package dev.ketch.sync;

import dev.ketch.ftp.protocol.FtpException;
import dev.ketch.ftp.protocol.FtpNameException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A worker's sessions: opened when needed, replaced when they have died. */
final class WorkerSessions {
  private final Connector connector;
  private final AtomicInteger all;
  private volatile @Nullable SessionPair pair;
  private boolean counted;
  private final Deque<Unsettled> unsettled = new ArrayDeque<>();
  private @Nullable SyncAction lastLeft;
  private @Nullable Thread opening;
  private boolean cut;

  /**
   * An action that is done but for its last step.
   *
   * @param since when its last byte had come, by {@link System#nanoTime}
   */
  record Unsettled(SyncAction action, Performer.Rest rest, long since) {
    Unsettled(SyncAction action, Performer.Rest rest) {
      this(action, rest, System.nanoTime());
    }
  }

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
  synchronized void leave(Unsettled action) {
    unsettled.add(action);
    lastLeft = action.action();
  }

  /** Another action begins. */
  synchronized void begin() {
    lastLeft = null;
  }

  /** Whether the end of this action was left, to be brought about by whoever takes it. */
  synchronized boolean hasLeft(SyncAction action) {
    return lastLeft == action;
  }

  /** Whether it is time for the ends that were left. */
  synchronized boolean isDue() {
    Unsettled first = unsettled.peek();
    return first != null && unsettled.size() >= first.rest().copy().mayWait();
  }

  /** All that was left, which others may take meanwhile. */
  synchronized List<Unsettled> unsettled() {
    return List.copyOf(unsettled);
  }

  /** The first of what was left, or null; it is the caller's now. */
  synchronized @Nullable Unsettled takeUnsettled() {
    return unsettled.poll();
  }

  /** Takes one of those that were left; false if somebody else was quicker. */
  synchronized boolean take(Unsettled one) {
    return unsettled.remove(one);
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
      opened = connect();
    } catch (FtpException e) {
      if (all.get() > 0 && !(e instanceof FtpNameException)) {
        return null;
      }
      throw e;
    }
    pair = opened;
    all.incrementAndGet();
    counted = true;
    synchronized (this) {
      requireUncut();
    }
    return opened;
  }

  private SessionPair connect() throws IOException {
    synchronized (this) {
      requireUncut();
      opening = Thread.currentThread();
    }
    try {
      return connector.open();
    } finally {
      synchronized (this) {
        opening = null;
        if (cut) {
          Thread.interrupted(); // It has done its work.
        }
      }
    }
  }

  private void requireUncut() throws IOException {
    if (cut) {
      throw new InterruptedIOException("the run has ended");
    }
  }

  /** The run ends: connections are cut, also those that are being made. From any thread. */
  void cut() {
    synchronized (this) {
      cut = true;
      if (opening != null) {
        opening.interrupt();
      }
    }
    disconnect();
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
