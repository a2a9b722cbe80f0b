package dev.ketch.sync;

import dev.ketch.ftp.FtpClient;
import dev.ketch.ftp.FtpConfig;
import dev.ketch.ftp.TransferListener;
import dev.ketch.ftp.options.Timeouts;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A small FTP server on loopback that takes files, and refuses what a test wants it to. */
final class DropBox implements AutoCloseable {
  /** What it refuses: a reply to a command with an argument, or null to let it pass. */
  interface Rule {
    @Nullable String reply(String verb, String argument);
  }

  final Map<String, byte[]> files = new ConcurrentSkipListMap<>();
  final List<String> directories = new CopyOnWriteArrayList<>();
  final List<String> received = new CopyOnWriteArrayList<>();
  final List<String> notices = new ArrayList<>();
  final TransferListener listener =
      new TransferListener() {
        @Override
        public void progress(String name, long done, long total) {}

        @Override
        public void notice(String name, String sentence) {
          notices.add(sentence);
        }
      };
  private final ServerSocket socket;
  private final String greeting;
  private final Rule rule;
  private final List<Socket> open = new CopyOnWriteArrayList<>();

  DropBox(String greeting, Rule rule) throws IOException {
    this.greeting = greeting;
    this.rule = rule;
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  FtpClient client() {
    return FtpClient.of(
        FtpConfig.of("127.0.0.1").toBuilder()
            .port(socket.getLocalPort())
            .timeouts(Timeouts.all(Duration.ofSeconds(10)))
            .build());
  }

  String text(String name) {
    return new String(files.get(name), StandardCharsets.UTF_8);
  }

  /** The temporary files that are there. */
  List<String> leftovers() {
    return files.keySet().stream().filter(name -> name.endsWith(".ketch-part")).toList();
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "drop-box");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = socket.accept();
        client.setTcpNoDelay(true);
        open.add(client);
        start(new Session(client));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private final class Session implements Runnable {
    private final Socket control;
    private @Nullable ServerSocket data;
    private String from = "";
    private int offset;

    Session(Socket control) {
      this.control = control;
    }

    @Override
    public void run() {
      try (control) {
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(control.getInputStream(), StandardCharsets.UTF_8));
        say("220 " + greeting);
        String line;
        while ((line = in.readLine()) != null && !line.equals("QUIT")) {
          received.add(line);
          int blank = line.indexOf(' ');
          String verb = blank < 0 ? line : line.substring(0, blank);
          String path = blank < 0 ? "" : line.substring(blank + 1);
          String name = path.startsWith("/") ? path.substring(1) : path;
          String refusal = rule.reply(verb, name);
          String reply = refusal != null ? refusal : perform(verb, name);
          if (refusal != null && data != null && verb.equals("STOR")) {
            data.close();
          }
          if (reply.isEmpty()) {
            return; // The connection is cut.
          }
          say(reply);
        }
      } catch (SocketException e) {
        // The client or the test went away.
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }

    private void say(String line) throws IOException {
      control.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    private String perform(String verb, String name) throws IOException {
      return switch (verb) {
        case "USER" -> "230 in";
        case "FEAT" -> "500 none";
        case "PWD" -> "257 \"/\"";
        case "CWD" -> name.isEmpty() || directories.contains(name) ? "250 ok" : "550 none";
        case "TYPE", "NOOP" -> "200 ok";
        case "EPSV" -> listen();
        case "STOR" -> store(name);
        case "LIST" -> send(listing());
        case "RETR" -> files.containsKey(name) ? send(files.get(name)) : "550 none";
        case "REST" -> {
          offset = Integer.parseInt(name);
          yield "350 go on";
        }
        case "SIZE" -> files.containsKey(name) ? "213 " + files.get(name).length : "550 none";
        case "DELE" -> files.remove(name) != null ? "250 gone" : "550 none";
        case "RNFR" -> {
          from = name;
          yield files.containsKey(name) ? "350 to?" : "550 none";
        }
        case "RNTO" -> {
          byte[] bytes = files.remove(from);
          if (bytes != null) {
            files.put(name, bytes);
          }
          yield bytes == null ? "503 from what?" : "250 ok";
        }
        default -> "502 no";
      };
    }

    private String listen() throws IOException {
      if (data != null) {
        data.close();
      }
      data = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
      return "229 (|||" + data.getLocalPort() + "|)";
    }

    private String store(String name) throws IOException {
      ServerSocket port = data;
      if (port == null) {
        return "425 no port";
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      byte[] before = files.getOrDefault(name, new byte[0]);
      bytes.write(before, 0, Math.min(offset, before.length));
      offset = 0;
      say("150 go");
      files.put(name, bytes.toByteArray());
      try (Socket connection = port.accept()) {
        port.close();
        connection.getInputStream().transferTo(bytes);
      }
      String last = rule.reply("stored", name);
      byte[] all = bytes.toByteArray();
      files.put(name, last == null ? all : java.util.Arrays.copyOf(all, all.length / 2));
      return last == null ? "226 ok" : last;
    }

    private byte[] listing() {
      StringBuilder lines = new StringBuilder("drwxr-xr-x 2 0 0 4096 Jan 1 2020 .\r\n");
      directories.forEach(
          name -> lines.append("drwxr-xr-x 2 0 0 4096 Jan 1 2020 " + name + "\r\n"));
      files.forEach(
          (name, bytes) ->
              lines.append(
                  name.indexOf('/') >= 0
                      ? ""
                      : "-rw-r--r-- 1 0 0 " + bytes.length + " Jan 1 2020 " + name + "\r\n"));
      return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    private String send(byte[] bytes) throws IOException {
      ServerSocket port = data;
      if (port == null) {
        return "425 no port";
      }
      say("150 go");
      try (Socket connection = port.accept();
          OutputStream out = connection.getOutputStream()) {
        out.write(bytes);
      }
      return "226 ok";
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
    for (Socket each : open) {
      each.close();
    }
  }
}
