package dev.ketch.ftp.internal.data;

import dev.ketch.ftp.internal.control.ControlChannel;
import dev.ketch.ftp.internal.control.Queued;
import dev.ketch.ftp.internal.control.SessionState;
import dev.ketch.ftp.protocol.FtpClosedException;
import dev.ketch.ftp.protocol.FtpIncompleteException;
import dev.ketch.ftp.protocol.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the control connection while the data connection is silent. A server that gives a
 * transfer up says so there, and may leave the data connection as it is: 425 after a 150 without
 * ever connecting, 552 and no more reading. Replies are looked at and left to whom they belong.
 */
public final class ControlWatch {
  /** How often to look; before that nothing is looked at. */
  static final long EVERY_MILLIS = 100;

  /** Data that were sent before the refusal may still be on their way. */
  private static final long GRACE = Duration.ofSeconds(1).toNanos();

  /** As {@link #GRACE}, where nobody said that the transfer is over. */
  private static final long GRACE_AFTER_END = Duration.ofSeconds(3).toNanos();

  private final ControlChannel control;
  private final SessionState state;
  private final KeepAlive keepAlive;
  private @Nullable Queued sent;
  private boolean complete;

  ControlWatch(ControlChannel control, SessionState state, KeepAlive keepAlive) {
    this.control = control;
    this.state = state;
    this.keepAlive = keepAlive;
  }

  /** The transfer command is out. */
  public void sent(Queued transfer) {
    sent = transfer;
  }

  /**
   * Ends a wait that has become pointless.
   *
   * @param silence how long it has lasted, in nanoseconds
   * @param mayStillCome whether data may be on their way
   * @throws FtpIncompleteException if the server has refused the transfer: its reply is due
   * @throws FtpClosedException if the control connection has ended
   */
  void look(long silence, boolean mayStillCome) throws IOException {
    Reply refusal = refusal();
    if (refusal != null && (!mayStillCome || silence >= GRACE)) {
      if (refusal.code() == 421) {
        throw new FtpClosedException(refusal);
      }
      throw new FtpIncompleteException(
          "the server ended the transfer: \"" + refusal + "\"", true, null);
    }
    boolean lost = control.hasEnded() && refusal == null && !complete;
    if (lost && (!mayStillCome || silence >= GRACE_AFTER_END)) {
      throw new FtpClosedException(
          "the control connection was lost while data were awaited", (Throwable) null);
    }
  }

  /**
   * Takes the refusal of the transfer, and what stands before it, off the control connection.
   *
   * @return null if none has come
   */
  public @Nullable Reply takeRefusal() throws IOException {
    Queued transfer = sent;
    if (transfer == null || refusal() == null) {
      return null;
    }
    Reply reply = control.collect(transfer);
    while (!refuses(reply)) {
      reply = control.receive();
      while (state.pipelining.isEarly(reply) && control.answered(reply)) {
        reply = control.receive();
      }
    }
    return reply;
  }

  /** A 4xx or 5xx that ends the transfer, if it has come; or the 421 that ends the session. */
  private @Nullable Reply refusal() throws IOException {
    List<Reply> arrived = control.arrived();
    Queued transfer = sent;
    int before = transfer == null ? arrived.size() : control.dueBefore(transfer);
    int own = Math.min(Math.max(0, before), arrived.size());
    for (Reply reply : arrived.subList(0, own)) {
      if (reply.code() == 421) {
        return reply;
      }
    }
    List<Reply> after = arrived.subList(own, arrived.size());
    if (before < 0) {
      return lastReply(after, control.due());
    }
    if (after.isEmpty() || refuses(after.get(0))) {
      return after.isEmpty() ? null : after.get(0);
    }
    complete |= after.get(0).code() == 226 || after.get(0).code() == 250;
    return complete ? null : lastReply(after.subList(1, after.size()), control.due() - before - 1);
  }

  /** The transfer's last reply is the first that cannot be that of a NOOP or of what is behind. */
  private @Nullable Reply lastReply(List<Reply> arrived, int commandsBehind) {
    int behind = commandsBehind;
    int noops = keepAlive.unanswered();
    for (Reply reply : arrived) {
      if (reply.isPreliminary()) {
        continue;
      }
      if (noops > 0 && KeepAlive.isReply(reply)) {
        noops--;
      } else if (behind > 0 && state.pipelining.isEarly(reply)) {
        behind--;
      } else {
        complete = !refuses(reply);
        return complete ? null : reply;
      }
    }
    return null;
  }

  private static boolean refuses(Reply reply) {
    return reply.isTransient() || reply.isPermanent();
  }
}
