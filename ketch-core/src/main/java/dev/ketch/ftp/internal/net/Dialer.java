package dev.ketch.ftp.internal.net;

import dev.ketch.ftp.options.ProxyPolicy;
import dev.ketch.ftp.options.Timeouts;
import dev.ketch.ftp.protocol.FtpConnectException;
import dev.ketch.ftp.protocol.FtpException;
import dev.ketch.ftp.protocol.FtpTimeoutException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** Opens TCP connections, directly or through a proxy, from a chosen source address if told. */
public final class Dialer {
  private final Timeouts timeouts;
  private final @Nullable InetAddress source;
  private final @Nullable ProxyPolicy proxy;

  /** A dialer with its settings. */
  public Dialer(Timeouts timeouts, @Nullable InetAddress source, @Nullable ProxyPolicy proxy) {
    this.timeouts = timeouts;
    this.source = source;
    this.proxy = proxy;
  }

  /** Whether connections go through a proxy. */
  public boolean proxied() {
    return proxy != null;
  }

  /** A connected, blocking channel to the host: each of its addresses is tried in turn. */
  public SocketChannel dial(String host, int port) throws FtpException {
    if (proxy != null) {
      SocketChannel channel = tryAll(proxy.host(), proxy.port(), "the proxy ");
      try {
        new ProxyHandshake(proxy, timeouts).run(channel.socket(), host, port);
        return channel;
      } catch (IOException e) {
        closeQuietly(channel);
        if (e instanceof FtpException f) {
          throw f;
        }
        String where = "the proxy " + proxy.host() + ":" + proxy.port();
        throw new FtpConnectException(
            Interrupted.is(e)
                ? "interrupted while connecting by way of " + where
                : where + " failed: " + e.getMessage(),
            e);
      }
    }
    return tryAll(host, port, "");
  }

  /** Begins to connect without waiting; the channel is non-blocking. Only without a proxy. */
  public SocketChannel begin(InetSocketAddress address) throws IOException {
    SocketChannel channel = open(address.getAddress());
    try {
      channel.configureBlocking(false);
      channel.connect(address);
      return channel;
    } catch (IOException e) {
      closeQuietly(channel);
      throw e;
    }
  }

  private SocketChannel tryAll(String host, int port, String what) throws FtpException {
    InetAddress[] addresses;
    try {
      addresses = InetAddress.getAllByName(host);
    } catch (UnknownHostException e) {
      throw new FtpConnectException(
          "cannot find " + what + "host \"" + host + "\"; check its name and your DNS", e);
    }
    FtpException last = null;
    for (InetAddress address : addresses) {
      try {
        return connect(new InetSocketAddress(address, port), what + host);
      } catch (FtpException e) {
        last = e;
      }
    }
    throw last == null ? new FtpConnectException("no address for " + host, null) : last;
  }

  private SocketChannel connect(InetSocketAddress address, String name) throws FtpException {
    SocketChannel channel = null;
    try {
      channel = open(address.getAddress());
      channel.socket().connect(address, (int) timeouts.connect().toMillis());
      return channel;
    } catch (SocketTimeoutException e) {
      closeQuietly(channel);
      throw new FtpTimeoutException(
          FtpTimeoutException.Phase.CONNECT,
          timeouts.connect(),
          "no answer from "
              + name
              + " port "
              + address.getPort()
              + " within "
              + timeouts.connect().toMillis() / 1000.0
              + " s (connect time-out)");
    } catch (IOException e) {
      closeQuietly(channel);
      String where = name + " port " + address.getPort();
      throw new FtpConnectException(
          Interrupted.is(e)
              ? "interrupted while connecting to " + where
              : "cannot connect to " + where + ": " + e.getMessage(),
          e);
    }
  }

  private SocketChannel open(InetAddress target) throws IOException {
    SocketChannel channel = SocketChannel.open();
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    if (source != null && source.getClass() == target.getClass()) {
      channel.bind(new InetSocketAddress(source, 0));
    }
    return channel;
  }

  static void closeQuietly(@Nullable SocketChannel channel) {
    if (channel != null) {
      try {
        Socket socket = channel.socket();
        socket.close();
      } catch (IOException e) {
        // Nothing is lost: the connection was of no use.
      }
    }
  }
}
