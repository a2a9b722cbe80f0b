package dev.ketch.ftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A proxy for tests: it connects to 127.0.0.1 whatever name it is given. */
final class TestProxy implements AutoCloseable {
  final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  final List<String> targets = new CopyOnWriteArrayList<>();
  private final boolean socks;
  private final boolean refuses;

  TestProxy(boolean socks, boolean refuses) throws IOException {
    this.socks = socks;
    this.refuses = refuses;
    start(
        () -> {
          while (true) {
            Socket client = listener.accept();
            start(() -> serve(client));
          }
        });
  }

  private interface Job {
    void run() throws IOException;
  }

  private static void start(Job job) {
    Thread thread =
        new Thread(
            () -> {
              try {
                job.run();
              } catch (IOException e) {
                // The test is over, or the client has gone.
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  private void serve(Socket client) throws IOException {
    DataInputStream in = new DataInputStream(client.getInputStream());
    OutputStream out = client.getOutputStream();
    int port = socks ? socks(in, out) : http(in, out);
    if (refuses) {
      client.close();
      return;
    }
    Socket server = new Socket("127.0.0.1", port);
    start(() -> copy(in, server));
    copy(server.getInputStream(), client);
  }

  private static void copy(InputStream from, Socket to) throws IOException {
    from.transferTo(to.getOutputStream());
    to.shutdownOutput();
  }

  private int socks(DataInputStream in, OutputStream out) throws IOException {
    in.readByte();
    in.readNBytes(in.readByte());
    out.write(new byte[] {5, 2});
    in.readByte();
    String user = new String(in.readNBytes(in.readByte()), StandardCharsets.UTF_8);
    String password = new String(in.readNBytes(in.readByte()), StandardCharsets.UTF_8);
    assertThat(user + ":" + password).isEqualTo("joe:pw");
    out.write(new byte[] {1, 0});
    in.readNBytes(4);
    String host = new String(in.readNBytes(in.readByte()), StandardCharsets.UTF_8);
    int port = in.readUnsignedShort();
    targets.add(host);
    out.write(new byte[] {5, (byte) (refuses ? 5 : 0), 0, 1, 0, 0, 0, 0, 0, 0});
    return port;
  }

  private int http(DataInputStream in, OutputStream out) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.readByte());
    }
    assertThat(head.toString()).contains("Proxy-Authorization: Basic am9lOnB3\r\n");
    String target = head.substring("CONNECT ".length(), head.indexOf(" HTTP/1.1"));
    targets.add(target.substring(0, target.lastIndexOf(':')));
    String status = refuses ? "403 Forbidden" : "200 ok";
    out.write(("HTTP/1.1 " + status + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    return Integer.parseInt(target.substring(target.lastIndexOf(':') + 1));
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
