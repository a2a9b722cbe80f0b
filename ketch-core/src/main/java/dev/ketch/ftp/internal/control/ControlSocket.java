package dev.ketch.ftp.internal.control;

import dev.ketch.ftp.internal.net.Tls;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** The TCP connection of a control channel, and the TLS over it while there is one. */
final class ControlSocket {
  private final Socket tcp;
  private @Nullable SSLSocket layered;
  private @Nullable Tls tls;
  private InputStream in;
  private OutputStream out;

  ControlSocket(Socket tcp) throws IOException {
    this.tcp = tcp;
    this.in = tcp.getInputStream();
    this.out = tcp.getOutputStream();
  }

  InetAddress peer() {
    return tcp.getInetAddress();
  }

  InetAddress local() {
    return tcp.getLocalAddress();
  }

  boolean isSecure() {
    return layered != null;
  }

  void write(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  /** Bytes that have come already; within TLS perhaps fewer than there are. */
  int available() throws IOException {
    return in.available();
  }

  int read(byte[] buffer, long deadline) throws IOException {
    long left = (deadline - System.nanoTime()) / 1_000_000;
    if (left <= 0) {
      throw new SocketTimeoutException();
    }
    Socket socket = layered == null ? tcp : layered;
    socket.setSoTimeout((int) Math.min(left, Integer.MAX_VALUE));
    return in.read(buffer);
  }

  /** Puts TLS over the connection; {@code canEnd} keeps TCP from closing with it. */
  void startTls(Tls with, boolean canEnd) throws IOException {
    tls = with;
    SSLSocket secured = with.wrap(tcp, !canEnd);
    layered = secured;
    in = secured.getInputStream();
    out = secured.getOutputStream();
  }

  /**
   * Takes TLS off again: close_notify both ways.
   *
   * @return false if the server went on within TLS
   */
  boolean endTls(Duration limit) throws IOException {
    SSLSocket secured = layered;
    if (secured != null) {
      secured.setSoTimeout((int) limit.toMillis());
      secured.shutdownOutput();
      if (secured.getInputStream().read() >= 0) {
        return false;
      }
    }
    layered = null;
    in = tcp.getInputStream();
    out = tcp.getOutputStream();
    return true;
  }

  /** Says close_notify, without waiting for the server's. */
  void sayGoodbye() {
    SSLSocket secured = layered;
    if (secured != null && !secured.isClosed()) {
      try {
        secured.shutdownOutput();
      } catch (IOException e) {
        // The server has gone first.
      }
    }
  }

  /** Closes TCP at once, from any thread: a waiting read or write fails. */
  void close() {
    try {
      tcp.close();
    } catch (IOException e) {
      // It is gone either way.
    }
    if (tls != null) {
      tls.forget();
    }
  }
}
