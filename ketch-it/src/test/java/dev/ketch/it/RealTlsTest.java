package dev.ketch.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ketch.ftp.FtpClient;
import dev.ketch.ftp.FtpConfig;
import dev.ketch.ftp.options.TlsPolicy;
import dev.ketch.ftp.protocol.FtpTlsException;
import dev.ketch.sync.Mirror;
import dev.ketch.sync.SyncReport;
import dev.ketch.sync.SyncRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The daemons that refuse data connections whose TLS session is not the control connection's. */
class RealTlsTest {
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

  private static FtpConfig config(RealServer server, TlsPolicy.Trust trust) {
    return FtpConfig.of("localhost").toBuilder()
        .port(server.port)
        .tls(TlsPolicy.EXPLICIT.withTrust(trust))
        .login(server.kind.user, server.kind.user.equals("anonymous") ? "" : RealServer.PASSWORD)
        .build();
  }

  @ParameterizedTest
  @EnumSource(
      value = RealServer.Kind.class,
      names = {"VSFTPD", "PROFTPD"})
  void manyTransfersOverManySessionsResumeTheirSession(RealServer.Kind kind) throws IOException {
    assumeTrue(kind.installed(), kind + " is not installed; .ci/run installs it");
    Path pem = certificate();
    Path served = Files.createDirectory(work.resolve("served"));
    Path local = Files.createDirectory(work.resolve("local"));
    for (int i = 0; i < 64; i++) {
      Files.write(local.resolve("f" + i), new byte[i * 100]);
    }
    try (RealServer server = RealServer.start(kind, served, work, pem)) {
      TlsPolicy.Trust trust = new TlsPolicy.Trust(work.resolve("cert.pem"), List.of(), false);
      // One try: a refused data connection must not hide behind a retry.
      SyncRules once =
          new SyncRules(
              8,
              false,
              -1,
              false,
              SyncRules.DEFAULT.filter(),
              false,
              SyncRules.Links.SKIP,
              true,
              0,
              -1,
              1);
      Mirror mirror = Mirror.of(FtpClient.of(config(server, trust))).withRules(once);
      SyncReport up = mirror.upload(local, "up");
      assertThat(up.firstFailure()).isNull();
      SyncReport down = mirror.download("up", work.resolve("down"));
      assertThat(down.firstFailure()).isNull();
      assertThat(OddTree.contents(work.resolve("down"))).isEqualTo(OddTree.contents(local));
    }
  }

  @Test
  void aCertificateOfNobodyWeTrustIsRefused() throws IOException {
    RealServer.Kind kind = RealServer.Kind.VSFTPD;
    assumeTrue(kind.installed(), kind + " is not installed; .ci/run installs it");
    Path pem = certificate();
    try (RealServer server =
        RealServer.start(kind, Files.createDirectory(work.resolve("served")), work, pem)) {
      FtpConfig untrusted = config(server, TlsPolicy.Trust.SYSTEM);
      assertThatThrownBy(() -> FtpClient.of(untrusted).connect())
          .isInstanceOf(FtpTlsException.class)
          .hasMessageContaining("self-signed");
      TlsPolicy.Trust trust = new TlsPolicy.Trust(work.resolve("cert.pem"), List.of(), false);
      FtpConfig wrongName = config(server, trust).toBuilder().host("127.0.0.1").build();
      assertThatThrownBy(() -> FtpClient.of(wrongName).connect())
          .isInstanceOf(FtpTlsException.class)
          .hasMessageContaining("127.0.0.1");
    }
  }
}
