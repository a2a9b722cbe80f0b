package dev.ketch.ftp.internal.net;

import dev.ketch.ftp.options.ProxyPolicy;
import dev.ketch.ftp.options.Timeouts;
import dev.ketch.ftp.protocol.FtpConnectException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Asks a proxy for a connection: SOCKS5 (RFC 1928, 1929) or HTTP CONNECT (RFC 9110 9.3.6). */
final class ProxyHandshake {
  private static final int MOST_HEADER_BYTES = 16 << 10;

  private final ProxyPolicy proxy;
  private final Timeouts timeouts;

  ProxyHandshake(ProxyPolicy proxy, Timeouts timeouts) {
    this.proxy = proxy;
    this.timeouts = timeouts;
  }

  void run(Socket socket, String host, int port) throws IOException {
    socket.setSoTimeout((int) timeouts.connect().toMillis());
    if (proxy.kind() == ProxyPolicy.Kind.SOCKS5) {
      socks(socket.getInputStream(), socket.getOutputStream(), host, port);
    } else {
      connect(socket.getInputStream(), socket.getOutputStream(), host, port);
    }
    socket.setSoTimeout(0);
  }

  private void socks(InputStream in, OutputStream out, String host, int port) throws IOException {
    boolean login = proxy.user() != null;
    out.write(login ? new byte[] {5, 2, 0, 2} : new byte[] {5, 1, 0});
    byte[] choice = exactly(in, 2);
    if (choice[0] != 5 || choice[1] == (byte) 0xFF || choice[1] == 2 && !login) {
      throw refused(host, port, "it wants a login or does not speak SOCKS5");
    }
    if (choice[1] == 2) {
      byte[] user = String.valueOf(proxy.user()).getBytes(StandardCharsets.UTF_8);
      String secret = proxy.password();
      byte[] password = (secret == null ? "" : secret).getBytes(StandardCharsets.UTF_8);
      ByteArrayOutputStream auth = new ByteArrayOutputStream();
      auth.write(1);
      auth.write(user.length);
      auth.writeBytes(user);
      auth.write(password.length);
      auth.writeBytes(password);
      out.write(auth.toByteArray());
      if (exactly(in, 2)[1] != 0) {
        throw refused(host, port, "it refused the proxy user or password");
      }
    }
    byte[] name = host.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(new byte[] {5, 1, 0, 3, (byte) name.length});
    request.writeBytes(name);
    request.write(port >> 8);
    request.write(port);
    out.write(request.toByteArray());
    byte[] answer = exactly(in, 4);
    if (answer[1] != 0) {
      throw refused(host, port, "SOCKS error " + answer[1]);
    }
    int length = answer[3] == 1 ? 4 : answer[3] == 4 ? 16 : exactly(in, 1)[0] & 0xFF;
    exactly(in, length + 2);
  }

  private void connect(InputStream in, OutputStream out, String host, int port) throws IOException {
    String target = (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    StringBuilder request =
        new StringBuilder("CONNECT ")
            .append(target)
            .append(" HTTP/1.1\r\nHost: ")
            .append(target)
            .append("\r\n");
    if (proxy.user() != null) {
      String secret = proxy.password();
      byte[] login =
          (proxy.user() + ":" + (secret == null ? "" : secret)).getBytes(StandardCharsets.UTF_8);
      request
          .append("Proxy-Authorization: Basic ")
          .append(Base64.getEncoder().encodeToString(login))
          .append("\r\n");
    }
    out.write(request.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    StringBuilder header = new StringBuilder();
    while (header.indexOf("\r\n\r\n") < 0) {
      header.append((char) (exactly(in, 1)[0] & 0xFF));
      if (header.length() > MOST_HEADER_BYTES) {
        throw refused(host, port, "its answer is endless");
      }
    }
    String status = header.substring(0, header.indexOf("\r\n"));
    if (!status.startsWith("HTTP/1.") || status.length() < 12 || status.charAt(9) != '2') {
      throw refused(host, port, "\"" + status + "\"");
    }
  }

  private static byte[] exactly(InputStream in, int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new IOException("the proxy closed the connection");
    }
    return bytes;
  }

  private FtpConnectException refused(String host, int port, String why) {
    return new FtpConnectException(
        "the proxy "
            + proxy.host()
            + ":"
            + proxy.port()
            + " did not connect to "
            + host
            + ":"
            + port
            + ": "
            + why,
        null);
  }
}
