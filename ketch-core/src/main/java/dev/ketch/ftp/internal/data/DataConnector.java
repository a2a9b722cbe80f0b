package dev.ketch.ftp.internal.data;

import dev.ketch.ftp.internal.control.ControlChannel;
import dev.ketch.ftp.internal.control.Queued;
import dev.ketch.ftp.internal.control.SessionState;
import dev.ketch.ftp.internal.net.Dialer;
import dev.ketch.ftp.internal.net.Tls;
import dev.ketch.ftp.options.DataMode;
import dev.ketch.ftp.options.Timeouts;
import dev.ketch.ftp.protocol.Command;
import dev.ketch.ftp.protocol.FtpConnectException;
import dev.ketch.ftp.protocol.FtpException;
import dev.ketch.ftp.protocol.FtpReplyException;
import dev.ketch.ftp.protocol.Reply;
import java.io.IOException;
import java.net.BindException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Arranges data connections: EPSV or PASV, EPRT or PORT. The address in a 227 is never used: data
 * goes to the control connection's peer, which also mends servers behind NAT.
 */
public final class DataConnector {
  /** Servers close a data port that nobody comes to, after half a minute and more. */
  private static final long PORT_LIVES = Duration.ofSeconds(15).toNanos();

  private final ControlChannel control;
  private final SessionState state;
  private final Dialer dialer;
  private final String host;
  private final DataMode mode;
  private final Timeouts timeouts;
  private final @Nullable Tls tls;
  private @Nullable TlsBuffers buffers;

  /** A connector for one session; {@code tls} is null where data goes in the clear. */
  public DataConnector(
      ControlChannel control,
      SessionState state,
      Dialer dialer,
      String host,
      DataMode mode,
      Timeouts timeouts,
      @Nullable Tls tls) {
    this.control = control;
    this.state = state;
    this.dialer = dialer;
    this.host = host;
    this.mode = mode;
    this.timeouts = timeouts;
    this.tls = tls;
  }

  /** Agrees on a port for the transfer command that follows, and begins to connect to it. */
  public PendingData prepare(Command transfer, KeepAlive keepAlive) throws IOException {
    return mode instanceof DataMode.Active active
        ? listen(active, keepAlive)
        : connect(transfer, keepAlive);
  }

  /** Whether data connections go within TLS. */
  public boolean securesData() {
    return tls != null && state.protectsData;
  }

  /**
   * Puts TLS over a connection that stands, where it is wanted (RFC 4217 section 10).
   *
   * @param beforeReading called when our first message of the handshake is out
   */
  public DataConnection secure(PlainData plain, BeforeReading beforeReading) throws IOException {
    if (tls == null || !state.protectsData) {
      return plain;
    }
    try {
      if (buffers == null) {
        buffers = new TlsBuffers();
      }
      return new TlsData(plain, tls, buffers, beforeReading);
    } catch (IOException e) {
      plain.reset();
      throw e;
    }
  }

  private PendingData connect(Command transfer, KeepAlive keepAlive) throws IOException {
    if (state.server.needsPret) {
      control.require(Command.of("PRET", transfer.line()));
    }
    if (!state.server.epsvFailed) {
      int port = PassiveReplies.port(nextPort());
      if (port > 0) {
        try {
          return dialled(port, keepAlive);
        } catch (FtpException e) {
          // EPSV was accepted but its port is blocked: seen with firewalls that read only PASV.
          control.listener().note("EPSV port failed (" + e.getMessage() + "); trying PASV");
        }
      }
      state.server.epsvFailed = true;
    }
    Command pasv = Command.of("PASV");
    Reply reply = control.exchange(pasv);
    if (reply.isPermanent() && reply.text().contains("PRET") && !state.server.needsPret) {
      state.server.needsPret = true;
      return connect(transfer, keepAlive);
    }
    if (!reply.isCompletion()) {
      throw new FtpReplyException(pasv, reply);
    }
    int port = PassiveReplies.port(reply);
    if (port <= 0) {
      throw control.broken("the server answered PASV with no usable port: \"" + reply + "\"");
    }
    return dialled(port, keepAlive);
  }

  /** The reply to EPSV: to one that was sent ahead, unless the server may have forgotten it. */
  private Reply nextPort() throws IOException {
    Queued ahead = state.nextPort;
    state.nextPort = null;
    if (ahead != null) {
      Reply reply = control.collect(ahead);
      if (System.nanoTime() - ahead.since() < PORT_LIVES && reply.isCompletion()) {
        return reply;
      }
    }
    Command epsv = Command.of("EPSV");
    // Behind a TYPE that is on its way, there is no need to wait for that one first.
    return control.hasQueued() ? control.collect(control.queue(epsv)) : control.exchange(epsv);
  }

  /** Whether the port for the next transfer can be asked for before this one is over. */
  public boolean canAskAhead() {
    return mode instanceof DataMode.Passive
        && !dialer.proxied()
        && state.server.passiveProven
        && !state.server.epsvFailed
        && !state.server.needsPret;
  }

  /**
   * Until a first connection has stood, waits for it here, so that another way may be tried. After
   * that the wait happens while the transfer command is under way.
   */
  private PendingData dialled(int port, KeepAlive keepAlive) throws IOException {
    if (port < 1024 && !control.peer().isLoopbackAddress()) {
      throw control.broken(
          "the server asked us to connect to its port " + port + ", which is no data port");
    }
    if (dialer.proxied()) {
      PlainData data = new PlainData(dialer.dial(host, port), timeouts.dataIdle(), keepAlive);
      return new PendingData.Connecting(data, timeouts);
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
    PendingData.Connecting pending = new PendingData.Connecting(data, timeouts);
    if (!state.server.passiveProven) {
      pending.await();
      state.server.passiveProven = true;
    }
    return pending;
  }

  private PendingData listen(DataMode.Active active, KeepAlive keepAlive) throws IOException {
    InetAddress local = control.local();
    ServerSocketChannel server = bind(active, local);
    try {
      int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
      InetAddress external = active.external();
      announce(external == null ? local : external, port);
      return new PendingData.Listening(server, control.peer(), timeouts, keepAlive);
    } catch (Throwable e) {
      server.close();
      throw e;
    }
  }

  private ServerSocketChannel bind(DataMode.Active active, InetAddress local) throws IOException {
    for (int port = active.firstPort(); port <= active.lastPort(); port++) {
      ServerSocketChannel server = ServerSocketChannel.open();
      try {
        server.bind(new InetSocketAddress(local, port), 8);
        return server;
      } catch (BindException e) {
        server.close(); // Taken: try the next.
      }
    }
    throw new FtpConnectException(
        "no free port to listen on between " + active.firstPort() + " and " + active.lastPort(),
        null);
  }

  private void announce(InetAddress address, int port) throws IOException {
    if (address instanceof Inet6Address) {
      String text = address.getHostAddress();
      int zone = text.indexOf('%');
      String plain = zone < 0 ? text : text.substring(0, zone);
      control.require(Command.of("EPRT", "|2|" + plain + "|" + port + "|"));
      return;
    }
    String numbers = address.getHostAddress().replace('.', ',');
    Command command = Command.of("PORT", numbers + "," + port / 256 + "," + port % 256);
    Reply reply = control.exchange(command);
    if (reply.isPermanent()) {
      command = Command.of("EPRT", "|1|" + address.getHostAddress() + "|" + port + "|");
      reply = control.exchange(command);
    }
    if (!reply.isCompletion()) {
      throw new FtpReplyException(command, reply);
    }
  }
}
