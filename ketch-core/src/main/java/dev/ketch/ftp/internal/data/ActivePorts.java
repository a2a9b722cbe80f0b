package dev.ketch.ftp.internal.data;

import dev.ketch.ftp.internal.control.ControlChannel;
import dev.ketch.ftp.options.DataMode;
import dev.ketch.ftp.options.Timeouts;
import dev.ketch.ftp.protocol.Command;
import dev.ketch.ftp.protocol.FtpConnectException;
import dev.ketch.ftp.protocol.FtpReplyException;
import dev.ketch.ftp.protocol.Reply;
import java.io.IOException;
import java.net.BindException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;

/** Ports of this machine that the server is asked to connect to: PORT and EPRT. */
final class ActivePorts {
  private final ControlChannel control;
  private final DataMode.Active mode;
  private final Timeouts timeouts;

  ActivePorts(ControlChannel control, DataMode.Active mode, Timeouts timeouts) {
    this.control = control;
    this.mode = mode;
    this.timeouts = timeouts;
  }

  PendingData listen(KeepAlive keepAlive) throws IOException {
    InetAddress local = control.local();
    ServerSocketChannel server = bind(local);
    try {
      int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
      InetAddress external = mode.external();
      announce(external == null ? local : external, port);
      return new PendingData.Listening(server, control.peer(), timeouts, keepAlive);
    } catch (Throwable e) {
      server.close();
      throw e;
    }
  }

  private ServerSocketChannel bind(InetAddress local) throws IOException {
    for (int port = mode.firstPort(); port <= mode.lastPort(); port++) {
      ServerSocketChannel server = ServerSocketChannel.open();
      try {
        server.bind(new InetSocketAddress(local, port), 8);
        return server;
      } catch (BindException e) {
        server.close(); // Taken: try the next.
      }
    }
    throw new FtpConnectException(
        "no free port to listen on between " + mode.firstPort() + " and " + mode.lastPort(), null);
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
