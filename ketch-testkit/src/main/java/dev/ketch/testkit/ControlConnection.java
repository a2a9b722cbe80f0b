package dev.ketch.testkit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** The server's end of a control connection: lines in, bytes out, TLS over it. */
final class ControlConnection {
  static final int TIMEOUT = 20_000;
  private static final long SPLIT_MICROS = 100;

  private final Socket plain;
  private final ServerTls tls;
  private final Findings findings;
  private Socket socket;
  private InputStream in;
  private @Nullable String unread;
  private boolean split;

  ControlConnection(Socket plain, ServerTls tls, Findings findings) throws IOException {
    this.plain = plain;
    this.socket = plain;
    this.tls = tls;
    this.findings = findings;
    plain.setTcpNoDelay(true);
    plain.setSoTimeout(TIMEOUT);
    this.in = new BufferedInputStream(plain.getInputStream());
  }

  /** The next line of the client, or null at its end. */
  @Nullable String readLine() throws IOException {
    String again = unread;
    if (again != null) {
      unread = null;
      return again;
    }
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (true) {
      int b;
      try {
        b = plain.isClosed() ? -1 : in.read();
      } catch (SocketException e) {
        b = -1; // A reset is an end too.
      }
      if (b < 0) {
        return line.size() == 0 ? null : line.toString(StandardCharsets.ISO_8859_1);
      }
      if (b == '\n') {
        String text = line.toString(StandardCharsets.ISO_8859_1);
        String stripped = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
        findings.received(stripped);
        return stripped;
      }
      line.write(b);
    }
  }

  /** Gives a line back, to be read again. */
  void unread(String line) {
    unread = line;
  }

  /** From here on each byte of a reply goes out alone. */
  void split() {
    split = true;
  }

  OutputStream output() throws IOException {
    return socket.getOutputStream();
  }

  void send(String text) throws IOException {
    byte[] bytes = Bytes.of(text);
    if (split) {
      Bytes.trickle(output(), bytes, SPLIT_MICROS);
    } else {
      output().write(bytes);
      output().flush();
    }
  }

  /** Says to the client in a 421 why it is cut off, so that its own error shows that too. */
  void sendReason(String why) {
    try {
      String line = "421 " + why.replaceAll("[^\\x20-\\x7e]", "?") + "\r\n";
      output().write(line.getBytes(StandardCharsets.US_ASCII));
      output().flush();
    } catch (IOException e) {
      // The client has gone already.
    }
  }

  /** The transcript's handshake; a client that breaks it off has its reasons and goes. */
  void startTls(String words) throws IOException {
    try {
      socket = tls.wrap(plain, words, false);
      in = new BufferedInputStream(socket.getInputStream());
    } catch (SSLException e) {
      plain.close();
    }
  }

  /** The clear control connection after CCC: close_notify both ways, TCP goes on. */
  void endTls() throws IOException {
    if (socket instanceof SSLSocket layered) {
      layered.shutdownOutput();
      if (in.read() >= 0) {
        throw new IllegalStateException("the client went on within TLS");
      }
    }
    socket = plain;
    in = new BufferedInputStream(plain.getInputStream());
  }

  void reset() throws IOException {
    plain.setSoLinger(true, 0);
    plain.close();
  }

  void close() throws IOException {
    plain.close();
  }
}
