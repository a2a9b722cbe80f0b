package dev.ketch.ftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ketch.ftp.options.Timeouts;
import dev.ketch.ftp.options.TlsPolicy;
import dev.ketch.ftp.protocol.FtpClosedException;
import dev.ketch.ftp.protocol.FtpTimeoutException;
import dev.ketch.ftp.protocol.FtpTlsException;
import dev.ketch.testkit.ScriptedServer;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Servers that fall silent, go away or have no TLS, and what a session does not allow. */
class BrokenSessionsTest {
  @Test
  void a421EndsTheSession() throws IOException {
    try (ScriptedServer server = Scripted.serve("C: NOOP", "S: 421 too long idle");
        FtpSession ftp = Scripted.connect(server)) {
      assertThatThrownBy(ftp::noop)
          .isInstanceOf(FtpClosedException.class)
          .hasMessageContaining("421 too long idle");
      assertThat(ftp.isOpen()).isFalse();
    }
  }

  @Test
  void silenceEndsInANamedTimeout() throws IOException {
    try (ScriptedServer server = ScriptedServer.play("S: 220 hi\nC: USER *\nsilence")) {
      FtpConfig config =
          Scripted.config(server).toBuilder()
              .timeouts(Timeouts.all(Duration.ofMillis(200)))
              .build();
      assertThatThrownBy(() -> FtpClient.of(config).connect())
          .isInstanceOfSatisfying(
              FtpTimeoutException.class,
              e -> assertThat(e.phase()).isEqualTo(FtpTimeoutException.Phase.REPLY))
          .hasMessageContaining("reply time-out");
    }
  }

  @Test
  void whileAStreamIsOpenNothingElseMayBeDone() throws IOException {
    try (ScriptedServer server =
            Scripted.serve(Scripted.retr("S: 150 go", "data> x", "S: 226 ok"));
        FtpSession ftp = Scripted.connect(server);
        InputStream in = ftp.read("a", 0)) {
      assertThatThrownBy(ftp::noop)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("RETR a");
      assertThat(in).hasContent("x");
    }
  }

  @Test
  void requiredTlsIsRequired() throws IOException {
    for (String transcript :
        List.of(
            "S: 220 hi\nC: AUTH TLS\nS: 502 no\nany",
            "S: 230 come in\nany",
            "S: 220 hi\nC: AUTH TLS\nS- 234 ok\\r\\n331 injected\\r\\n\nany")) {
      try (ScriptedServer server = ScriptedServer.play(transcript)) {
        FtpConfig config =
            Scripted.config(server).toBuilder().tls(TlsPolicy.EXPLICIT).login("u", "pw").build();
        assertThatThrownBy(() -> FtpClient.of(config).connect())
            .isInstanceOf(FtpTlsException.class);
        assertThat(server.received()).noneMatch(l -> l.startsWith("USER") || l.startsWith("PASS"));
      }
    }
  }
}
