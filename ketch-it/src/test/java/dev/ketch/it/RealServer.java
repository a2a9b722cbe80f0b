package dev.ketch.it;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A daemon on a free loopback port, serving one directory to one user. */
final class RealServer implements AutoCloseable {
  static final String USER = "ketch";
  static final String PASSWORD = "s3cret-ketch";

  /** The daemons, and how each is started. */
  enum Kind {
    VSFTPD("usr/sbin/vsftpd", "anonymous"),
    PROFTPD("usr/sbin/proftpd", USER),
    PURE_FTPD("usr/sbin/pure-ftpd", USER),
    PYFTPDLIB("usr/bin/python3", USER),
    /** Apache FtpServer, within this process. */
    EMBEDDED("", USER);

    private final String program;
    final String user;

    Kind(String program, String user) {
      this.program = program;
      this.user = user;
    }

    /** The program: unpacked where KETCH_SERVERS says, else where the system keeps it. */
    Path program() {
      Path unpacked = servers().resolve(program);
      return this != PYFTPDLIB && Files.exists(unpacked) ? unpacked : Path.of("/" + program);
    }

    boolean installed() {
      if (this == EMBEDDED) {
        return true;
      }
      boolean there = Files.isExecutable(program());
      return there && (this != PYFTPDLIB || runs(program().toString(), "-c", "import pyftpdlib"));
    }
  }

  final Kind kind;
  final int port;
  final Path log;
  private final Process process;
  private EmbeddedDaemon embedded;

  private RealServer(Kind kind, int port, Path log, Process process) {
    this.kind = kind;
    this.port = port;
    this.log = log;
    this.process = process;
  }

  /** Where {@code .ci/run} unpacks the daemons' packages. */
  static Path servers() {
    String told = System.getenv("KETCH_SERVERS");
    return told != null
        ? Path.of(told)
        : Path.of(System.getProperty("user.home"), ".cache", "ketch-servers");
  }

  static RealServer start(Kind kind, Path root, Path work) throws IOException {
    return start(kind, root, work, (Tls) null);
  }

  /**
   * The server's certificate with its key in one PEM file, the newest version it speaks, and lines
   * for its configuration.
   */
  record Tls(Path pem, String newest, String... lines) {}

  /** With {@code tls} the server demands it, and session reuse where it can. */
  static RealServer start(Kind kind, Path root, Path work, Tls tls) throws IOException {
    if (kind == Kind.EMBEDDED) {
      EmbeddedDaemon daemon = EmbeddedDaemon.start(root, USER, PASSWORD, tls);
      RealServer server = new RealServer(kind, daemon.port(), work, null);
      server.embedded = daemon;
      return server;
    }
    int port = freePort();
    return start(
        kind, work, port, new DaemonSetup(kind, root, work, port, tls, List.of()).command(), tls);
  }

  /** With these lines in the place of some defaults, or behind them; options of Pure-FTPd. */
  static RealServer start(Kind kind, Path root, Path work, List<String> more) throws IOException {
    int port = freePort();
    return start(
        kind, work, port, new DaemonSetup(kind, root, work, port, null, more).command(), null);
  }

  /** Pure-FTPd for anonymous users, where a mount of our own is allowed. */
  static RealServer startForAnonymous(Path root, Path work) throws IOException {
    int port = freePort();
    DaemonSetup setup = new DaemonSetup(Kind.PURE_FTPD, root, work, port, null, List.of());
    return start(Kind.PURE_FTPD, work, port, setup.pureFtpdForAnonymous(), null);
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }

  private static RealServer start(Kind kind, Path work, int port, List<String> command, Tls tls)
      throws IOException {
    Path log = work.resolve(kind + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .directory(work.toFile());
    if (tls != null) {
      builder.environment().put("OPENSSL_CONF", DaemonSetup.openSslConfig(work, tls).toString());
    }
    Process process = builder.start();
    RealServer server = new RealServer(kind, port, log, process);
    server.awaitPort();
    return server;
  }

  private void awaitPort() throws IOException {
    for (int i = 0; i < 200; i++) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
        return;
      } catch (IOException e) {
        if (!process.isAlive()) {
          break;
        }
        pause();
      }
    }
    close();
    throw new IOException(kind + " did not start: " + Files.readString(log));
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean runs(String... command) {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  static void run(Path work, String... command) throws IOException {
    String out = output(command);
    if (out == null) {
      throw new IOException("failed in " + work + ": " + String.join(" ", command));
    }
  }

  static String output(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException(String.join(" ", command) + ": " + text);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return text;
  }

  @Override
  public void close() {
    if (embedded != null) {
      embedded.close();
      return;
    }
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroy();
    try {
      if (!process.waitFor(3, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
