package dev.ketch.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client that says what it is told to, and reads one line at a time. */
final class Talker implements AutoCloseable {
  private final Socket socket;

  Talker(int port) throws IOException {
    socket = new Socket("127.0.0.1", port);
    socket.setSoTimeout(10_000);
  }

  static Talker to(ScriptedServer server) throws IOException {
    return new Talker(server.port());
  }

  /** Sends a line and returns the reply. */
  String ask(String line) throws IOException {
    say(line);
    return hear();
  }

  void say(String line) throws IOException {
    socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
  }

  /** The next line, without its CR LF. */
  String hear() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = socket.getInputStream().read(); b != '\n'; b = socket.getInputStream().read()) {
      if (b < 0) {
        throw new IOException("the server has gone after \"" + line + "\"");
      }
      line.write(b);
    }
    return line.toString(StandardCharsets.UTF_8).stripTrailing();
  }

  /** All bytes up to the end. */
  String all() throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** Sends EPSV and connects to the port. */
  Talker data() throws IOException {
    String reply = ask("EPSV");
    String[] parts = reply.split("\\|");
    return new Talker(Integer.parseInt(parts[3]));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
