package dev.ketch.it;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
    return start(kind, root, work, null);
  }

  /** With a certificate and key in one PEM file the server demands TLS and session reuse. */
  static RealServer start(Kind kind, Path root, Path work, Path pem) throws IOException {
    if (kind == Kind.EMBEDDED) {
      EmbeddedDaemon daemon = EmbeddedDaemon.start(root, USER, PASSWORD);
      RealServer server = new RealServer(kind, daemon.port(), work, null);
      server.embedded = daemon;
      return server;
    }
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Path log = work.resolve(kind + ".log");
    List<String> command =
        switch (kind) {
          case VSFTPD -> vsftpd(root, work, port, pem);
          case PROFTPD -> proftpd(root, work, port, pem);
          case PURE_FTPD -> pureFtpd(root, work, port);
          case PYFTPDLIB -> pyftpdlib(root, work, port);
          case EMBEDDED -> throw new IllegalStateException();
        };
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .directory(work.toFile())
            .start();
    RealServer server = new RealServer(kind, port, log, process);
    server.awaitPort();
    return server;
  }

  private static List<String> vsftpd(Path root, Path work, int port, Path pem) throws IOException {
    Path empty = Files.createDirectories(work.resolve("empty"));
    Path config = work.resolve("vsftpd.conf");
    Files.writeString(
        config,
        String.join(
            "\n",
            "listen=YES",
            "listen_address=127.0.0.1",
            "listen_port=" + port,
            "background=NO",
            "anonymous_enable=YES",
            "anon_root=" + root,
            "write_enable=YES",
            "anon_upload_enable=YES",
            "anon_mkdir_write_enable=YES",
            "anon_other_write_enable=YES",
            "anon_world_readable_only=NO",
            "anon_umask=022",
            "allow_writeable_chroot=YES",
            "secure_chroot_dir=" + empty,
            "seccomp_sandbox=NO",
            "ftp_username=root",
            "run_as_launching_user=YES",
            "mdtm_write=YES",
            "file_open_mode=0777",
            "xferlog_enable=NO",
            "connect_from_port_20=NO",
            "max_per_ip=0",
            "max_clients=0",
            ""));
    if (pem != null) {
      Files.writeString(
          config,
          String.join(
              "\n",
              "ssl_enable=YES",
              "allow_anon_ssl=YES",
              "force_anon_logins_ssl=YES",
              "force_anon_data_ssl=YES",
              "require_ssl_reuse=YES",
              "ssl_ciphers=HIGH",
              "rsa_cert_file=" + pem,
              ""),
          java.nio.file.StandardOpenOption.APPEND);
    }
    return List.of(Kind.VSFTPD.program().toString(), config.toString());
  }

  private static List<String> proftpd(Path root, Path work, int port, Path pem) throws IOException {
    Path users = work.resolve("proftpd.users");
    String name = System.getProperty("user.name");
    // The password as crypt(3) SHA-512: ProFTPD reads nothing newer.
    String hash = output("openssl", "passwd", "-6", "-salt", "ketchketch", PASSWORD).strip();
    String uid = output("id", "-u").strip();
    String gid = output("id", "-g").strip();
    Files.writeString(
        users, USER + ":" + hash + ":" + uid + ":" + gid + "::" + root + ":/bin/sh\n");
    Files.setPosixFilePermissions(
        users, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    Path config = work.resolve("proftpd.conf");
    Files.writeString(
        config,
        String.join(
            "\n",
            "ServerType standalone",
            "ServerName ketch",
            "DefaultAddress 127.0.0.1",
            "Port " + port,
            "User " + name,
            "Group " + output("id", "-gn").strip(),
            "PidFile " + work.resolve("proftpd.pid"),
            "ScoreboardFile " + work.resolve("proftpd.score"),
            "SystemLog none",
            "WtmpLog off",
            "TransferLog none",
            "AuthUserFile " + users,
            "AuthOrder mod_auth_file.c",
            "RequireValidShell off",
            "RootLogin on",
            "AllowOverwrite on",
            "AllowStoreRestart on",
            "UseReverseDNS off",
            "DefaultRoot ~",
            "MaxInstances 100",
            "UseSendfile on",
            "Umask 022",
            ""));
    if (pem != null) {
      // Session reuse is what ProFTPD demands by default.
      Files.writeString(
          config,
          String.join(
              "\n",
              "ModulePath " + servers().resolve("usr/lib/proftpd"),
              "LoadModule mod_tls.c",
              "TLSEngine on",
              "TLSRequired on",
              "TLSLog none",
              "TLSRSACertificateFile " + pem,
              "TLSRSACertificateKeyFile " + pem,
              "TLSProtocol TLSv1.2 TLSv1.3",
              ""),
          java.nio.file.StandardOpenOption.APPEND);
    }
    return List.of(Kind.PROFTPD.program().toString(), "-n", "-q", "-c", config.toString());
  }

  private static List<String> pureFtpd(Path root, Path work, int port) throws IOException {
    Path users = work.resolve("pure.passwd");
    Path database = work.resolve("pure.pdb");
    String hash = output("openssl", "passwd", "-6", "-salt", "ketchketch", PASSWORD).strip();
    // Pure-FTPd serves no user with a number below 1: nobody's is as good as any.
    Files.writeString(users, USER + ":" + hash + ":65534:65534::" + root + "/./::::::::::::\n");
    run(
        work,
        servers().resolve("usr/bin/pure-pw").toString(),
        "mkdb",
        database.toString(),
        "-f",
        users.toString());
    run(work, "chown", "-R", "65534:65534", root.toString());
    return List.of(
        Kind.PURE_FTPD.program().toString(),
        "-S",
        "127.0.0.1," + port,
        "-l",
        "puredb:" + database,
        "-E",
        "-c",
        "100",
        "-C",
        "100",
        "-H",
        "-g",
        work.resolve("pure.pid").toString(),
        "-L",
        "20000:50");
  }

  private static List<String> pyftpdlib(Path root, Path work, int port) throws IOException {
    Path script = work.resolve("server.py");
    Files.writeString(
        script,
        String.join(
            "\n",
            "import sys",
            "from pyftpdlib.authorizers import DummyAuthorizer",
            "from pyftpdlib.handlers import FTPHandler",
            "from pyftpdlib.servers import FTPServer",
            "a = DummyAuthorizer()",
            "a.add_user(sys.argv[2], sys.argv[3], sys.argv[4], perm='elradfmwMT')",
            "FTPHandler.authorizer = a",
            "FTPServer(('127.0.0.1', int(sys.argv[1])), FTPHandler).serve_forever()",
            ""));
    List<String> command = new ArrayList<>();
    command.add(Kind.PYFTPDLIB.program().toString());
    command.addAll(
        List.of(script.toString(), String.valueOf(port), USER, PASSWORD, root.toString()));
    return command;
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

  private static String output(String... command) throws IOException {
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
