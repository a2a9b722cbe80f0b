package dev.ketch.testkit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** The data connections of one scripted control connection. */
final class ScriptedData {
  private static final int TIMEOUT = 20_000;

  private final InetAddress address;
  private final ServerTls tls;
  private @Nullable ServerSocket port;
  private @Nullable Socket tcp;
  private @Nullable Socket open;
  private @Nullable InetSocketAddress clientPort;
  private @Nullable String tlsWords;
  private @Nullable Socket waiting;
  private InputStream begun = InputStream.nullInputStream();

  ScriptedData(InetAddress address, ServerTls tls) {
    this.address = address;
    this.tls = tls;
  }

  void clientPort(InetSocketAddress told) {
    clientPort = told;
  }

  void play(Transcript.Step step) throws IOException {
    String text = step.text();
    switch (step.keyword()) {
      case "listen" -> port = new ServerSocket(0, 5, address);
      case "connect" -> connect();
      case "data>" -> {
        write(text);
        close();
      }
      case "data+" -> write(text);
      case "data<" -> expect(text, step.line());
      case "data close" -> {
        connection();
        close();
      }
      case "data reset" -> {
        connection();
        requireTcp().setSoLinger(true, 0);
        requireTcp().close();
        close();
      }
      case "data cut" -> {
        connection();
        requireTcp().close();
        close();
      }
      case "data refuse" -> requirePort().close();
      case "data tls" -> tlsWords = text;
      case "data comes" -> awaitFirstByte();
      case "data gone" -> requireWaiting().close();
      default -> throw new IllegalStateException("unknown: " + step.keyword());
    }
  }

  String withPorts(String text) {
    if (port == null || text.indexOf('{') < 0) {
      return text;
    }
    int number = port.getLocalPort();
    String halves = number / 256 + "," + number % 256;
    return text.replace("{port}", Integer.toString(number))
        .replace("{pasv}", "127,0,0,1," + halves)
        .replace("{p1,p2}", halves);
  }

  OutputStream outputOr(Socket control) throws IOException {
    return (open != null ? open : control).getOutputStream();
  }

  void end() throws IOException {
    if (open != null) {
      open.close();
    }
    if (waiting != null) {
      waiting.close();
    }
    if (port != null) {
      port.close();
    }
  }

  private ServerSocket requirePort() {
    if (port == null) {
      throw new IllegalStateException("the transcript has no data port: use passive or listen");
    }
    return port;
  }

  private Socket requireTcp() {
    if (tcp == null) {
      throw new IllegalStateException("there is no data connection");
    }
    return tcp;
  }

  private void awaitFirstByte() throws IOException {
    Socket socket = accept();
    byte[] first = socket.getInputStream().readNBytes(1);
    begun = new ByteArrayInputStream(first);
    waiting = socket;
  }

  private Socket requireWaiting() {
    if (waiting == null) {
      throw new IllegalStateException("nothing has come: use data comes");
    }
    return waiting;
  }

  private Socket accept() throws IOException {
    requirePort().setSoTimeout(TIMEOUT);
    Socket socket = requirePort().accept();
    socket.setSoTimeout(TIMEOUT);
    return socket;
  }

  private Socket connection() throws IOException {
    if (open == null) {
      Socket socket = waiting == null ? accept() : waiting;
      waiting = null;
      began(socket);
    }
    if (open == null) {
      throw new IllegalStateException("there is no data connection");
    }
    return open;
  }

  private void began(Socket socket) throws IOException {
    socket.setSoTimeout(TIMEOUT);
    tcp = socket;
    open = socket;
    if (tlsWords != null) {
      try {
        open = tls.wrap(socket, begun, tlsWords, true);
        begun = InputStream.nullInputStream();
      } catch (SSLException e) {
        socket.close(); // The client broke it off: its next command tells.
      }
    }
  }

  private void connect() throws IOException {
    if (clientPort == null) {
      throw new IllegalStateException("the client has sent no PORT");
    }
    began(new Socket(clientPort.getAddress(), clientPort.getPort()));
  }

  private void write(String text) throws IOException {
    Socket to = connection();
    if (!to.isClosed()) {
      to.getOutputStream().write(Bytes.of(text));
    }
  }

  private void expect(String wanted, int line) throws IOException {
    byte[] got = connection().getInputStream().readAllBytes();
    if (!Arrays.equals(got, Bytes.of(wanted))) {
      throw new IllegalStateException(
          "line "
              + line
              + " of the transcript: expected the data \""
              + wanted
              + "\", got \""
              + new String(got, StandardCharsets.ISO_8859_1)
              + "\"");
    }
    close();
  }

  private void close() throws IOException {
    connection().close();
    open = null;
    if (port != null) {
      port.close();
    }
  }
}
