package dev.ketch.ftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ketch.ftp.options.Timeouts;
import dev.ketch.ftp.options.TlsPolicy;
import dev.ketch.ftp.options.TlsPolicy.Trust;
import dev.ketch.ftp.protocol.Command;
import dev.ketch.ftp.protocol.FtpClosedException;
import dev.ketch.ftp.protocol.FtpException;
import dev.ketch.ftp.protocol.FtpTimeoutException;
import dev.ketch.ftp.protocol.WireListener;
import dev.ketch.testkit.ScriptedServer;
import dev.ketch.testkit.TestCertificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Firewalls and load balancers that swallow EPSV, or cut the connection for it. */
@Timeout(30)
class SwallowedEpsvTest {
  private static final String TYPE = "C: TYPE I\nS: 200 ok\n";
  private static final String SWALLOWED = "login\n" + TYPE + "C: EPSV\nany";
  private static final String BY_PASV =
      "C: PASV\nlisten\nS: 227 ({pasv})\nC: RETR a\nS: 150 go\ndata> x\nS: 226 ok\n";
  private static final String BY_EPSV = "passive\nC: RETR a\nS: 150 go\ndata> x\nS: 226 ok\n";

  @TempDir Path work;

  private static FtpClient client(ScriptedServer server) {
    return client(server, Duration.ofMillis(900));
  }

  private static FtpClient client(ScriptedServer server, Duration reply) {
    Duration normal = Duration.ofSeconds(10);
    return FtpClient.of(
        Scripted.config(server).toBuilder()
            .timeouts(new Timeouts(normal, normal, normal, reply, normal, normal))
            .build());
  }

  private static long count(ScriptedServer server, String line) {
    return server.received().stream().filter(line::equals).count();
  }

  @Test
  void pasvIsTriedInANewSessionAndRemembered() throws IOException {
    String next = "login\n" + TYPE + BY_PASV;
    try (ScriptedServer server = ScriptedServer.play(SWALLOWED, next + BY_PASV, next)) {
      FtpClient client = client(server);
      try (FtpSession ftp = client.connect()) {
        assertThat(Scripted.read(ftp)).isEqualTo("x");
        assertThat(Scripted.read(ftp)).isEqualTo("x");
      }
      try (FtpSession later = client.connect()) {
        assertThat(Scripted.read(later)).isEqualTo("x");
      }
      assertThat(count(server, "EPSV")).isEqualTo(1);
    }
  }

  /** The wait is a third of the time-out at most: with a minute, five seconds. */
  @ParameterizedTest
  @ValueSource(strings = {"close", "reset", "S: 421 bye", "S: 421 bye\nclose"})
  void whereTheConnectionIsCutForEpsvTheSameIsDone(String end) throws IOException {
    String cut = "login\n" + TYPE + "C: EPSV\n" + end;
    try (ScriptedServer server =
            ScriptedServer.play(cut, "login\n" + TYPE + BY_PASV + BY_PASV, "login\n" + BY_PASV);
        FtpSession ftp = client(server, Duration.ofMinutes(1)).connect()) {
      assertThat(Scripted.read(ftp)).isEqualTo("x");
      assertThat(Scripted.read(ftp)).isEqualTo("x");
      assertThat(count(server, "EPSV")).isEqualTo(1);
    }
  }

  @Test
  void anAnswerThatComesTooLateIsNobodysAnswer() throws IOException {
    String late = "login\n" + TYPE + "C: EPSV\nwait\nwait\nS: 229 (|||9|)\nany";
    try (ScriptedServer server = ScriptedServer.play(late, "login\n" + TYPE + BY_PASV).lenient();
        FtpSession ftp = client(server, Duration.ofMillis(450)).connect()) {
      assertThat(Scripted.read(ftp)).isEqualTo("x");
    }
  }

  @Test
  void theSessionGoesOnInItsDirectoryWithItsSettings() throws IOException {
    String before =
        "login\nC: CWD sub\nS: 250 ok\nC: OPTS MLST size;\nS: 200 ok\nC: CWD deep\nS: 250 ok\n"
            + "C: CWD gone\nS: 550 no\nC: CDUP\nS: 250 ok\n";
    String after =
        "login\nC: OPTS MLST size;\nS: 200 ok\nC: CWD sub\nS: 250 ok\nC: CWD deep\nS: 250 ok\n"
            + "C: CDUP\nS: 250 ok\n";
    try (ScriptedServer server =
            ScriptedServer.play(before + TYPE + "C: EPSV\nany", after + TYPE + BY_PASV);
        FtpSession ftp = client(server).connect()) {
      ftp.changeDirectory("sub");
      ftp.raw().require("OPTS MLST size;");
      ftp.changeDirectory("deep");
      assertThatThrownBy(() -> ftp.changeDirectory("gone")).hasMessageContaining("550");
      ftp.changeToParent();
      assertThat(Scripted.read(ftp)).isEqualTo("x");
    }
  }

  /** What cannot be restored must not be missing in silence: a lost REST would splice two files. */
  @ParameterizedTest
  @ValueSource(strings = {"SITE UMASK 077", "REST 100", "MAGIC"})
  void aSessionThatCannotBeRestoredEndsAndTheNextUsesPasv(String setting) throws IOException {
    String set = "login\nC: " + setting + "\nS: 200 ok\n";
    try (ScriptedServer server =
        ScriptedServer.play(set + TYPE + "C: EPSV\nany", "login\n" + TYPE + BY_PASV)) {
      FtpClient client = client(server);
      try (FtpSession ftp = client.connect()) {
        ftp.raw().send(setting);
        assertThatThrownBy(() -> Scripted.read(ftp))
            .isInstanceOf(FtpTimeoutException.class)
            .hasMessageContaining("did not answer EPSV")
            .hasMessageContaining("settings");
        assertThat(ftp.isOpen()).isFalse();
      }
      try (FtpSession next = client.connect()) {
        assertThat(Scripted.read(next)).isEqualTo("x");
      }
    }
  }

  @Test
  void aDirectoryThatIsGoneMeanwhileEndsTheSession() throws IOException {
    try (ScriptedServer server =
            ScriptedServer.play(
                "login\nC: CWD sub\nS: 250 ok\n" + TYPE + "C: EPSV\nany",
                "login\nC: CWD sub\nS: 550 no such directory");
        FtpSession ftp = client(server).connect()) {
      ftp.changeDirectory("sub");
      assertThatThrownBy(() -> Scripted.read(ftp))
          .isInstanceOf(FtpException.class)
          .hasMessageContaining("550 no such directory");
      assertThat(ftp.isOpen()).isFalse();
    }
  }

  /** Over IPv6 there is often no PASV: a server that was slow is asked again. */
  @Test
  void wherePasvIsRefusedEpsvGetsAllItsTime() throws IOException {
    String slow =
        "login\n"
            + TYPE
            + "C: PASV\nS: 500 no\nC: EPSV\nlisten\nwait\nwait\nS: 229 (|||{port}|)\n"
            + "C: RETR a\nS: 150 go\ndata> x\nS: 226 ok\n";
    try (ScriptedServer server = ScriptedServer.play(SWALLOWED, slow + BY_EPSV);
        FtpSession ftp = client(server).connect()) {
      assertThat(Scripted.read(ftp)).isEqualTo("x");
      assertThat(Scripted.read(ftp)).isEqualTo("x");
    }
  }

  @Test
  void whereNothingIsAnsweredTheTimeoutSaysWhat() throws IOException {
    try (ScriptedServer server = ScriptedServer.play(SWALLOWED, "login\n" + TYPE + "C: PASV\nany");
        FtpSession ftp = client(server).connect()) {
      assertThatThrownBy(() -> Scripted.read(ftp))
          .isInstanceOf(FtpTimeoutException.class)
          .hasMessageContaining("neither EPSV nor PASV");
    }
  }

  @Test
  void whereNobodyIsLetInAgainTheTimeoutSaysSo() throws IOException {
    try (ScriptedServer server = ScriptedServer.play(SWALLOWED, "S: 421 too many users");
        FtpSession ftp = client(server).connect()) {
      assertThatThrownBy(() -> Scripted.read(ftp))
          .isInstanceOf(FtpTimeoutException.class)
          .hasMessageContaining("did not answer EPSV")
          .hasMessageContaining("421 too many users");
      assertThat(ftp.isOpen()).isFalse();
    }
  }

  @Test
  void oneThatIsSwallowedLaterIsTriedOnceMore() throws IOException {
    String once = "login\n" + TYPE + BY_EPSV + "C: EPSV\nany";
    try (ScriptedServer server =
            ScriptedServer.play(once, SWALLOWED, "login\n" + TYPE + BY_PASV + BY_PASV);
        FtpSession ftp = client(server).connect()) {
      assertThat(Scripted.read(ftp)).isEqualTo("x");
      assertThat(Scripted.read(ftp)).isEqualTo("x");
      assertThat(Scripted.read(ftp)).isEqualTo("x");
    }
  }

  @Test
  void onePausedServerDoesNotSpoilEpsv() throws IOException {
    String once = "login\n" + TYPE + BY_EPSV + "C: EPSV\nany";
    try (ScriptedServer server = ScriptedServer.play(once, "login\n" + TYPE + BY_EPSV + BY_EPSV);
        FtpSession ftp = client(server).connect()) {
      for (int i = 0; i < 3; i++) {
        assertThat(Scripted.read(ftp)).isEqualTo("x");
      }
    }
  }

  @Test
  void oneThatWasAskedAheadIsTriedOnceMore() throws IOException {
    String vsftpd = "S: 220 (vsFTPd 3.0.3)\nC: USER anonymous\nS: 230 in\n";
    String feat = "C: FEAT\nS: 500 no\n";
    try (ScriptedServer server =
            ScriptedServer.play(
                vsftpd
                    + feat
                    + TYPE
                    + "passive\nC: RETR a\nC: EPSV\nS: 150 go\ndata> one\nS: 226 ok\nany",
                vsftpd + TYPE + "passive\nC: RETR b\nS: 150 go\ndata> two\nS: 226 ok\n");
        FtpSession ftp = client(server).connect()) {
      TransferOptions options =
          TransferOptions.DEFAULT.withListed(3, java.time.Instant.parse("2026-01-01T00:00:00Z"));
      ftp.download("a", work.resolve("a"), options.withMoreToCome(true));
      ftp.download("b", work.resolve("b"), options);
      assertThat(work.resolve("b")).hasContent("two");
    }
  }

  @Test
  void ofSessionsThatBeginTogetherOnePays() throws Exception {
    // Which of them asks is open. Here PASV is not answered either: only the commands count.
    String login = "S: 220 (vsFTPd 3.0.3)\nC: USER anonymous\nS: 230 in\n";
    String work = "C: TYPE I\nwait\nS: 200 ok\nany"; // The first is busy longer than its wait.
    try (ScriptedServer server =
        ScriptedServer.play(login + "C: FEAT\nS: 500 no\n" + work, login + work).lenient()) {
      FtpClient client = client(server);
      List<FtpSession> sessions = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        sessions.add(client.connect());
      }
      ExecutorService threads = Executors.newFixedThreadPool(8);
      List<Future<?>> reads = new ArrayList<>();
      for (FtpSession session : sessions) {
        reads.add(threads.submit(() -> Scripted.read(session)));
      }
      for (Future<?> read : reads) {
        assertThatThrownBy(read::get).hasMessageContaining("PASV");
      }
      threads.shutdown();
      assertThat(count(server, "EPSV")).isEqualTo(1);
      assertThat(count(server, "PASV")).isEqualTo(8);
      sessions.forEach(FtpSession::close);
    }
  }

  @Test
  void withinTlsTheNewSessionIsSecuredToo() throws IOException {
    Trust trust = Trust.authorities(TestCertificates.copy("ca.pem", work));
    try (ScriptedServer server =
        ScriptedServer.play(
            "login-tls\n" + TYPE + "C: EPSV\nany", "login-tls\n" + TYPE + BY_PASV)) {
      FtpConfig config =
          client(server).config().toBuilder().tls(TlsPolicy.EXPLICIT.withTrust(trust)).build();
      try (FtpSession ftp = FtpClient.of(config).connect()) {
        assertThat(Scripted.read(ftp)).isEqualTo("x");
      }
    }
  }

  @Test
  void aDisconnectedSessionStaysSo() throws Exception {
    try (ScriptedServer server = ScriptedServer.play(SWALLOWED);
        FtpSession ftp = client(server, Duration.ofMinutes(1)).connect()) {
      Thread other =
          new Thread(
              () -> {
                while (count(server, "EPSV") == 0) {
                  Thread.onSpinWait();
                }
                ftp.disconnect();
              });
      other.start();
      assertThatThrownBy(() -> Scripted.read(ftp)).isInstanceOf(FtpClosedException.class);
      other.join();
      assertThat(count(server, "USER anonymous")).isEqualTo(1);
      assertThatThrownBy(() -> ftp.raw().send(Command.of("NOOP")))
          .hasMessageContaining("disconnected");
    }
  }

  /**
   * EPSV is answered, and then its port does not answer: seen with firewalls that read PASV only.
   */
  @Test
  void aFilteredPortIsNotWaitedForLong() throws IOException {
    List<String> notes = new ArrayList<>();
    InetAddress here = InetAddress.getByName("127.0.0.1");
    try (ServerSocket full = new ServerSocket(0, 1, here)) {
      List<Socket> waiting = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        waiting.add(new Socket(here, full.getLocalPort())); // Nobody accepts: the next one hangs.
      }
      String blocked = "login\n" + TYPE + "C: EPSV\nS: 229 (|||" + full.getLocalPort() + "|)\n";
      try (ScriptedServer server = ScriptedServer.play(blocked + BY_PASV + BY_PASV)) {
        FtpConfig config =
            Scripted.config(server).toBuilder()
                .wireListener(
                    new WireListener() {
                      @Override
                      public void note(String text) {
                        notes.add(text);
                      }
                    })
                .timeouts(
                    new Timeouts(
                        Duration.ofMillis(900),
                        Duration.ofSeconds(9),
                        Duration.ofSeconds(9),
                        Duration.ofSeconds(9),
                        Duration.ofSeconds(9),
                        Duration.ofSeconds(9)))
                .build();
        try (FtpSession ftp = FtpClient.of(config).connect()) {
          assertThat(Scripted.read(ftp)).isEqualTo("x");
          assertThat(Scripted.read(ftp)).isEqualTo("x");
        }
      }
      assertThat(notes).anyMatch(note -> note.contains("not answered within 0.3 s"));
      for (Socket socket : waiting) {
        socket.close();
      }
    }
  }
}
