package dev.ketch.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ketch.ftp.FtpClient;
import dev.ketch.ftp.FtpConfig;
import dev.ketch.ftp.FtpSession;
import dev.ketch.ftp.options.TlsPolicy;
import dev.ketch.ftp.protocol.FtpTlsException;
import dev.ketch.sync.Effort;
import dev.ketch.sync.Mirror;
import dev.ketch.sync.SyncReport;
import dev.ketch.sync.SyncRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every daemon with TLS demanded, and with it, where the daemon knows that, that each data
 * connection resume the control connection's session.
 */
class RealTlsTest {
  private static final int SERIES = 60;

  private static final Pattern COMPLAINT =
      Pattern.compile("(SSL|TLS).*(error|fail|FAIL|unexpected)|[\" ](425|426|522) [A-Z]");

  @TempDir Path work;

  private Path certificate() throws IOException {
    Path key = work.resolve("key.pem");
    Path cert = work.resolve("cert.pem");
    RealServer.run(
        work,
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-keyout",
        key.toString(),
        "-out",
        cert.toString(),
        "-days",
        "2",
        "-subj",
        "/CN=localhost",
        "-addext",
        "subjectAltName=DNS:localhost");
    Path both = work.resolve("both.pem");
    Files.writeString(both, Files.readString(key) + Files.readString(cert));
    return both;
  }

  private RealServer start(RealServer.Kind kind, String newest, String... lines)
      throws IOException {
    assumeTrue(kind.installed(), kind + " is not installed; .ci/run installs it");
    Path served = Files.createDirectory(work.resolve("served"));
    return RealServer.start(kind, served, work, new RealServer.Tls(certificate(), newest, lines));
  }

  private TlsPolicy trusting() {
    return TlsPolicy.EXPLICIT.withTrust(TlsPolicy.Trust.authorities(work.resolve("cert.pem")));
  }

  private static FtpConfig config(RealServer server, TlsPolicy policy) {
    return FtpConfig.of("localhost").toBuilder()
        .port(server.port)
        .tls(policy)
        .login(server.kind.user, server.kind.user.equals("anonymous") ? "" : RealServer.PASSWORD)
        .build();
  }

  static Stream<Arguments> all() {
    return Stream.of(RealServer.Kind.values())
        .flatMap(
            kind -> Stream.of("TLSv1.2", "TLSv1.3").map(version -> Arguments.of(kind, version)));
  }

  @ParameterizedTest
  @MethodSource("all")
  void aSeriesInOneSession(RealServer.Kind kind, String version) throws IOException {
    try (RealServer server = start(kind, version);
        FtpSession ftp = FtpClient.of(config(server, trusting())).connect()) {
      ftp.makeDirectory("series");
      ftp.changeDirectory("series");
      Path file = Files.write(work.resolve("file"), new byte[5000]);
      Path empty = Files.createFile(work.resolve("nothing"));
      // Uploads first and in a row: a server that gives no ticket back is found out by them.
      for (int i = 0; i < SERIES; i++) {
        ftp.upload(i % 7 == 3 ? empty : file, "f" + i);
      }
      for (int i = 0; i < SERIES; i++) {
        ftp.download("f" + i, work.resolve("back"));
        assertThat(work.resolve("back")).hasSize(i % 7 == 3 ? 0 : 5000);
      }
      for (int i = 0; i < SERIES; i += 3) {
        assertThat(ftp.list("")).hasSizeGreaterThanOrEqualTo(SERIES - i);
        ftp.upload(file, "f" + i);
        ftp.download("f" + i, work.resolve("back"));
      }
      assertThat(complaints(server)).isEmpty();
    }
  }

  @Test
  void aServerThatHidesItsNameIsFoundOutByItsTickets() throws IOException {
    try (RealServer server = start(RealServer.Kind.PROFTPD, "TLSv1.3", "ServerIdent off");
        FtpSession ftp = FtpClient.of(config(server, trusting())).connect()) {
      assertThat(ftp.welcome()).doesNotContain("ProFTPD");
      ftp.makeDirectory("sub");
      ftp.changeDirectory("sub");
      Path file = Files.write(work.resolve("file"), new byte[5000]);
      for (int i = 0; i < 10; i++) {
        ftp.upload(file, "f" + i);
      }
      assertThat(ftp.list("/sub")).hasSize(10);
      assertThat(complaints(server)).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void eightSessionsSideBySide(RealServer.Kind kind, String version) throws IOException {
    Path local = Files.createDirectory(work.resolve("local"));
    for (int i = 0; i < SERIES; i++) {
      Files.write(local.resolve("f" + i), new byte[i * 100]);
    }
    try (RealServer server = start(kind, version)) {
      // One try: a refused data connection must not hide behind a retry.
      SyncRules once = SyncRules.DEFAULT.with(Effort.DEFAULT.withParallel(8).withTries(1));
      Mirror mirror = Mirror.of(FtpClient.of(config(server, trusting()))).withRules(once);
      SyncReport up = mirror.upload(local, "up");
      assertThat(up.firstFailure()).isNull();
      SyncReport down = mirror.download("up", work.resolve("down"));
      assertThat(down.firstFailure()).isNull();
      assertThat(OddTree.contents(work.resolve("down"))).isEqualTo(OddTree.contents(local));
      assertThat(complaints(server)).isEmpty();
    }
  }

  /** Lines of the server's logs that speak of trouble with TLS. */
  private List<String> complaints(RealServer server) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(work)) {
      for (Path log : files.filter(f -> f.toString().endsWith(".log")).toList()) {
        Files.readAllLines(log, java.nio.charset.StandardCharsets.ISO_8859_1).stream()
            .filter(COMPLAINT.asPredicate())
            .map(line -> server.kind + ": " + line)
            .forEach(found::add);
      }
    }
    return found;
  }

  @ParameterizedTest
  @EnumSource(
      value = RealServer.Kind.class,
      names = {"PROFTPD", "PURE_FTPD"})
  void theControlConnectionIsClearedWhenAskedFor(RealServer.Kind kind) throws IOException {
    TlsPolicy policy = trusting().withClear(TlsPolicy.Clear.CONTROL);
    try (RealServer server = start(kind, "TLSv1.2");
        FtpSession ftp = FtpClient.of(config(server, policy)).connect()) {
      assertThat(ftp.workingDirectory()).get().asString().startsWith("/");
      assertThat(ftp.list("")).isEmpty();
    }
  }

  @Test
  void aCertificateOfNobodyWeTrustIsRefused() throws IOException {
    try (RealServer server = start(RealServer.Kind.VSFTPD, "TLSv1.3")) {
      FtpConfig untrusted = config(server, TlsPolicy.EXPLICIT);
      assertThatThrownBy(() -> FtpClient.of(untrusted).connect())
          .isInstanceOf(FtpTlsException.class)
          .hasMessageContaining("self-signed");
      FtpConfig wrongName = config(server, trusting()).toBuilder().host("127.0.0.1").build();
      assertThatThrownBy(() -> FtpClient.of(wrongName).connect())
          .isInstanceOf(FtpTlsException.class)
          .hasMessageContaining("not to 127.0.0.1");
    }
  }
}
