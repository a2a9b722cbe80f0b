package dev.ketch.ftp.internal.data;

import dev.ketch.ftp.internal.control.ControlChannel;
import dev.ketch.ftp.internal.control.ServerMemory;
import dev.ketch.ftp.internal.control.SessionState;
import dev.ketch.ftp.internal.control.SwallowedException;
import dev.ketch.ftp.internal.net.Dialer;
import dev.ketch.ftp.options.DataMode.PortCommand;
import dev.ketch.ftp.options.Timeouts;
import dev.ketch.ftp.protocol.Command;
import dev.ketch.ftp.protocol.FtpConnectException;
import dev.ketch.ftp.protocol.FtpException;
import dev.ketch.ftp.protocol.FtpReplyException;
import dev.ketch.ftp.protocol.FtpTimeoutException;
import dev.ketch.ftp.protocol.Reply;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Ports of the server to connect to: EPSV, or PASV where EPSV does not work. The address in a 227
 * is never used: data goes to the control connection's peer, which also mends servers behind NAT.
 */
final class PassivePorts {
  private final ControlChannel control;
  private final ServerMemory server;
  private final Dialer dialer;
  private final String host;
  private final PortCommand choice;
  private final Timeouts timeouts;
  private final EpsvPorts epsv;

  PassivePorts(
      ControlChannel control,
      SessionState state,
      Dialer dialer,
      String host,
      PortCommand choice,
      Timeouts timeouts) {
    this.control = control;
    this.server = state.server;
    this.dialer = dialer;
    this.host = host;
    this.choice = choice;
    this.timeouts = timeouts;
    this.epsv = new EpsvPorts(control, state, timeouts);
  }

  /**
   * Asks for a port and begins to connect to it.
   *
   * @throws SwallowedException if EPSV was not answered; the session is dead, and another one gets
   *     on by PASV
   */
  PendingData connect(Command transfer, KeepAlive keepAlive) throws IOException {
    if (server.needsPret) {
      control.require(Command.of("PRET", transfer.line()));
    }
    if (choice == PortCommand.EPSV) {
      return connectByEpsv(transfer, keepAlive);
    }
    if (choice == PortCommand.EPSV_OR_PASV) {
      PendingData pending = tryEpsv(keepAlive);
      if (pending != null) {
        return pending;
      }
    }
    return connectByPasv(transfer, keepAlive);
  }

  /** Whether the port for the next transfer can be asked for before this one is over. */
  boolean canAskAhead() {
    return choice != PortCommand.PASV
        && !dialer.proxied()
        && server.passiveProven
        && !server.epsvFailed
        && !server.needsPret;
  }

  private PendingData connectByEpsv(Command transfer, KeepAlive keepAlive) throws IOException {
    Reply reply = epsv.answer();
    if (wantsPret(reply)) {
      return connect(transfer, keepAlive);
    }
    if (!reply.isCompletion()) {
      throw new FtpReplyException(EpsvPorts.EPSV, reply);
    }
    return dialled(portIn(EpsvPorts.EPSV, reply), timeouts.connect(), keepAlive);
  }

  /** Null if EPSV does not work here. */
  private @Nullable PendingData tryEpsv(KeepAlive keepAlive) throws IOException {
    Reply reply = epsv.answerIfItWorks();
    if (reply == null) {
      return null;
    }
    boolean silent = false;
    int port = PassiveReplies.port(reply);
    if (port > 0) {
      try {
        Duration limit =
            server.passiveProven ? timeouts.connect() : EpsvPorts.brief(timeouts.connect());
        return dialled(port, limit, keepAlive);
      } catch (FtpException e) {
        if (control.deadBecause() != null) {
          throw e;
        }
        // EPSV was accepted but its port is blocked: seen with firewalls that read only PASV.
        control.listener().note("EPSV port failed (" + e.getMessage() + "); trying PASV");
        silent = e instanceof FtpTimeoutException;
      }
    }
    server.epsvSilent = silent;
    server.epsvFailed = true;
    return null;
  }

  private PendingData connectByPasv(Command transfer, KeepAlive keepAlive) throws IOException {
    Command pasv = Command.of("PASV");
    Reply reply = answerTo(pasv);
    if (wantsPret(reply)) {
      return connect(transfer, keepAlive);
    }
    if (!reply.isCompletion()) {
      if (choice == PortCommand.EPSV_OR_PASV && server.epsvSilent) {
        return lastResort(new FtpReplyException(pasv, reply), keepAlive);
      }
      throw new FtpReplyException(pasv, reply);
    }
    return dialled(portIn(pasv, reply), timeouts.connect(), keepAlive);
  }

  private Reply answerTo(Command pasv) throws IOException {
    try {
      return control.exchange(pasv);
    } catch (FtpTimeoutException e) {
      if (!server.epsvSilent || server.epsvAnswered) {
        throw e;
      }
      throw new FtpTimeoutException(
          e.phase(),
          e.limit(),
          "the server answered neither EPSV nor PASV within "
              + e.limit().toMillis() / 1000.0
              + " s (reply time-out); a firewall may swallow both, try active mode");
    }
  }

  /** Without PASV there is EPSV only: then it was slow rather than swallowed, as over IPv6. */
  private PendingData lastResort(FtpReplyException noPasv, KeepAlive keepAlive) throws IOException {
    Reply reply = control.exchange(EpsvPorts.EPSV);
    if (!reply.isCompletion()) {
      throw noPasv;
    }
    PendingData pending = dialled(portIn(EpsvPorts.EPSV, reply), timeouts.connect(), keepAlive);
    epsv.works();
    return pending;
  }

  private boolean wantsPret(Reply reply) {
    boolean wants = reply.isPermanent() && reply.text().contains("PRET") && !server.needsPret;
    server.needsPret |= wants;
    return wants;
  }

  private int portIn(Command command, Reply reply) throws IOException {
    int port = PassiveReplies.port(reply);
    if (port <= 0) {
      throw control.broken(
          "the server answered " + command + " with no usable port: \"" + reply + "\"");
    }
    return port;
  }

  /**
   * Until a first connection has stood, waits for it here, so that another way may be tried. After
   * that the wait happens while the transfer command is under way.
   */
  private PendingData dialled(int port, Duration limit, KeepAlive keepAlive) throws IOException {
    if (port < 1024 && !control.peer().isLoopbackAddress()) {
      throw control.broken(
          "the server asked us to connect to its port " + port + ", which is no data port");
    }
    if (dialer.proxied()) {
      PlainData data = new PlainData(dialer.dial(host, port), timeouts.dataIdle(), keepAlive);
      return new PendingData.Connecting(data, limit);
    }
    PlainData data;
    try {
      data =
          new PlainData(
              dialer.begin(new InetSocketAddress(control.peer(), port)),
              timeouts.dataIdle(),
              keepAlive);
    } catch (IOException e) {
      throw new FtpConnectException("cannot connect to the data port: " + e.getMessage(), e);
    }
    PendingData.Connecting pending = new PendingData.Connecting(data, limit);
    if (!server.passiveProven) {
      pending.await();
      server.passiveProven = true;
    }
    return pending;
  }
}
