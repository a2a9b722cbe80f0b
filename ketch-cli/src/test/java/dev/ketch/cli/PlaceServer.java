package dev.ketch.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A server that keeps real working directories over a tree in memory, and says about them what a
 * test wants it to say.
 */
final class PlaceServer implements AutoCloseable {
  private final String home;

  /** Absolute paths; a directory has no content. */
  final Map<String, byte[]> tree = new TreeMap<>();

  /** What clients sent that changes the tree or looks at it, with its path made absolute. */
  final List<String> touched = new CopyOnWriteArrayList<>();

  final List<String> received = new CopyOnWriteArrayList<>();

  /** The reply to PWD; {@code $P} is the path with its quotes doubled, {@code $R} without. */
  volatile String pwd = "257 \"$P\" is current directory";

  /** FEAT tells MLST, and MLST and MLSD work. */
  volatile boolean machine;

  /** Directories that may be entered, but not listed. */
  final Set<String> closed = ConcurrentHashMap.newKeySet();

  /** What a test wants answered to a command and its absolute path instead. */
  interface Answers {
    /** A reply, {@code 150} and lines of data that a 226 follows, or null for the usual. */
    @Nullable String to(String command, String path);
  }

  volatile Answers answers = (command, path) -> null;

  private final ServerSocket listener;

  PlaceServer(String home) throws IOException {
    this.home = home;
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    directory(home);
    Thread accepting = new Thread(this::accept, "place-server");
    accepting.setDaemon(true);
    accepting.start();
  }

  String url(String path) {
    return "ftp://127.0.0.1:" + listener.getLocalPort() + "/" + path;
  }

  synchronized PlaceServer directory(String path) {
    for (int i = path.indexOf('/', 1); i > 0; i = path.indexOf('/', i + 1)) {
      tree.put(path.substring(0, i), new byte[0]);
    }
    tree.put(path, new byte[0]);
    return this;
  }

  synchronized PlaceServer file(String path) {
    directory(path.substring(0, path.lastIndexOf('/')));
    tree.put(path, path.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  synchronized List<String> paths() {
    return List.copyOf(tree.keySet());
  }

  private boolean isDirectory(String path) {
    return path.equals("/") || tree.containsKey(path) && tree.get(path).length == 0;
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        Thread thread = new Thread(() -> serve(socket), "place-connection");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      new Connection(socket).run();
    } catch (IOException e) {
      // The client is gone.
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  /** One client. */
  private final class Connection {
    private final Socket socket;
    private String place = home;
    private String renamed = "";
    private ServerSocket data = new ServerSocket();

    Connection(Socket socket) throws IOException {
      this.socket = socket;
    }

    void run() throws IOException {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      say("220 place");
      String line;
      while ((line = in.readLine()) != null) {
        received.add(line);
        int blank = line.indexOf(' ');
        String verb = blank < 0 ? line : line.substring(0, blank);
        String argument = blank < 0 ? "" : line.substring(blank + 1);
        if (verb.equals("QUIT")) {
          say("221 bye");
          return;
        }
        answer(verb, argument);
      }
    }

    private void say(String reply) throws IOException {
      socket.getOutputStream().write((reply + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    private String absolute(String path) {
      List<String> names = new ArrayList<>();
      for (String name : (path.startsWith("/") ? path : place + "/" + path).split("/")) {
        if (name.equals("..")) {
          if (!names.isEmpty()) {
            names.remove(names.size() - 1);
          }
        } else if (!name.isEmpty() && !name.equals(".")) {
          names.add(name);
        }
      }
      return "/" + String.join("/", names);
    }

    private void answer(String verb, String argument) throws IOException {
      String path = absolute(argument);
      synchronized (PlaceServer.this) {
        String other = answers.to((verb + " " + argument).strip(), path.replace("/-a", ""));
        if (other != null) {
          answerWith(other);
          return;
        }
        switch (verb) {
          case "USER" -> say("331 password");
          case "PASS" -> say("230 in");
          case "FEAT" -> say(machine ? "211-x\r\n MLST type*;\r\n211 end" : "500 no");
          case "PWD" -> say(pwd.replace("$P", place.replace("\"", "\"\"")).replace("$R", place));
          case "CWD" -> enter(path);
          case "CDUP" -> enter(absolute(".."));
          case "TYPE", "NOOP" -> say("200 ok");
          case "EPSV" -> passive();
          case "LIST" -> list(argument.replaceFirst("^-a ?", ""), false);
          case "MLSD" -> list(argument, true);
          case "MLST" -> machineEntry(path);
          case "SIZE" -> size(path);
          case "RETR" -> retrieve(path);
          case "STOR" -> store(path);
          case "DELE" -> remove(verb, path, !isDirectory(path));
          case "RMD" -> remove(verb, path, isDirectory(path) && isEmpty(path));
          case "MKD" -> make(path);
          case "RNFR" -> {
            renamed = path;
            say(tree.containsKey(path) ? "350 to?" : "550 no");
          }
          case "RNTO" -> rename(path);
          default -> say("502 no");
        }
      }
    }

    private void answerWith(String other) throws IOException {
      if (!other.startsWith("150")) {
        say(other);
        return;
      }
      say("150 go");
      try (Socket connection = data.accept()) {
        String lines = other.substring(other.indexOf('\n') + 1).replace("\n", "\r\n");
        connection.getOutputStream().write(lines.getBytes(StandardCharsets.UTF_8));
      }
      say("226 done");
    }

    private void enter(String path) throws IOException {
      if (isDirectory(path)) {
        place = path;
      }
      say(isDirectory(path) ? "250 ok" : "550 no");
    }

    private void passive() throws IOException {
      data.close();
      data = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      say("229 (|||" + data.getLocalPort() + "|)");
    }

    private boolean isEmpty(String path) {
      return tree.keySet().stream().noneMatch(p -> p.startsWith(path + "/"));
    }

    private void list(String argument, boolean mlsd) throws IOException {
      if (!mlsd && argument.contains(" ")) {
        say("550 blanks are not for LIST");
        return;
      }
      String path = absolute(argument);
      touched.add("LIST " + path);
      if (!isDirectory(path) || mlsd && !machine || closed.contains(path)) {
        say(mlsd && !machine ? "502 no" : "550 no");
        return;
      }
      StringBuilder lines = new StringBuilder(mlsd ? "" : "drwxr-xr-x 1 o g 0 Jan  2  2020 .\r\n");
      String below = path.equals("/") ? "/" : path + "/";
      for (Map.Entry<String, byte[]> each : tree.entrySet()) {
        String name = each.getKey().substring(Math.min(below.length(), each.getKey().length()));
        if (each.getKey().startsWith(below) && name.indexOf('/') < 0 && !name.isEmpty()) {
          boolean folder = each.getValue().length == 0;
          lines.append(
              mlsd
                  ? "type=" + (folder ? "dir" : "file") + "; " + name + "\r\n"
                  : (folder ? "d" : "-")
                      + "rwxr-xr-x 1 o g "
                      + each.getValue().length
                      + " Jan  2  2020 "
                      + name
                      + "\r\n");
        }
      }
      say("150 go");
      try (Socket connection = data.accept()) {
        connection.getOutputStream().write(lines.toString().getBytes(StandardCharsets.UTF_8));
      }
      say("226 done");
    }

    private void machineEntry(String path) throws IOException {
      boolean there = path.equals("/") || tree.containsKey(path);
      String type = isDirectory(path) ? "dir" : "file";
      say(
          !machine
              ? "502 no"
              : there ? "250-it\r\n type=" + type + "; " + path + "\r\n250 end" : "550 no");
    }

    private void size(String path) throws IOException {
      boolean file = tree.containsKey(path) && !isDirectory(path);
      say(file ? "213 " + tree.getOrDefault(path, new byte[0]).length : "550 no");
    }

    private void retrieve(String path) throws IOException {
      touched.add("RETR " + path);
      if (!tree.containsKey(path) || isDirectory(path)) {
        say("550 no");
        return;
      }
      say("150 go");
      try (Socket connection = data.accept()) {
        connection.getOutputStream().write(tree.get(path));
      }
      say("226 done");
    }

    private void store(String path) throws IOException {
      touched.add("STOR " + path);
      if (isDirectory(path)
          || !isDirectory(path.substring(0, Math.max(1, path.lastIndexOf('/'))))) {
        say("550 no");
        return;
      }
      say("150 go");
      try (Socket connection = data.accept()) {
        tree.put(path, connection.getInputStream().readAllBytes());
      }
      say("226 done");
    }

    private void remove(String verb, String path, boolean may) throws IOException {
      touched.add(verb + " " + path);
      may &= tree.containsKey(path);
      if (may) {
        tree.remove(path);
      }
      say(may ? "250 ok" : "550 no");
    }

    private void make(String path) throws IOException {
      touched.add("MKD " + path);
      boolean may =
          !path.equals("/")
              && !tree.containsKey(path)
              && isDirectory(path.substring(0, Math.max(1, path.lastIndexOf('/'))));
      if (may) {
        tree.put(path, new byte[0]);
      }
      say(may ? "257 made" : "550 no");
    }

    private void rename(String path) throws IOException {
      touched.add("RNTO " + path);
      boolean may = tree.containsKey(renamed) && !isDirectory(renamed) && !isDirectory(path);
      if (may) {
        tree.put(path, tree.remove(renamed));
      }
      say(may ? "250 ok" : "550 no");
    }
  }
}
