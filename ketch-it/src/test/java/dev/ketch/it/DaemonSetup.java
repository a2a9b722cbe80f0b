package dev.ketch.it;

import dev.ketch.it.RealServer.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Configuration files and command line of one daemon. */
record DaemonSetup(
    Kind kind, Path root, Path work, int port, RealServer.Tls tls, List<String> more) {
  List<String> command() throws IOException {
    return switch (kind) {
      case VSFTPD -> vsftpd();
      case PROFTPD -> proftpd();
      case PURE_FTPD -> pureFtpd();
      case PYFTPDLIB -> pyftpdlib();
      case EMBEDDED -> throw new IllegalStateException();
    };
  }

  /** All of them use OpenSSL, which takes the newest version to speak from here. */
  static Path openSslConfig(Path work, RealServer.Tls tls) throws IOException {
    return Files.writeString(
        work.resolve("openssl.cnf"),
        String.join(
            "\n",
            "openssl_conf = all",
            "[all]",
            "ssl_conf = ssl",
            "[ssl]",
            "system_default = limits",
            "[limits]",
            "MaxProtocol = " + tls.newest(),
            ""));
  }

  private List<String> vsftpd() throws IOException {
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
            "xferlog_enable=" + (tls == null ? "NO" : "YES"),
            "connect_from_port_20=NO",
            "max_per_ip=0",
            "max_clients=0",
            String.join("\n", more),
            ""));
    if (tls != null) {
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
              "debug_ssl=YES",
              "log_ftp_protocol=YES",
              "vsftpd_log_file=" + work.resolve("vsftpd.tls.log"),
              "rsa_cert_file=" + tls.pem(),
              ""),
          java.nio.file.StandardOpenOption.APPEND);
    }
    return List.of(Kind.VSFTPD.program().toString(), config.toString());
  }

  private List<String> proftpd() throws IOException {
    Path users = work.resolve("proftpd.users");
    String name = System.getProperty("user.name");
    // The password as crypt(3) SHA-512: ProFTPD reads nothing newer.
    String hash =
        RealServer.output("openssl", "passwd", "-6", "-salt", "ketchketch", RealServer.PASSWORD)
            .strip();
    String uid = RealServer.output("id", "-u").strip();
    String gid = RealServer.output("id", "-g").strip();
    Files.writeString(
        users, RealServer.USER + ":" + hash + ":" + uid + ":" + gid + "::" + root + ":/bin/sh\n");
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
            "Group " + RealServer.output("id", "-gn").strip(),
            "PidFile " + work.resolve("proftpd.pid"),
            "ScoreboardFile " + work.resolve("proftpd.score"),
            "SystemLog none",
            "WtmpLog off",
            "TransferLog none",
            "AuthUserFile " + users,
            "AuthOrder mod_auth_file.c",
            "RequireValidShell off",
            "RootLogin on",
            String.join(
                "\n", more.isEmpty() ? List.of("AllowOverwrite on", "AllowStoreRestart on") : more),
            "UseReverseDNS off",
            "DefaultRoot ~",
            "MaxInstances 100",
            "UseSendfile on",
            "Umask 022",
            ""));
    Path modules = RealServer.servers().resolve("usr/lib/proftpd");
    if (tls == null && Files.exists(modules.resolve("mod_digest.so"))) {
      Files.writeString(
          config,
          "ModulePath " + modules + "\nLoadModule mod_digest.c\nDigestEngine on\n",
          java.nio.file.StandardOpenOption.APPEND);
    }
    if (tls != null) {
      // Session reuse is what ProFTPD demands by default.
      Files.writeString(
          config,
          String.join(
              "\n",
              "ModulePath " + RealServer.servers().resolve("usr/lib/proftpd"),
              "LoadModule mod_tls.c",
              "TLSEngine on",
              "TLSRequired auth+data",
              "TLSLog " + work.resolve("proftpd.tls.log"),
              "TLSRSACertificateFile " + tls.pem(),
              "TLSRSACertificateKeyFile " + tls.pem(),
              "TLSProtocol TLSv1.2" + (tls.newest().equals("TLSv1.3") ? " TLSv1.3" : ""),
              String.join("\n", tls.lines()),
              ""),
          java.nio.file.StandardOpenOption.APPEND);
    }
    return List.of(Kind.PROFTPD.program().toString(), "-n", "-q", "-c", config.toString());
  }

  private List<String> pureFtpd() throws IOException {
    Path users = work.resolve("pure.passwd");
    Path database = work.resolve("pure.pdb");
    String hash =
        RealServer.output("openssl", "passwd", "-6", "-salt", "ketchketch", RealServer.PASSWORD)
            .strip();
    // Pure-FTPd serves no user with a number below 1: nobody's is as good as any.
    Files.writeString(
        users, RealServer.USER + ":" + hash + ":65534:65534::" + root + "/./::::::::::::\n");
    RealServer.run(
        work,
        RealServer.servers().resolve("usr/bin/pure-pw").toString(),
        "mkdb",
        database.toString(),
        "-f",
        users.toString());
    RealServer.run(work, "chown", "-R", "65534:65534", root.toString());
    List<String> command =
        new ArrayList<>(
            List.of(
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
                "20000:50"));
    if (tls != null) {
      command.addAll(List.of("-Y", "2", "-2", tls.pem().toString()));
    }
    command.addAll(more);
    return command;
  }

  /**
   * Anonymous users as the package of Pure-FTPd configures them. They need a system user called
   * ftp, which is there for this process alone.
   */
  List<String> pureFtpdForAnonymous() throws IOException {
    Path users = work.resolve("passwd");
    String ftp = "ftp:x:65533:65534::" + root + ":/bin/sh\n";
    Files.writeString(users, Files.readString(Path.of("/etc/passwd")) + ftp);
    RealServer.run(work, "chown", "-R", "65533:65534", root.toString());
    List<String> command =
        new ArrayList<>(
            List.of("unshare", "-m", "sh", "-c", "mount --bind \"$0\" /etc/passwd && exec \"$@\""));
    command.addAll(List.of(users.toString(), Kind.PURE_FTPD.program().toString()));
    command.addAll(List.of("-S", "127.0.0.1," + port, "-e", "-c", "100", "-C", "100", "-H"));
    command.addAll(List.of("-s", "-U", "133:022", "-k", "99", "-Z"));
    command.addAll(List.of("-g", work.resolve("pure.pid").toString()));
    return command;
  }

  private List<String> pyftpdlib() throws IOException {
    Path script = work.resolve("server.py");
    Files.writeString(
        script,
        String.join(
            "\n",
            "import sys",
            "from pyftpdlib.authorizers import DummyAuthorizer",
            "from pyftpdlib.handlers import FTPHandler, TLS_FTPHandler",
            "from pyftpdlib.servers import FTPServer",
            "a = DummyAuthorizer()",
            "a.add_user(sys.argv[2], sys.argv[3], sys.argv[4], perm='elradfmwMT')",
            "handler = FTPHandler",
            "if len(sys.argv) > 5:",
            "    handler = TLS_FTPHandler",
            "    handler.certfile = sys.argv[5]",
            "    handler.tls_control_required = True",
            "    handler.tls_data_required = True",
            "handler.authorizer = a",
            "FTPServer(('127.0.0.1', int(sys.argv[1])), handler).serve_forever()",
            ""));
    List<String> command = new ArrayList<>();
    command.add(Kind.PYFTPDLIB.program().toString());
    command.addAll(
        List.of(
            script.toString(),
            String.valueOf(port),
            RealServer.USER,
            RealServer.PASSWORD,
            root.toString()));
    if (tls != null) {
      command.add(tls.pem().toString());
    }
    return command;
  }
}
