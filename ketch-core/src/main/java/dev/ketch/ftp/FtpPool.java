package dev.ketch.ftp;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A bounded number of sessions to one server, handed out one lease at a time. Safe for any number
 * of threads. A session that has been idle for a while is asked NOOP before it is handed out again,
 * and one whose working directory was changed is closed instead: every lease begins in the login
 * directory.
 */
public final class FtpPool implements AutoCloseable {
  private static final long CHECK_AFTER = Duration.ofSeconds(15).toNanos();

  private final FtpClient client;
  private final Duration patience;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition freed = lock.newCondition();
  private final Deque<Idle> idle = new ArrayDeque<>();
  private final int most;
  private int out;
  private boolean closed;

  private record Idle(FtpSession session, long since) {}

  /**
   * A pool that opens no session until one is asked for.
   *
   * @param most sessions open at once
   * @param patience how long {@link #lease} waits for one to come back
   */
  public FtpPool(FtpClient client, int most, Duration patience) {
    if (most < 1) {
      throw new IllegalArgumentException("a pool needs at least one session");
    }
    this.client = client;
    this.most = most;
    this.patience = patience;
  }

  /** A session on loan; closing the lease gives it back. */
  public final class Lease implements AutoCloseable {
    private final FtpSession session;
    private boolean returned;

    private Lease(FtpSession session) {
      this.session = session;
    }

    /** The session, to be used until the lease is closed and no longer. */
    public FtpSession session() {
      return session;
    }

    @Override
    public void close() {
      if (!returned) {
        returned = true;
        giveBack(session);
      }
    }
  }

  /**
   * A session, logged in and alive.
   *
   * @throws IOException if none came back in time, or a new one cannot be opened
   */
  public Lease lease() throws IOException {
    Idle found = take();
    try {
      if (found != null && alive(found)) {
        return new Lease(found.session());
      }
      return new Lease(client.connect());
    } catch (Throwable e) {
      release(null);
      throw e;
    }
  }

  private @Nullable Idle take() throws IOException {
    long left = patience.toNanos();
    lock.lock();
    try {
      while (out == most && !closed) {
        if (left <= 0) {
          throw new IOException(
              "no session came free within "
                  + patience.toSeconds()
                  + " s; all "
                  + most
                  + " are out");
        }
        left = freed.awaitNanos(left);
      }
      if (closed) {
        throw new IOException("the pool is closed");
      }
      out++;
      return idle.pollLast();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for a session");
    } finally {
      lock.unlock();
    }
  }

  private static boolean alive(Idle found) {
    if (System.nanoTime() - found.since() < CHECK_AFTER) {
      return true;
    }
    try {
      found.session().noop();
      return true;
    } catch (IOException e) {
      found.session().disconnect();
      return false;
    }
  }

  private void giveBack(FtpSession session) {
    boolean idle = session.isIdle();
    // The next lease's relative paths begin at the login directory.
    boolean reusable = idle && session.isOpen() && session.isAtLogin();
    if (!idle) {
      session.disconnect();
    } else if (!reusable) {
      session.close();
    }
    release(reusable ? session : null);
  }

  private void release(@Nullable FtpSession session) {
    boolean surplus = false;
    lock.lock();
    try {
      out--;
      if (session != null && !closed) {
        idle.addLast(new Idle(session, System.nanoTime()));
      } else {
        surplus = session != null;
      }
      freed.signal();
    } finally {
      lock.unlock();
    }
    if (surplus && session != null) {
      session.close();
    }
  }

  /** Closes idle sessions now and leased ones as they come back. */
  @Override
  public void close() {
    Deque<Idle> closing;
    lock.lock();
    try {
      closed = true;
      closing = new ArrayDeque<>(idle);
      idle.clear();
      freed.signalAll();
    } finally {
      lock.unlock();
    }
    closing.forEach(i -> i.session().close());
  }
}
