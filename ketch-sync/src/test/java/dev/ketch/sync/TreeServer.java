package dev.ketch.sync;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A small FTP server over a tree in memory. It answers every command that a mirror sends, lists in
 * a given {@link ListingStyle}, and asks a {@link Fault} before each listing and each PWD reply.
 */
final class TreeServer implements AutoCloseable {
  /** What a fault makes of one listing. */
  record Answer(String first, byte[] data, End end, @Nullable String last) {
    /** How the data connection ends. */
    enum End {
      CLOSE,
      RESET,
      STALL
    }

    static Answer good(String text) {
      byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
      return new Answer("150 here it comes", bytes, End.CLOSE, "226 done");
    }
  }

  /** Changes what the server answers. */
  interface Fault {
    /**
     * A listing is asked for.
     *
     * @param verb LIST, NLST or MLSD
     * @param directory which directory is meant
     * @param number how many listings were asked for before, over all connections
     */
    default Answer listing(String verb, String directory, int number, Answer good) {
      return good;
    }

    /** The reply to PWD. */
    default String place(String directory) {
      return "257 \"" + directory.replace("\"", "\"\"") + "\" is the current directory";
    }

    /** Whether CWD into an existing directory is refused. */
    default boolean closed(String directory) {
      return false;
    }
  }

  /** Files by absolute path; directories have null. Guarded by itself. */
  final Map<String, byte @Nullable []> tree = Collections.synchronizedMap(new TreeMap<>());

  private final String home;
  private final ListingStyle style;
  private final Fault fault;
  private final ServerSocket listener;
  private final AtomicInteger listings = new AtomicInteger();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  final List<String> log = new CopyOnWriteArrayList<>();

  TreeServer(String home, ListingStyle style, Fault fault) throws IOException {
    this.home = home;
    this.style = style;
    this.fault = fault;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "tree-server");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return listener.getLocalPort();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        socket.setTcpNoDelay(true);
        sockets.add(socket);
        start(() -> new Conversation(socket).run());
      } catch (IOException e) {
        return;
      }
    }
  }

  /** The names in a directory. */
  List<String> children(String directory) {
    String prefix = directory.equals("/") ? "/" : directory + "/";
    List<String> names = new ArrayList<>();
    synchronized (tree) {
      for (String path : tree.keySet()) {
        if (path.startsWith(prefix)
            && path.length() > prefix.length()
            && path.indexOf('/', prefix.length()) < 0) {
          names.add(path.substring(prefix.length()));
        }
      }
    }
    return names;
  }

  private boolean isDirectory(String path) {
    synchronized (tree) {
      return path.equals("/") || tree.containsKey(path) && tree.get(path) == null;
    }
  }

  private byte @Nullable [] file(String path) {
    synchronized (tree) {
      return tree.get(path);
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  /** One control connection. */
  private final class Conversation {
    private final Socket control;
    private String here = home;
    private String from = "";
    private @Nullable ServerSocket port;

    Conversation(Socket control) {
      this.control = control;
    }

    void run() {
      try (control;
          BufferedReader in =
              new BufferedReader(
                  new InputStreamReader(control.getInputStream(), StandardCharsets.ISO_8859_1))) {
        say("220 ready");
        String line;
        while ((line = in.readLine()) != null) {
          log.add(line);
          int space = line.indexOf(' ');
          String verb = space < 0 ? line : line.substring(0, space);
          if (!answer(verb, space < 0 ? "" : line.substring(space + 1))) {
            return;
          }
        }
      } catch (IOException e) {
        // The client went, or the test is over.
      } finally {
        closePort();
      }
    }

    private boolean answer(String verb, String argument) throws IOException {
      String path = absolute(argument);
      switch (verb) {
        case "USER" -> say("331 password");
        case "PASS" -> say("230 in");
        case "FEAT" -> say(style.features());
        case "TYPE", "NOOP" -> say("200 ok");
        case "PWD" -> say(fault.place(here));
        case "CWD" -> enter(path);
        case "CDUP" -> enter(absolute(".."));
        case "EPSV" -> openPort();
        case "RETR" -> send(path);
        case "STOR" -> receive(path);
        case "SIZE" -> {
          byte[] file = file(path);
          say(file == null ? "550 no such file" : "213 " + file.length);
        }
        case "DELE" -> say(remove(path, false) ? "250 gone" : "550 no such file");
        case "RMD" -> say(remove(path, true) ? "250 gone" : "550 not empty, or not there");
        case "MKD" -> make(path);
        case "RNFR" -> {
          from = path;
          say(file(path) != null || isDirectory(path) ? "350 to what" : "550 no such file");
        }
        case "RNTO" -> rename(path);
        case "LIST", "NLST", "MLSD" -> {
          return list(verb, argument);
        }
        case "QUIT" -> {
          say("221 bye");
          return false;
        }
        default -> say("502 not known here");
      }
      return true;
    }

    private String absolute(String argument) {
      String joined =
          argument.startsWith("/")
              ? argument
              : here.equals("/") ? "/" + argument : here + "/" + argument;
      List<String> parts = new ArrayList<>();
      for (String part : joined.split("/")) {
        if (part.equals("..")) {
          if (!parts.isEmpty()) {
            parts.remove(parts.size() - 1);
          }
        } else if (!part.isEmpty() && !part.equals(".")) {
          parts.add(part);
        }
      }
      return "/" + String.join("/", parts);
    }

    private void enter(String path) throws IOException {
      if (!isDirectory(path) || fault.closed(path)) {
        say("550 cannot go there");
        return;
      }
      here = path;
      say("250 ok");
    }

    private void make(String path) throws IOException {
      synchronized (tree) {
        if (tree.containsKey(path) || path.equals("/")) {
          say("550 exists");
          return;
        }
        tree.put(path, null);
      }
      say("257 \"" + path + "\" made");
    }

    private boolean remove(String path, boolean directory) {
      synchronized (tree) {
        if (!tree.containsKey(path) || (tree.get(path) == null) != directory) {
          return false;
        }
        if (directory && !children(path).isEmpty()) {
          return false;
        }
        tree.remove(path);
        return true;
      }
    }

    private void rename(String to) throws IOException {
      synchronized (tree) {
        byte[] file = tree.get(from);
        if (file == null) {
          say("550 not renamed");
          return;
        }
        tree.remove(from);
        tree.put(to, file);
      }
      say("250 renamed");
    }

    private void openPort() throws IOException {
      closePort();
      port = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
      say("229 entering (|||" + port.getLocalPort() + "|)");
    }

    private void closePort() {
      try {
        if (port != null) {
          port.close();
        }
      } catch (IOException e) {
        // It holds nothing.
      }
    }

    private Socket accepted() throws IOException {
      ServerSocket listening = port;
      if (listening == null) {
        throw new IOException("no port was asked for");
      }
      listening.setSoTimeout(5000);
      Socket data = listening.accept();
      sockets.add(data);
      closePort();
      return data;
    }

    private void send(String path) throws IOException {
      byte[] file = file(path);
      if (file == null) {
        closePort();
        say("550 no such file");
        return;
      }
      say("150 here it comes");
      try (Socket data = accepted()) {
        data.getOutputStream().write(file);
      }
      say("226 done");
    }

    private void receive(String path) throws IOException {
      say("150 send it");
      byte[] bytes;
      try (Socket data = accepted()) {
        bytes = data.getInputStream().readAllBytes();
      }
      synchronized (tree) {
        tree.put(path, bytes);
      }
      say("226 stored");
    }

    private boolean list(String verb, String argument) throws IOException {
      boolean all = argument.equals("-a") || argument.startsWith("-a ");
      String asked = all ? argument.substring(Math.min(3, argument.length())) : argument;
      String directory = absolute(asked);
      String text = isDirectory(directory) ? listing(verb, directory, all) : "";
      Answer answer = fault.listing(verb, directory, listings.getAndIncrement(), Answer.good(text));
      if (!answer.first().isEmpty()) {
        say(answer.first());
      }
      if (answer.first().startsWith("421")) {
        return false;
      }
      if (!answer.first().startsWith("1")) {
        closePort();
        return true;
      }
      Socket data = accepted();
      OutputStream out = data.getOutputStream();
      out.write(answer.data());
      out.flush();
      switch (answer.end()) {
        case CLOSE -> data.close();
        case RESET -> {
          data.setSoLinger(true, 0);
          data.close();
        }
        case STALL -> {
          return true; // It stays open, and nothing more is said.
        }
      }
      String last = answer.last();
      if (last == null) {
        return false;
      }
      say(last);
      return !last.startsWith("421");
    }

    private String listing(String verb, String directory, boolean all) {
      List<ListingStyle.Item> items = new ArrayList<>();
      for (String name : children(directory)) {
        String path = directory.equals("/") ? "/" + name : directory + "/" + name;
        byte[] file = file(path);
        items.add(new ListingStyle.Item(name, file == null ? -1 : file.length));
      }
      return verb.equals("NLST") ? ListingStyle.names(items) : style.text(items, all);
    }

    private void say(String reply) throws IOException {
      control.getOutputStream().write((reply + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
      control.getOutputStream().flush();
    }
  }
}
