package dev.ketch.ftp.internal.data;

import dev.ketch.ftp.internal.net.Interrupted;
import dev.ketch.ftp.options.Timeouts;
import dev.ketch.ftp.protocol.FtpConnectException;
import dev.ketch.ftp.protocol.FtpException;
import dev.ketch.ftp.protocol.FtpTimeoutException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/**
 * A data connection on its way: we connect, or the server will. The transfer command goes first.
 */
public sealed interface PendingData extends Closeable {
  /** Waits until the connection stands. */
  PlainData await() throws IOException;

  @Override
  void close();

  /** Passive: our connect is under way. */
  record Connecting(PlainData data, Duration limit) implements PendingData {
    @Override
    public PlainData await() throws IOException {
      try {
        data.finishConnect(limit);
        return data;
      } catch (FtpException e) {
        data.reset();
        throw e;
      } catch (IOException e) {
        data.reset();
        if (Interrupted.is(e)) {
          throw Interrupted.named(e, "interrupted while connecting to the server's data port");
        }
        throw new FtpConnectException(
            "the server's data port refused the connection: " + e.getMessage(), e);
      }
    }

    @Override
    public void close() {
      data.reset();
    }
  }

  /** Active: the server has been told where we listen. Only its own address is let in. */
  record Listening(
      ServerSocketChannel server, InetAddress peer, Timeouts timeouts, KeepAlive keepAlive)
      implements PendingData {
    @Override
    public PlainData await() throws IOException {
      long deadline = System.nanoTime() + timeouts.accept().toNanos();
      try (Selector selector = server.provider().openSelector()) {
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
        boolean silent = false;
        while (true) {
          SocketChannel channel = server.accept();
          if (channel != null) {
            InetSocketAddress from = (InetSocketAddress) channel.getRemoteAddress();
            if (from.getAddress().equals(peer)) {
              channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
              return new PlainData(channel, timeouts.dataIdle(), keepAlive);
            }
            silent = false;
            channel.close(); // A stranger took the port: not our server, not our data.
            continue;
          }
          long left = (deadline - System.nanoTime()) / 1_000_000;
          if (left <= 0) {
            throw new FtpTimeoutException(
                FtpTimeoutException.Phase.ACCEPT,
                timeouts.accept(),
                "the server opened no data connection to this machine within "
                    + timeouts.accept().toMillis() / 1000.0
                    + " s (accept time-out); active mode needs an open way in, try passive mode");
          }
          if (silent) {
            keepAlive.watch().look(0, false);
          }
          silent = selector.select(Math.min(left, ControlWatch.EVERY_MILLIS)) == 0;
          selector.selectedKeys().clear();
          if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("the transfer was interrupted");
          }
        }
      } finally {
        close();
      }
    }

    @Override
    public void close() {
      try {
        server.close();
      } catch (IOException e) {
        // A listener that does not close holds no data.
      }
    }
  }
}
