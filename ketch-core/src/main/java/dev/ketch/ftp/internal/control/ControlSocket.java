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
  private final Arrivals arrivals;
  private @Nullable SSLSocket layered;
  private @Nullable Tls tls;
  private InputStream in;
  private OutputStream out;

  ControlSocket(Socket tcp) throws IOException {
    this.tcp = tcp;
    this.arrivals = new Arrivals(tcp);
    this.in = arrivals;
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

  /** Whether something was looked at by {@link #readArrived} that nobody has read. */
  boolean holdsUnread() {
    return arrivals.holds();
  }

  /**
   * Reads what has come already, without waiting for more.
   *
   * @return the number of bytes, 0 if there are none, -1 at the end
   */
  int readArrived(byte[] buffer, int offset, int length) throws IOException {
    arrivals.look();
    SSLSocket secured = layered;
    boolean ready = secured == null ? arrivals.holds() : in.available() > 0;
    if (secured != null && !ready && arrivals.holdsRecord()) {
      // It may hold no text for us but a ticket, behind which nothing need come.
      secured.setSoTimeout(1);
      ready = true;
    }
    try {
      return ready ? in.read(buffer, offset, length) : arrivals.over() ? -1 : 0;
    } catch (SocketTimeoutException e) {
      return 0;
    }
  }

  /** Puts TLS over the connection; {@code canEnd} keeps TCP from closing with it. */
  void startTls(Tls with, boolean canEnd) throws IOException {
    tls = with;
    SSLSocket secured = with.wrap(tcp, arrivals, !canEnd);
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
    in = arrivals;
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
