package dev.ketch.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A server that stops at a chosen byte of a transfer, or before a chosen reply, and holds the
 * connection until its client goes. Its files are in one directory and made of their offsets.
 */
final class HoldingServer implements AutoCloseable {
  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Map<String, Integer> files = Collections.synchronizedMap(new LinkedHashMap<>());
  private final Map<String, Integer> holds = new ConcurrentHashMap<>();
  private final Map<String, Integer> stored = new ConcurrentHashMap<>();
  private final List<String> received = new CopyOnWriteArrayList<>();
  private final CountDownLatch reached = new CountDownLatch(1);
  private volatile String silentAt = "";
  private volatile boolean endless;

  HoldingServer() throws IOException {
    Thread thread = new Thread(this::accept, "holding-server");
    thread.setDaemon(true);
    thread.start();
  }

  HoldingServer file(String name, int size) {
    files.put(name, size);
    return this;
  }

  /** Sends, or takes, that many bytes of a file and no more. */
  HoldingServer hold(String name, int at) {
    holds.put(name, at);
    return this;
  }

  /** Never answers a command that begins so. */
  HoldingServer silentAt(String command) {
    silentAt = command;
    return this;
  }

  /** Lists its files again and again. */
  HoldingServer endless() {
    endless = true;
    return this;
  }

  /** From now on nothing is held. */
  void release() {
    holds.clear();
    silentAt = "";
    received.clear();
  }

  /** Waits until it holds something. */
  void awaitHold() throws InterruptedException {
    if (!reached.await(30, TimeUnit.SECONDS)) {
      throw new AssertionError("nothing to hold came: " + received);
    }
  }

  static byte[] bytes(int from, int to) {
    byte[] bytes = new byte[to - from];
    for (int i = 0; i < bytes.length; i++) {
      int at = from + i;
      bytes[i] = (byte) (at ^ at >>> 8 ^ at >>> 16);
    }
    return bytes;
  }

  int port() {
    return listener.getLocalPort();
  }

  String url(String path) {
    return "ftp://127.0.0.1:" + port() + "/" + path;
  }

  /** Names and sizes of what was stored whole. */
  Map<String, Integer> stored() {
    return stored;
  }

  /** What clients have sent since {@link #release}. */
  List<String> received() {
    return received;
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        Thread thread = new Thread(() -> serve(socket), "holding-server-session");
        thread.setDaemon(true);
        thread.start();
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      new Session(socket).run();
    } catch (IOException e) {
      // The client has gone.
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  private final class Session {
    private final Socket control;
    private final BufferedReader in;
    private ServerSocket data = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private int offset;
    private String from = "";

    Session(Socket control) throws IOException {
      this.control = control;
      this.in =
          new BufferedReader(
              new InputStreamReader(control.getInputStream(), StandardCharsets.ISO_8859_1));
    }

    void run() throws IOException {
      reply("220 held");
      String line;
      while ((line = in.readLine()) != null) {
        received.add(line);
        if (!silentAt.isEmpty() && line.startsWith(silentAt)) {
          reached.countDown();
          continue;
        }
        int space = line.indexOf(' ');
        String verb = space < 0 ? line : line.substring(0, space);
        String path = space < 0 ? "" : line.substring(space + 1);
        answer(verb, path.substring(path.lastIndexOf('/') + 1));
      }
    }

    private void answer(String verb, String name) throws IOException {
      switch (verb) {
        case "USER", "TYPE", "MKD", "OPTS", "NOOP" -> reply("250 ok");
        case "CWD" -> reply(name.indexOf('.') < 0 ? "250 ok" : "550 a file");
        case "DELE" -> {
          stored.remove(name);
          reply("250 ok");
        }
        case "PWD" -> reply("257 \"/\"");
        case "FEAT" -> reply("211-f\r\n MLST type*;size*;modify*;\r\n REST STREAM\r\n211 end");
        case "EPSV" -> {
          data = new ServerSocket();
          data.setReceiveBufferSize(64 << 10);
          data.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
          reply("229 ok (|||" + data.getLocalPort() + "|)");
        }
        case "SIZE" -> reply(size(name) < 0 ? "550 none" : "213 " + size(name));
        case "MDTM" -> reply(size(name) < 0 ? "550 none" : "213 20260102030405");
        case "REST" -> {
          offset = Integer.parseInt(name);
          reply("350 go on");
        }
        case "MLSD" -> list();
        case "RETR" -> send(name);
        case "STOR" -> take(name);
        case "RNFR" -> {
          from = name;
          reply("350 go on");
        }
        case "RNTO" -> {
          Integer size = stored.remove(from);
          if (size != null) {
            stored.put(name, size);
          }
          reply("250 ok");
        }
        case "QUIT" -> reply("221 bye");
        default -> reply("502 no " + verb);
      }
    }

    private int size(String name) {
      return files.getOrDefault(name, stored.getOrDefault(name, -1));
    }

    private void reply(String text) throws IOException {
      OutputStream out = control.getOutputStream();
      out.write((text + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
    }

    private void list() throws IOException {
      reply("150 go");
      StringBuilder text = new StringBuilder();
      files.forEach(
          (name, size) ->
              text.append("type=file;size=")
                  .append(size)
                  .append(";modify=20260102030405; ")
                  .append(name)
                  .append("\r\n"));
      try (Socket socket = data.accept()) {
        do {
          socket.getOutputStream().write(text.toString().getBytes(StandardCharsets.UTF_8));
          reached.countDown();
        } while (endless);
        if (holds.containsKey("/")) {
          hold(socket.getInputStream());
        }
      }
      reply("226 ok");
    }

    private void send(String name) throws IOException {
      if (!files.containsKey(name)) {
        reply("550 none");
        return;
      }
      int end = Math.min(files.get(name), holds.getOrDefault(name, Integer.MAX_VALUE));
      int begin = offset;
      offset = 0;
      reply("150 go");
      try (Socket socket = data.accept()) {
        if (end > begin) {
          socket.getOutputStream().write(bytes(begin, end));
        }
        if (holds.containsKey(name)) {
          hold(socket.getInputStream());
        }
      } catch (IOException e) {
        reply("426 gone");
        return;
      }
      reply(holds.containsKey(name) ? "426 gone" : "226 ok");
    }

    /** Of an upload's temporary name the held file's name is a part. */
    private void take(String name) throws IOException {
      int most = Integer.MAX_VALUE;
      for (Map.Entry<String, Integer> each : holds.entrySet()) {
        most = name.contains(each.getKey()) ? each.getValue() : most;
      }
      reply("150 go");
      int count = offset;
      offset = 0;
      try (Socket socket = data.accept()) {
        byte[] buffer = new byte[64 << 10];
        int got = 0;
        while (count < most && (got = socket.getInputStream().read(buffer)) >= 0) {
          count += got;
        }
        if (got >= 0) {
          reached.countDown();
          while (socket.getInputStream().read(buffer, 0, 8192) >= 0) {
            Thread.sleep(20); // Nobody would see the rest go.
          }
        }
      } catch (IOException | InterruptedException e) {
        reply("426 gone");
        return;
      }
      stored.put(name, count);
      reply("226 ok");
    }

    private void hold(InputStream untilItEnds) throws IOException {
      reached.countDown();
      while (untilItEnds.read() >= 0) {
        // The client sends nothing here.
      }
    }
  }
}
