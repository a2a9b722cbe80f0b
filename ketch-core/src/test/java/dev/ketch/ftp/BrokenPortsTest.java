package dev.ketch.ftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ketch.ftp.options.DataMode;
import dev.ketch.ftp.options.Timeouts;
import dev.ketch.ftp.protocol.FtpReplyException;
import dev.ketch.ftp.protocol.FtpTimeoutException;
import dev.ketch.testkit.ScriptedServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Servers whose data ports are wrong, closed or late. */
class BrokenPortsTest {
  @Test
  void epsvRefusedIsRemembered() throws IOException {
    try (ScriptedServer server =
            Scripted.serve(
                "C: TYPE I",
                "S: 200 ok",
                "C: EPSV",
                "S: 202 what",
                "C: PASV",
                "listen",
                "S: 227 Entering {pasv}",
                "C: RETR a",
                "S: 150 go",
                "data> 1",
                "S: 226 ok",
                "C: PASV",
                "listen",
                "S: 227 =127,0,0,1,{p1,p2}",
                "C: RETR a",
                "S: 150 go",
                "data> 2",
                "S: 226 ok");
        FtpSession ftp = Scripted.connect(server)) {
      assertThat(Scripted.read(ftp)).isEqualTo("1");
      assertThat(Scripted.read(ftp)).isEqualTo("2");
    }
  }

  @Test
  void epsvPortClosedFallsBackToPasv() throws IOException {
    try (ScriptedServer server =
            Scripted.serve(
                "C: TYPE I",
                "S: 200 ok",
                "listen",
                "data refuse",
                "C: EPSV",
                "S: 229 ok (|||{port}|)",
                "C: PASV",
                "listen",
                "S: 227 ({pasv})",
                "C: RETR a",
                "S: 150 go",
                "data> x",
                "S: 226 ok");
        FtpSession ftp = Scripted.connect(server)) {
      assertThat(Scripted.read(ftp)).isEqualTo("x");
    }
  }

  @Test
  void epsvAnsweredBy227() throws IOException {
    try (ScriptedServer server =
            Scripted.serve(
                "C: TYPE I",
                "S: 200 ok",
                "C: EPSV",
                "listen",
                "S: 227 ({pasv})",
                "C: RETR a",
                "S: 150 go",
                "data> x",
                "S: 226 ok");
        FtpSession ftp = Scripted.connect(server)) {
      assertThat(Scripted.read(ftp)).isEqualTo("x");
    }
  }

  @Test
  void pasvOnlyAfterPret() throws IOException {
    try (ScriptedServer server =
            Scripted.serve(
                "C: TYPE I",
                "S: 200 ok",
                "C: EPSV",
                "S: 500 no",
                "C: PASV",
                "S: 550 use PRET before PASV",
                "C: PRET RETR a",
                "S: 200 ok",
                "C: PASV",
                "listen",
                "S: 227 ({pasv})",
                "C: RETR a",
                "S: 150 go",
                "data> x",
                "S: 226 ok");
        FtpSession ftp = Scripted.connect(server)) {
      assertThat(Scripted.read(ftp)).isEqualTo("x");
    }
  }

  @Test
  void aServerThatNeverConnectsEndsInANamedTimeout() throws IOException {
    try (ScriptedServer server =
        ScriptedServer.play(
                Scripted.afterLogin(
                    "C: TYPE I",
                    "S: 200 ok",
                    "C: PORT *",
                    "S: 200 ok",
                    "C: RETR a",
                    "S: 150 go",
                    "silence"))
            .lenient()) {
      Duration normal = Duration.ofSeconds(5);
      FtpConfig config =
          Scripted.config(server).toBuilder()
              .dataMode(DataMode.ACTIVE)
              .timeouts(
                  new Timeouts(normal, normal, Duration.ofMillis(200), normal, normal, normal))
              .build();
      try (FtpSession ftp = FtpClient.of(config).connect()) {
        assertThatThrownBy(() -> Scripted.read(ftp))
            .isInstanceOf(FtpTimeoutException.class)
            .hasMessageContaining("accept time-out");
      }
    }
  }

  @Test
  void aStrangerOnTheActivePortIsTurnedAway() throws Exception {
    try (ScriptedServer server =
        Scripted.serve(
            "C: TYPE I",
            "S: 200 ok",
            "C: PORT *",
            "S: 200 ok",
            "C: RETR a",
            "S: 150 go",
            "connect",
            "data> ours",
            "S: 226 ok")) {
      int port;
      try (java.net.ServerSocket free = new java.net.ServerSocket(0)) {
        port = free.getLocalPort();
      }
      FtpConfig config =
          Scripted.config(server).toBuilder()
              .dataMode(new DataMode.Active(port, port, null))
              .build();
      Thread stranger =
          new Thread(
              () -> {
                for (int i = 0; i < 500; i++) {
                  try (Socket socket = new Socket()) {
                    socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.2"), 0));
                    socket.connect(new InetSocketAddress("127.0.0.1", port));
                    socket
                        .getOutputStream()
                        .write("theirs".getBytes(java.nio.charset.StandardCharsets.UTF_8));
                    return;
                  } catch (IOException e) {
                    Thread.onSpinWait();
                  }
                }
              });
      try (FtpSession ftp = FtpClient.of(config).connect()) {
        stranger.start();
        assertThat(Scripted.read(ftp)).isEqualTo("ours");
      }
      stranger.join();
    }
  }

  @Test
  void aRefusalWhoseDataPortIsClosedAlreadyIsStillTheRefusal() throws IOException {
    // The first transfer proves passive mode; the second connects while its command is under way.
    try (ScriptedServer server =
            Scripted.serve(
                "C: TYPE I",
                "S: 200 ok",
                "passive",
                "C: RETR a",
                "S: 150 go",
                "data> x",
                "S: 226 ok",
                "listen",
                "data refuse",
                "C: EPSV",
                "S: 229 ok (|||{port}|)",
                "C: RETR a",
                "S: 550 gone",
                "C: NOOP",
                "S: 200 ok");
        FtpSession ftp = Scripted.connect(server)) {
      assertThat(Scripted.read(ftp)).isEqualTo("x");
      assertThatThrownBy(() -> Scripted.read(ftp))
          .isInstanceOf(FtpReplyException.class)
          .hasMessageContaining("550 gone");
      ftp.noop();
    }
  }
}
