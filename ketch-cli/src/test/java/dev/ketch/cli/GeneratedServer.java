package dev.ketch.cli;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A server whose listings are made as they are sent, of any size, and whose files are empty. */
final class GeneratedServer implements AutoCloseable {
  /** Writes the listing of a directory, by its absolute path. */
  interface Listing {
    void write(String directory, OutputStream out) throws IOException;
  }

  private final Listing listing;
  private final boolean machine;
  private final ServerSocket listener;

  /** How many directories were listed. */
  final AtomicInteger listed = new AtomicInteger();

  /**
   * Begins to serve.
   *
   * @param machine whether it has MLSD, or else LIST
   */
  GeneratedServer(boolean machine, Listing listing) throws IOException {
    this.listing = listing;
    this.machine = machine;
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  static void line(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
  }

  String url() {
    return "ftp://127.0.0.1:" + listener.getLocalPort() + "/";
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "generated-server");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        start(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket;
        ServerSocket data = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      socket.setTcpNoDelay(true);
      OutputStream out = socket.getOutputStream();
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      line(out, "220 generated");
      String command;
      while ((command = in.readLine()) != null) {
        answer(command, out, data);
      }
    } catch (IOException e) {
      // The client is gone.
    }
  }

  private void answer(String command, OutputStream out, ServerSocket data) throws IOException {
    int blank = command.indexOf(' ');
    String verb = blank < 0 ? command : command.substring(0, blank);
    String path = blank < 0 ? "/" : command.substring(blank + 1).replaceFirst("^-a ?", "");
    switch (verb) {
      case "USER" -> line(out, "331 password");
      case "PASS" -> line(out, "230 in");
      case "FEAT" -> line(out, machine ? "211-x\r\n MLST type*;\r\n211 end" : "500 no");
      case "PWD" -> line(out, "257 \"/\"");
      case "CWD" -> line(out, "250 ok");
      case "TYPE" -> line(out, "200 ok");
      case "EPSV" -> line(out, "229 (|||" + data.getLocalPort() + "|)");
      case "MLSD", "LIST" -> send(out, data, to -> list(path, to));
      case "RETR" -> send(out, data, to -> {});
      default -> line(out, "502 no");
    }
  }

  private void list(String path, OutputStream to) throws IOException {
    listed.incrementAndGet();
    String directory = path.startsWith("/") ? path : "/" + path;
    listing.write(directory.equals("/") ? "" : directory, to);
  }

  private interface Data {
    void write(OutputStream out) throws IOException;
  }

  private static void send(OutputStream out, ServerSocket data, Data content) throws IOException {
    line(out, "150 go");
    try (Socket socket = data.accept();
        OutputStream to = new BufferedOutputStream(socket.getOutputStream(), 1 << 16)) {
      content.write(to);
    } catch (IOException e) {
      line(out, "426 gone");
      return;
    }
    line(out, "226 done");
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
