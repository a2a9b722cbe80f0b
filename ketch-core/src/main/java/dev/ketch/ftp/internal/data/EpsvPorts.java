package dev.ketch.ftp.internal.data;

import dev.ketch.ftp.internal.control.ControlChannel;
import dev.ketch.ftp.internal.control.Queued;
import dev.ketch.ftp.internal.control.ServerMemory;
import dev.ketch.ftp.internal.control.SessionState;
import dev.ketch.ftp.internal.control.SwallowedException;
import dev.ketch.ftp.options.Timeouts;
import dev.ketch.ftp.protocol.Command;
import dev.ketch.ftp.protocol.Reply;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks EPSV. Load balancers and firewalls that inspect FTP swallow it, or cut the connection for
 * it, and let everything else pass. So until it has been answered once, the wait for it is brief.
 */
final class EpsvPorts {
  static final Command EPSV = Command.of("EPSV");

  /** Servers close a data port that nobody comes to, after half a minute and more. */
  private static final long PORT_LIVES = Duration.ofSeconds(15).toNanos();

  private static final Duration MOST_BRIEF = Duration.ofSeconds(5);

  private final ControlChannel control;
  private final SessionState state;
  private final ServerMemory server;
  private final Timeouts timeouts;

  EpsvPorts(ControlChannel control, SessionState state, Timeouts timeouts) {
    this.control = control;
    this.state = state;
    this.server = state.server;
    this.timeouts = timeouts;
  }

  /** How long to wait for what may never come where there is another way. */
  static Duration brief(Duration whole) {
    Duration third = whole.dividedBy(3);
    return third.compareTo(MOST_BRIEF) < 0 ? third : MOST_BRIEF;
  }

  /** EPSV has worked after all: from here on it is given all the time it needs. */
  void works() {
    server.epsvAnswered = true;
    server.epsvSilent = false;
    server.epsvFailed = false;
  }

  /** The reply to EPSV, for those who want nothing else. */
  Reply answer() throws IOException {
    try {
      return ask(timeouts.reply());
    } catch (SwallowedException e) {
      throw e.why();
    }
  }

  /**
   * The reply to EPSV; null if it is known not to work.
   *
   * @throws SwallowedException if it was not answered: EPSV is known not to work now, or will be
   *     tried with less patience if it has worked before
   */
  @Nullable Reply answerIfItWorks() throws IOException {
    if (server.epsvAnswered || server.epsvFailed) {
      return server.epsvFailed ? null : askOnceMore();
    }
    // Of the sessions that begin together one finds out, and the others wait for what it finds.
    boolean first = lockFirst();
    try {
      return server.epsvFailed ? null : server.epsvAnswered ? askOnceMore() : askFirst();
    } finally {
      if (first) {
        server.firstEpsv.unlock();
      }
    }
  }

  private boolean lockFirst() throws IOException {
    try {
      // Longer than the first one waits, or all the others would ask when that has just failed.
      return server.firstEpsv.tryLock(timeouts.reply().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the transfer was interrupted");
    }
  }

  private Reply askFirst() throws IOException {
    try {
      return ask(brief(timeouts.reply()));
    } catch (SwallowedException e) {
      server.epsvSilent = true;
      server.epsvFailed = true;
      throw e;
    }
  }

  /** A session may just be over; but where EPSV gets no answer any more, the next is brief. */
  private Reply askOnceMore() throws IOException {
    try {
      return ask(timeouts.reply());
    } catch (SwallowedException e) {
      if (!e.silent()) {
        throw e.why();
      }
      server.epsvAnswered = false;
      throw e;
    }
  }

  /** The reply to EPSV: to one that was sent ahead, unless the server may have forgotten it. */
  private Reply ask(Duration limit) throws IOException {
    Queued ahead = state.nextPort;
    state.nextPort = null;
    if (ahead != null) {
      Reply reply = control.collectUnlessSwallowed(ahead, limit);
      if (System.nanoTime() - ahead.since() < PORT_LIVES && reply.isCompletion()) {
        return reply;
      }
    }
    // Behind a TYPE that is on its way, there is no need to wait for that one first.
    Reply reply = control.exchangeUnlessSwallowed(EPSV, limit);
    server.epsvAnswered = true;
    return reply;
  }
}
