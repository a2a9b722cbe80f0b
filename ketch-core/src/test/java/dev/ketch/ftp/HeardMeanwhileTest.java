package dev.ketch.ftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ketch.ftp.options.Timeouts;
import dev.ketch.ftp.protocol.FtpClosedException;
import dev.ketch.ftp.protocol.FtpIncompleteException;
import dev.ketch.ftp.protocol.FtpReplyException;
import dev.ketch.testkit.ScriptedServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What comes on the control connection during a pause of the data, and does not end them. */
@Timeout(60)
class HeardMeanwhileTest {
  /** Longer than the grace after a refusal, shorter than that after the end of the connection. */
  private static final String PAUSE = "wait\nwait\nwait\nwait\nwait\nwait\nwait\n";

  private static final String RETR = "C: TYPE I\nS: 200 ok\npassive\nC: RETR a\nS: 150 go\n";

  @TempDir Path work;

  private static FtpSession connect(ScriptedServer server, Timeouts timeouts) throws IOException {
    return FtpClient.of(Scripted.config(server).toBuilder().timeouts(timeouts).build()).connect();
  }

  private static FtpSession connect(ScriptedServer server) throws IOException {
    return connect(server, Timeouts.all(Duration.ofMinutes(10)));
  }

  private static void brings(String rest, String expected) throws IOException {
    try (ScriptedServer server = ScriptedServer.play("login\n" + RETR + rest);
        FtpSession ftp = connect(server)) {
      assertThat(Scripted.read(ftp)).isEqualTo(expected);
      ftp.noop();
    }
  }

  @Test
  void aFinalReplyBeforeTheData() throws IOException {
    brings("data+ a\nS: 226 done\n" + PAUSE + "data> b\nC: NOOP\nS: 200 ok", "ab");
  }

  @Test
  void anotherPreliminaryReply() throws IOException {
    brings("data+ a\nS: 150 still\n" + PAUSE + "data> b\nS: 226 done\nC: NOOP\nS: 200 ok", "ab");
  }

  @Test
  void aReplyThatIsNotCompleteYet() throws IOException {
    Duration normal = Duration.ofMinutes(1);
    Duration brief = Duration.ofMillis(700);
    String halves = "data+ a\nS- 226-do\\r\\n22\n" + PAUSE + "data> b\nS- 6 done\\r\\n\n";
    try (ScriptedServer server = ScriptedServer.play("login\n" + RETR + halves);
        FtpSession ftp =
            connect(server, new Timeouts(normal, normal, normal, brief, normal, normal))) {
      assertThat(Scripted.read(ftp)).isEqualTo("ab");
    }
  }

  @Test
  void aRefusalInPieces() throws IOException {
    String rest = "data+ a\nS- 4\nwait\nS- 51-bad\\r\\n\nwait\nS- 226 no\\r\\n451 di\nwait\n";
    try (ScriptedServer server =
            ScriptedServer.play("login\n" + RETR + rest + "S- sk\\r\\n\nC: NOOP\nS: 200 ok");
        FtpSession ftp = connect(server)) {
      assertThatThrownBy(() -> Scripted.read(ftp))
          .isInstanceOf(FtpIncompleteException.class)
          .hasMessageContaining("451 disk");
      ftp.noop();
    }
  }

  @Test
  void repliesToTheKeepAlive() throws IOException {
    String noop = "C: NOOP\nS: 502 not now\n";
    try (ScriptedServer server =
            ScriptedServer.play(
                "login\n"
                    + RETR
                    + "data+ a\n"
                    + noop.repeat(3)
                    + "data> b\nS: 226 done\nC: PWD\nS: 257 \"/\"");
        FtpSession ftp =
            connect(
                server,
                Timeouts.all(Duration.ofMinutes(1)).withKeepAlive(Duration.ofMillis(800)))) {
      assertThat(Scripted.read(ftp)).isEqualTo("ab");
    }
  }

  /** Pure-FTPd answers at once whatever it reads during a transfer. */
  @Test
  void aReplyToWhatWasSentAhead() throws IOException {
    String login = "S: 220 Pure-FTPd\nC: USER anonymous\nS: 230 in\nC: FEAT\nS: 500 no\n";
    String port = "C: TYPE I\nS: 200 ok\npassive\n";
    try (ScriptedServer server =
            ScriptedServer.play(
                login
                    + port
                    + "C: RETR a\nC: EPSV\nS: 150 go\nS: 500 what\n"
                    + PAUSE
                    + "data> one\nS: 226 ok\npassive\nC: RETR b\nC: EPSV\nS: 150 go\n"
                    + "S: 500 what\nS: 451 disk\nC: NOOP\nS: 200 ok");
        FtpSession ftp = connect(server)) {
      TransferOptions options =
          TransferOptions.DEFAULT
              .withListed(3, Instant.parse("2026-01-01T00:00:00Z"))
              .withMoreToCome(true);
      ftp.download("a", work.resolve("a"), options);
      assertThat(work.resolve("a")).hasContent("one");
      assertThatThrownBy(() -> ftp.download("b", work.resolve("b"), options))
          .isInstanceOf(FtpReplyException.class)
          .hasMessageContaining("451 disk");
      ftp.noop();
    }
  }

  @Test
  void whatWasSentBeforeARefusalStillComes() throws IOException {
    String rest = "data+ a\nS: 451 disk\nwait\nwait\ndata> b\nC: NOOP\nS: 200 ok";
    try (ScriptedServer server = ScriptedServer.play("login\n" + RETR + rest);
        FtpSession ftp = connect(server)) {
      StringBuilder came = new StringBuilder();
      assertThatThrownBy(() -> read(ftp, came)).hasMessageContaining("451 disk");
      assertThat(came).hasToString("ab");
      ftp.noop();
    }
  }

  @Test
  void whatWasSentBeforeTheEndOfTheControlConnectionStillComes() throws IOException {
    String rest = "data+ a\nclose\n" + PAUSE + "data> b\n";
    try (ScriptedServer server = ScriptedServer.play("login\n" + RETR + rest).lenient();
        FtpSession ftp = connect(server)) {
      StringBuilder came = new StringBuilder();
      assertThatThrownBy(() -> read(ftp, came)).isInstanceOf(FtpClosedException.class);
      assertThat(came).hasToString("ab");
    }
  }

  private static void read(FtpSession ftp, StringBuilder came) throws IOException {
    try (InputStream in = ftp.read("a", 0)) {
      int b;
      while ((b = in.read()) >= 0) {
        came.append((char) b);
      }
    }
  }

  @Test
  void aDisconnectedSessionWaitsForNothing() throws Exception {
    try (ScriptedServer server = ScriptedServer.play("login\n" + RETR + "data+ a\nany").lenient();
        FtpSession ftp = connect(server)) {
      InputStream in = ftp.read("a", 0);
      assertThat(in.read()).isEqualTo('a');
      Thread other = new Thread(ftp::disconnect);
      other.start();
      assertThatThrownBy(in::read)
          .isInstanceOf(FtpClosedException.class)
          .hasMessageContaining("disconnected");
      other.join();
    }
  }

  /** The data port of the second transfer swallows the connect, and the server says why. */
  @Test
  void aRefusalWhileTheDataPortIsSilent() throws IOException {
    InetAddress here = InetAddress.getByName("127.0.0.1");
    for (String said : List.of("S: 425 no way", "S: 150 go\nwait\nS: 425 no way")) {
      try (ServerSocket full = new ServerSocket(0, 1, here)) {
        List<Socket> waiting = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
          waiting.add(new Socket(here, full.getLocalPort()));
        }
        String second =
            "C: EPSV\nS: 229 (|||" + full.getLocalPort() + "|)\nC: RETR a\n" + said + "\n";
        try (ScriptedServer server =
                ScriptedServer.play(
                    "login\n" + RETR + "data> x\nS: 226 ok\n" + second + "C: NOOP\nS: 200 ok");
            FtpSession ftp = connect(server)) {
          assertThat(Scripted.read(ftp)).isEqualTo("x");
          assertThatThrownBy(() -> Scripted.read(ftp))
              .isInstanceOf(FtpReplyException.class)
              .hasMessageContaining("425 no way");
          ftp.noop();
        }
        for (Socket socket : waiting) {
          socket.close();
        }
      }
    }
  }

  /** Pure-FTPd says 150 a second time, and no more, when a download was given up. */
  @Test
  void anAbandonedDownloadThatEndsWithAnotherPreliminaryReply() throws IOException {
    String rest = "data+ a\ndata close\nS: 150 0.003 seconds\nC: PWD\nS: 257 \"/\"\n";
    for (String more : List.of("", "S: 226 or so\n")) {
      String end = rest.replace("C: PWD", more + "C: PWD") + "C: NOOP\nS: 200 ok";
      try (ScriptedServer server = ScriptedServer.play("login\n" + RETR + end);
          FtpSession ftp = connect(server)) {
        ftp.read("a", 0).close();
        ftp.noop();
      }
    }
  }
}
