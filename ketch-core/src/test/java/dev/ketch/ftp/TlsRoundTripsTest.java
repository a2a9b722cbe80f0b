package dev.ketch.ftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ketch.ftp.options.Timeouts;
import dev.ketch.ftp.options.TlsPolicy;
import dev.ketch.ftp.options.TlsPolicy.Trust;
import dev.ketch.ftp.protocol.FtpReplyException;
import dev.ketch.ftp.protocol.FtpTlsException;
import dev.ketch.testkit.ScriptedServer;
import dev.ketch.testkit.TestCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes out early over TLS, and what comes of it where the server says no. */
class TlsRoundTripsTest {
  private static final String LOGIN = "login-tls\nC: TYPE I\nS: 200 ok\n";
  private static final String VSFTPD =
      "S: 220 (vsFTPd 3.0.3)\nC: AUTH TLS\nS: 234 go\ntls server\ndata tls server\nC: PBSZ 0\n"
          + "S: 200 ok\nC: PROT P\nS: 200 ok\nC: USER anonymous\nS: 230 in\nC: FEAT\nS: 500 no\n"
          + "C: TYPE I\nC: EPSV\nS: 200 ok\nlisten\nS: 229 (|||{port}|)\n";

  @TempDir Path work;

  private FtpSession connect(ScriptedServer server) throws IOException {
    TlsPolicy policy =
        TlsPolicy.EXPLICIT.withTrust(Trust.authorities(TestCertificates.copy("ca.pem", work)));
    return FtpClient.of(
            Scripted.config(server).toBuilder()
                .tls(policy)
                .timeouts(Timeouts.all(Duration.ofMinutes(2)))
                .build())
        .connect();
  }

  private static TransferOptions listed(long size) {
    return TransferOptions.DEFAULT
        .withListed(size, Instant.parse("2026-01-01T00:00:00Z"))
        .withMoreToCome(true);
  }

  /** vsftpd accepts the connection, sends its 150, and only then its part of the handshake. */
  @Test
  void theHandshakeBeginsWhileThe150IsStillOnItsWay() throws IOException {
    try (ScriptedServer server =
            ScriptedServer.play(
                LOGIN
                    + "passive\nC: RETR a\ndata comes\nS: 150 go\ndata> one\nS: 226 ok\n"
                    + "passive\nC: STOR b\ndata comes\nS: 150 go\ndata< two\nS: 226 ok\n"
                    + "C: SIZE b\nS: 213 3");
        FtpSession ftp = connect(server)) {
      ftp.download("a", work.resolve("a"), listed(3));
      assertThat(work.resolve("a")).hasContent("one");
      Path two = Files.writeString(work.resolve("two"), "two");
      ftp.upload(two, "b", TransferOptions.DEFAULT.withInPlace(true));
    }
  }

  /** Its data port still listens, and says nothing to who comes. */
  @Test
  void aRefusalIsHeardDuringTheHandshake() throws IOException {
    try (ScriptedServer server =
            ScriptedServer.play(
                LOGIN + "passive\nC: RETR a\ndata comes\nS: 550 no such file\nC: NOOP\nS: 200 ok");
        FtpSession ftp = connect(server)) {
      assertThatThrownBy(() -> ftp.download("a", work.resolve("a"), listed(3)))
          .isInstanceOf(FtpReplyException.class)
          .hasMessageContaining("550 no such file");
      ftp.noop();
    }
  }

  /** FileZilla Server breaks off the handshake and says why on the control connection. */
  @Test
  void whyAHandshakeWasBrokenOffIsHeard() throws IOException {
    try (ScriptedServer server =
            ScriptedServer.play(
                LOGIN
                    + "passive\nC: RETR a\ndata comes\nS: 150 go\ndata gone\n"
                    + "S: 425 TLS session of data connection not resumed");
        FtpSession ftp = connect(server)) {
      assertThatThrownBy(() -> ftp.download("a", work.resolve("a"), listed(3)))
          .isInstanceOf(FtpTlsException.class)
          .hasMessageContaining("resume the TLS session")
          .hasMessageContaining("425 TLS session of data");
    }
  }

  @Test
  void aRefusalIsToldWhereTheDataPortIsClosedForIt() throws IOException {
    try (ScriptedServer server =
            ScriptedServer.play(
                LOGIN
                    + "passive\nC: RETR a\ndata comes\ndata gone\nS: 550 no such file\n"
                    + "C: NOOP\nS: 200 ok");
        FtpSession ftp = connect(server)) {
      assertThatThrownBy(() -> ftp.download("a", work.resolve("a"), listed(3)))
          .isInstanceOf(FtpReplyException.class)
          .hasMessageContaining("550 no such file");
      ftp.noop();
    }
  }

  @Test
  void theNextPortIsAskedForBehindATransfer() throws IOException {
    try (ScriptedServer server =
            ScriptedServer.play(
                VSFTPD
                    + "C: RETR a\nC: EPSV\nS: 150 go\ndata> one\nS: 226 ok\n"
                    + "listen\nS: 229 (|||{port}|)\n"
                    + "C: RETR b\nC: EPSV\nS: 150 go\ndata> two\nS: 226 ok\nS: 229 (|||1|)");
        FtpSession ftp = connect(server)) {
      ftp.download("a", work.resolve("a"), listed(3));
      ftp.download("b", work.resolve("b"), listed(3));
      assertThat(work.resolve("a")).hasContent("one");
      assertThat(work.resolve("b")).hasContent("two");
    }
  }
}
