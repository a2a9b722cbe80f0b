package dev.ketch.ftp.internal.data;

import dev.ketch.ftp.internal.control.ControlChannel;
import dev.ketch.ftp.internal.control.SessionState;
import dev.ketch.ftp.protocol.Command;
import dev.ketch.ftp.protocol.Reply;
import java.io.IOException;
import java.time.Duration;

/**
 * Sends NOOP on the control connection while data flows, so that routers do not forget it. Replies
 * are not awaited here; {@link #unanswered()} tells how many the end of the transfer must expect.
 */
public final class KeepAlive {
  private final ControlChannel control;
  private final ControlWatch watch;
  private final long interval;
  private long next;
  private int unanswered;
  private boolean stopped;

  /** Begins to count from now. */
  public KeepAlive(ControlChannel control, SessionState state, Duration interval) {
    this.control = control;
    this.watch = new ControlWatch(control, state, this);
    this.interval = interval.toNanos();
    this.next = System.nanoTime() + this.interval;
    // Before the transfer has begun a NOOP would come between its command and its reply.
    this.stopped = true;
  }

  /** What is heard on the control connection while data are awaited. */
  public ControlWatch watch() {
    return watch;
  }

  /** 200 is NOOP's own; servers that do not take it during a transfer answer 5xx other than 55x. */
  public static boolean isReply(Reply reply) {
    return reply.code() == 200 || reply.code() >= 500 && reply.code() < 504;
  }

  /** The transfer has begun. */
  public void start() {
    stopped = false;
    next = System.nanoTime() + interval;
  }

  /** The transfer has ended: no more NOOPs. */
  public void stop() {
    stopped = true;
  }

  /** NOOPs whose replies have not been read. */
  public int unanswered() {
    return unanswered;
  }

  void tick() throws IOException {
    if (!stopped && System.nanoTime() - next >= 0) {
      next = System.nanoTime() + interval;
      // More than a few unread replies would fill up a server that answers only afterwards.
      if (unanswered < 1000) {
        control.send(Command.of("NOOP"));
        unanswered++;
      }
    }
  }

  long untilNext() {
    return stopped ? Long.MAX_VALUE : Math.max(1, (next - System.nanoTime()) / 1_000_000 + 1);
  }
}
