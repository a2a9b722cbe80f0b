package dev.ketch.testkit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Plays one transcript over one control connection. */
final class ScriptedConnection {
  private static final int TIMEOUT = 20_000;

  private final Socket control;
  private final Transcript transcript;
  private final List<String> received;
  private final List<String> failures;
  private final InputStream in;
  private @Nullable ServerSocket dataPort;
  private @Nullable Socket data;
  private @Nullable InetSocketAddress clientPort;
  private volatile boolean over;

  ScriptedConnection(
      Socket control, Transcript transcript, List<String> received, List<String> failures)
      throws IOException {
    this.control = control;
    this.transcript = transcript;
    this.received = received;
    this.failures = failures;
    control.setTcpNoDelay(true);
    this.in = new BufferedInputStream(control.getInputStream());
  }

  void run() {
    try {
      control.setSoTimeout(TIMEOUT);
      for (Transcript.Step step : transcript.steps()) {
        play(step);
      }
      String rest = readLine();
      if (rest != null && !rest.equals("QUIT")) {
        failures.add("after its transcript the client sent: " + rest);
      } else if (rest != null) {
        send("221 bye\r\n");
      }
    } catch (IOException | IllegalStateException e) {
      failures.add(String.valueOf(e.getMessage()));
    } finally {
      over = true;
      stop(true);
    }
  }

  /** Ends everything; a transcript that has not been played to its end is a failure. */
  void stop(boolean lenient) {
    if (!over && !lenient) {
      failures.add("the transcript was not played to its end");
    }
    try {
      control.close();
      if (data != null) {
        data.close();
      }
      if (dataPort != null) {
        dataPort.close();
      }
    } catch (IOException e) {
      // The test is over either way.
    }
  }

  private void play(Transcript.Step step) throws IOException {
    String text = step.text();
    switch (step.keyword()) {
      case "C:" -> expect(text, step.line());
      case "S:" -> send(text + "\r\n");
      case "S-" -> send(text);
      case "listen" -> dataPort = new ServerSocket(0, 5, control.getLocalAddress());
      case "connect" -> connect();
      case "data>" -> {
        write(text);
        closeData();
      }
      case "data+" -> write(text);
      case "data<" -> expectData(text, step.line());
      case "data close" -> {
        data();
        closeData();
      }
      case "data reset" -> {
        data().setSoLinger(true, 0);
        closeData();
      }
      case "data refuse" -> requirePort().close();
      case "flood" -> flood(text);
      case "silence", "any" -> awaitEnd();
      case "close" -> control.close();
      case "reset" -> {
        control.setSoLinger(true, 0);
        control.close();
      }
      default -> throw new IllegalStateException("unknown: " + step.keyword());
    }
  }

  private void expect(String wanted, int line) throws IOException {
    String got = readLine();
    boolean open = wanted.endsWith("*");
    String prefix = open ? wanted.substring(0, wanted.length() - 1) : wanted;
    boolean fits = got != null && (open ? got.startsWith(prefix) : got.equals(wanted));
    if (!fits) {
      control.close();
      throw new IllegalStateException(
          "line " + line + " of the transcript: expected \"" + wanted + "\", got \"" + got + "\"");
    }
    if (got != null && (got.startsWith("PORT ") || got.startsWith("EPRT "))) {
      clientPort = ClientPort.parse(got);
    }
  }

  private @Nullable String readLine() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (true) {
      int b;
      try {
        b = control.isClosed() ? -1 : in.read();
      } catch (java.net.SocketException e) {
        b = -1; // A reset is an end too.
      }
      if (b < 0) {
        return line.size() == 0 ? null : line.toString(StandardCharsets.ISO_8859_1);
      }
      if (b == '\n') {
        String text = line.toString(StandardCharsets.ISO_8859_1);
        String stripped = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
        received.add(stripped);
        return stripped;
      }
      line.write(b);
    }
  }

  private void send(String text) throws IOException {
    OutputStream out = control.getOutputStream();
    out.write(Bytes.of(withPorts(text)));
    out.flush();
  }

  private String withPorts(String text) {
    if (dataPort == null || text.indexOf('{') < 0) {
      return text;
    }
    int port = dataPort.getLocalPort();
    return text.replace("{port}", Integer.toString(port))
        .replace("{pasv}", "127,0,0,1," + port / 256 + "," + port % 256)
        .replace("{p1,p2}", port / 256 + "," + port % 256);
  }

  private ServerSocket requirePort() {
    if (dataPort == null) {
      throw new IllegalStateException("the transcript has no data port: use passive or listen");
    }
    return dataPort;
  }

  private Socket data() throws IOException {
    if (data == null) {
      requirePort().setSoTimeout(TIMEOUT);
      data = requirePort().accept();
      data.setSoTimeout(TIMEOUT);
    }
    return data;
  }

  private void connect() throws IOException {
    if (clientPort == null) {
      throw new IllegalStateException("the client has sent no PORT");
    }
    data = new Socket(clientPort.getAddress(), clientPort.getPort());
  }

  private void write(String text) throws IOException {
    data().getOutputStream().write(Bytes.of(text));
  }

  private void expectData(String wanted, int line) throws IOException {
    byte[] got = data().getInputStream().readAllBytes();
    if (!java.util.Arrays.equals(got, Bytes.of(wanted))) {
      throw new IllegalStateException(
          "line "
              + line
              + " of the transcript: expected the data \""
              + wanted
              + "\", got \""
              + new String(got, StandardCharsets.ISO_8859_1)
              + "\"");
    }
    closeData();
  }

  private void closeData() throws IOException {
    data().close();
    data = null;
    requireNothing();
  }

  private void requireNothing() throws IOException {
    if (dataPort != null) {
      dataPort.close();
    }
  }

  private void flood(String text) {
    byte[] bytes = Bytes.of(text.repeat(Math.max(1, 8192 / Math.max(1, text.length()))));
    try {
      OutputStream out = (data != null ? data : control).getOutputStream();
      while (true) {
        out.write(bytes);
      }
    } catch (IOException e) {
      // The client has gone: as it should.
    }
  }

  private void awaitEnd() throws IOException {
    while (readLine() != null) {
      // Whatever it says.
    }
  }
}
