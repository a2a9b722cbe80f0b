package dev.ketch.testkit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** Plays one transcript over one control connection. */
final class ScriptedConnection {
  private static final int TIMEOUT = 20_000;

  private final Socket plain;
  private Socket control;
  private final Transcript transcript;
  private final List<String> received;
  private final List<String> failures;
  private InputStream in;
  private final ServerTls tls = new ServerTls();
  private final ScriptedData data;
  private volatile boolean over;

  ScriptedConnection(
      Socket control, Transcript transcript, List<String> received, List<String> failures)
      throws IOException {
    this.plain = control;
    this.control = control;
    this.transcript = transcript;
    this.received = received;
    this.failures = failures;
    this.data = new ScriptedData(control.getLocalAddress(), tls);
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
      plain.close();
      data.end();
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
      case "tls" -> startTls(text);
      case "tls end" -> endTls();
      case "flood" -> flood(text);
      case "wait" -> pause();
      case "silence", "any" -> awaitEnd();
      case "close" -> plain.close();
      case "reset" -> {
        plain.setSoLinger(true, 0);
        plain.close();
      }
      default -> data.play(step);
    }
  }

  private void expect(String wanted, int line) throws IOException {
    String got = readLine();
    boolean open = wanted.endsWith("*");
    String prefix = open ? wanted.substring(0, wanted.length() - 1) : wanted;
    boolean fits = got != null && (open ? got.startsWith(prefix) : got.equals(wanted));
    if (!fits) {
      plain.close();
      throw new IllegalStateException(
          "line " + line + " of the transcript: expected \"" + wanted + "\", got \"" + got + "\"");
    }
    if (got != null && (got.startsWith("PORT ") || got.startsWith("EPRT "))) {
      data.clientPort(ClientPort.parse(got));
    }
  }

  private @Nullable String readLine() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (true) {
      int b;
      try {
        b = plain.isClosed() ? -1 : in.read();
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
    out.write(Bytes.of(data.withPorts(text)));
    out.flush();
  }

  /** The transcript's handshake; a client that breaks it off has its reasons and goes. */
  private void startTls(String words) throws IOException {
    try {
      control = tls.wrap(plain, words, false);
      in = new BufferedInputStream(control.getInputStream());
    } catch (SSLException e) {
      plain.close();
    }
  }

  /** The clear control connection after CCC: close_notify both ways, TCP goes on. */
  private void endTls() throws IOException {
    if (control instanceof SSLSocket layered) {
      layered.shutdownOutput();
      if (in.read() >= 0) {
        throw new IllegalStateException("the client went on within TLS");
      }
    }
    control = plain;
    in = new BufferedInputStream(plain.getInputStream());
  }

  private static void pause() {
    try {
      Thread.sleep(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void flood(String text) {
    byte[] bytes = Bytes.of(text.repeat(Math.max(1, 8192 / Math.max(1, text.length()))));
    try {
      OutputStream out = data.outputOr(control);
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
