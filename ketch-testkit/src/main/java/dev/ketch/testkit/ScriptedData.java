package dev.ketch.testkit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** The data connections of one scripted control connection. */
final class ScriptedData {
  private final InetAddress address;
  private final ServerTls tls;
  private final List<ServerSocket> ports = new CopyOnWriteArrayList<>();
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

  /** The client listens itself: the next data connection goes to this address. */
  void connectTo(InetSocketAddress told) {
    clientPort = told;
    port = null;
  }

  /** Opens a data port; the number is in {@link #withPorts}. */
  void listen() throws IOException {
    port = new ServerSocket(0, 5, address);
    ports.add(port);
  }

  /** Data connections from here on begin with a handshake, or not. */
  void protect(@Nullable String words) {
    tlsWords = words;
  }

  boolean isIpv4() {
    return address instanceof Inet4Address;
  }

  void play(Transcript.Step step) throws IOException {
    String text = step.text();
    switch (step.word()) {
      case LISTEN -> listen();
      case CONNECT -> connect();
      case DATA_SEND -> {
        write(text);
        close();
      }
      case DATA_MORE -> write(text);
      case DATA_EXPECT -> expect(text);
      case DATA_CLOSE -> close();
      case DATA_RESET -> cut(true);
      case DATA_CUT -> cut(false);
      case DATA_REFUSE -> requirePort().close();
      case DATA_TLS -> protect(text);
      case DATA_COMES -> awaitFirstByte();
      case DATA_GONE -> requireWaiting().close();
      case DATA_SLOW -> slow(text);
      case DATA_STALL -> connection();
      case DATA_ENDLESS -> endless(text);
      default -> throw new IllegalStateException("\"" + step.word() + "\" cannot be played");
    }
  }

  private void cut(boolean reset) throws IOException {
    connection();
    if (reset) {
      requireTcp().setSoLinger(true, 0);
    }
    requireTcp().close();
    close();
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

  OutputStream outputOr(OutputStream control) throws IOException {
    return open != null ? open.getOutputStream() : control;
  }

  void end() throws IOException {
    if (open != null) {
      open.close();
    }
    if (waiting != null) {
      waiting.close();
    }
    for (ServerSocket listener : ports) {
      listener.close();
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
    requirePort().setSoTimeout(ControlConnection.TIMEOUT);
    Socket socket = requirePort().accept();
    socket.setSoTimeout(ControlConnection.TIMEOUT);
    return socket;
  }

  private Socket connection() throws IOException {
    if (open == null && waiting == null && port == null && clientPort != null) {
      connect();
    } else if (open == null) {
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
    socket.setSoTimeout(ControlConnection.TIMEOUT);
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

  private void slow(String text) throws IOException {
    int space = text.indexOf(' ');
    Socket to = connection();
    to.setTcpNoDelay(true);
    try {
      long micros = 1000L * Integer.parseInt(space < 0 ? text : text.substring(0, space));
      byte[] bytes = Bytes.of(space < 0 ? "" : text.substring(space + 1));
      Bytes.trickle(to.getOutputStream(), bytes, micros);
    } catch (IOException e) {
      // The client did not wait: as it should.
    }
  }

  /** Lines without end, each with another number, until the client has enough. */
  private void endless(String line) throws IOException {
    Socket to = connection();
    try {
      OutputStream out = to.getOutputStream();
      for (long n = 0; ; ) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 100; i++) {
          lines.append(line.replace("{n}", Long.toString(++n))).append("\r\n");
        }
        out.write(Bytes.of(lines.toString()));
      }
    } catch (IOException e) {
      close(); // The client has gone: as it should.
    }
  }

  private void expect(String wanted) throws IOException {
    byte[] got = connection().getInputStream().readAllBytes();
    if (!Arrays.equals(got, Bytes.of(wanted))) {
      String shown = new String(got, StandardCharsets.ISO_8859_1);
      throw new IllegalStateException(
          "expected the data \"" + wanted + "\", got \"" + shown + "\"");
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
