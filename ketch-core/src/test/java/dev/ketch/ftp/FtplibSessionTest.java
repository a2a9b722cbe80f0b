package dev.ketch.ftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ketch.ftp.protocol.Command;
import dev.ketch.ftp.protocol.FtpClosedException;
import dev.ketch.ftp.protocol.FtpException;
import dev.ketch.ftp.protocol.FtpProtocolException;
import dev.ketch.ftp.protocol.FtpReplyException;
import dev.ketch.ftp.protocol.Reply;
import dev.ketch.ftp.protocol.WireListener;
import dev.ketch.ftp.url.Credentials;
import dev.ketch.testkit.ScriptedServer;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows of docs/ftplib.md on the wire: sessions, commands and replies. */
class FtplibSessionTest {
  @Test
  void errorsCarryTheirKind() throws IOException {
    try (ScriptedServer server =
            Scripted.serve("C: A", "S: 450 later", "C: B", "S: 550 no", "C: C", "S: 350 go on");
        FtpSession ftp = Scripted.connect(server)) {
      assertThatThrownBy(() -> ftp.raw().require("A"))
          .isInstanceOfSatisfying(
              FtpReplyException.class, e -> assertThat(e.isTransient()).isTrue());
      assertThatThrownBy(() -> ftp.raw().require("B"))
          .isInstanceOfSatisfying(
              FtpReplyException.class, e -> assertThat(e.isPermanent()).isTrue())
          .isInstanceOf(IOException.class)
          .hasMessageContaining("550 no");
      assertThatThrownBy(() -> ftp.raw().require("C"))
          .isInstanceOfSatisfying(
              FtpException.class, e -> assertThat(e.sessionSurvives()).isTrue());
    }
  }

  @Test
  void aReplyThatIsNoneIsAProtocolError() throws IOException {
    for (String line : List.of("666 beast", "hello", "099 low", "22", "2２0 wide digits")) {
      try (ScriptedServer server = Scripted.serve("C: NOOP", "S: " + line, "any");
          FtpSession ftp = Scripted.connect(server)) {
        assertThatThrownBy(ftp::noop).isInstanceOf(FtpProtocolException.class);
        assertThat(ftp.isOpen()).isFalse();
      }
    }
  }

  @Test
  void connectTellsTheWelcome() throws IOException {
    try (ScriptedServer server =
            ScriptedServer.play(
                "S: 220-one\nS: two\nS: 220 three\nC: USER *\nS: 230 in\nC: FEAT\nS: 502 no");
        FtpSession ftp = Scripted.connect(server)) {
      assertThat(ftp.welcome()).isEqualTo("220-one\ntwo\n220 three");
    }
  }

  @Test
  void closeSaysQuitAndForgivesAServerThatIsGone() throws IOException {
    try (ScriptedServer server = Scripted.serve("C: QUIT", "close")) {
      FtpSession ftp = Scripted.connect(server);
      ftp.close();
      ftp.close();
      assertThat(ftp.isOpen()).isFalse();
      assertThatThrownBy(ftp::noop).isInstanceOf(FtpClosedException.class);
    }
  }

  @Test
  void aZeroTimeoutIsRefused() {
    assertThatThrownBy(() -> dev.ketch.ftp.options.Timeouts.all(java.time.Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("longer than zero");
  }

  @Test
  void debugListenersNeverSeeThePassword() throws IOException {
    List<String> wire = new ArrayList<>();
    WireListener listener =
        new WireListener() {
          @Override
          public void sent(Command command) {
            wire.add(command.toString());
          }

          @Override
          public void received(Reply reply) {
            wire.add(reply.toString());
          }
        };
    try (ScriptedServer server =
        ScriptedServer.play(
            "S: 220 hi\nC: USER joe\nS: 331 ?\nC: PASS hunter2\nS: 530 hunter2 is wrong")) {
      FtpConfig config =
          Scripted.config(server).toBuilder()
              .login("joe", "hunter2")
              .wireListener(listener)
              .build();
      assertThatThrownBy(() -> FtpClient.of(config).connect())
          .hasMessageContaining("530")
          .hasMessageNotContaining("hunter2");
    }
    assertThat(wire).contains("PASS ****").noneMatch(l -> l.contains("hunter2"));
  }

  @Test
  void aLineBreakInACommandIsRefusedBeforeAnythingIsSent() throws IOException {
    try (ScriptedServer server = Scripted.serve("C: NOOP", "S: 200 ok");
        FtpSession ftp = Scripted.connect(server)) {
      for (String bad : List.of("x\r\nDELE y", "x\ny", "x\0y", "x\r")) {
        assertThatThrownBy(() -> ftp.delete(bad)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ftp.changeMode(bad, "644"))
            .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ftp.raw().send("SITE " + bad))
            .isInstanceOf(IllegalArgumentException.class);
      }
      ftp.noop();
      assertThat(server.received()).doesNotContain("DELE y");
    }
  }

  @Test
  void aLineBreakInCredentialsIsRefused() {
    try (ScriptedServer server = ScriptedServer.play("S: 220 hi\nany")) {
      FtpConfig config = Scripted.config(server).toBuilder().login("u\r\nDELE x", "p").build();
      assertThatThrownBy(() -> FtpClient.of(config).connect())
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(server.received()).isEmpty();
    }
  }

  @Test
  void aReplyLineTooLongIsRefused() throws IOException {
    try (ScriptedServer server = Scripted.serve("C: NOOP", "S: 200 " + "x".repeat(20_000), "any");
        FtpSession ftp = Scripted.connect(server)) {
      assertThatThrownBy(ftp::noop)
          .isInstanceOf(FtpProtocolException.class)
          .hasMessageContaining("longer than the limit");
    }
  }

  @Test
  void anEndlessMultiLineReplyIsRefused() throws IOException {
    try (ScriptedServer server = ScriptedServer.play("S: 220-hi\nflood 220-more\\r\\n").lenient()) {
      assertThatThrownBy(() -> Scripted.connect(server))
          .isInstanceOf(FtpProtocolException.class)
          .hasMessageContaining("longer than the limit");
    }
  }

  @Test
  void multiLineRepliesEndAtTheirOwnCode() throws IOException {
    try (ScriptedServer server =
            Scripted.serve(
                "C: HELP",
                "S: 214-one",
                "S:  214 indented",
                "S: 200 other code",
                "S: 214x text",
                "S: ",
                "S: 214 end");
        FtpSession ftp = Scripted.connect(server)) {
      assertThat(ftp.raw().send("HELP").lines()).hasSize(6).last().isEqualTo("214 end");
    }
  }

  @Test
  void sendReturnsAnyReply() throws IOException {
    try (ScriptedServer server = Scripted.serve("C: SYST", "S: 215 UNIX", "C: STAT", "S: 550 no");
        FtpSession ftp = Scripted.connect(server)) {
      assertThat(ftp.raw().send("syst").message()).isEqualTo("UNIX");
      assertThat(ftp.raw().send("STAT").code()).isEqualTo(550);
    }
  }

  @Test
  void loginFollowsWhatTheServerAsks() throws IOException {
    try (ScriptedServer server =
        ScriptedServer.play(
            "S: 120 wait\nS: 220 hi\nC: USER joe\nS: 331 ?\nC: PASS pw\nS: 332 ?\n"
                + "C: ACCT acc\nS: 230 in\nC: FEAT\nS: 500 no")) {
      FtpConfig config =
          Scripted.config(server).toBuilder()
              .credentials(new Credentials("joe", "pw", "acc"))
              .build();
      FtpClient.of(config).connect().close();
    }
  }

  @Test
  void anonymousPasswordsFollowFtplib() {
    assertThat(Credentials.of("", "").password()).isEqualTo("anonymous@");
    assertThat(Credentials.of("anonymous", "-").password()).isEqualTo("-anonymous@");
    assertThat(Credentials.of("anonymous", "me@").password()).isEqualTo("me@");
  }

  @Test
  void sourceAddressesAndEncodingsAreSettings() throws IOException {
    try (ScriptedServer server = Scripted.serve("C: CWD caf\u00e9", "S: 250 ok")) {
      FtpConfig config =
          Scripted.config(server).toBuilder()
              .sourceAddress(InetAddress.getByName("127.0.0.2"))
              .charset(StandardCharsets.ISO_8859_1)
              .build();
      try (FtpSession ftp = FtpClient.of(config).connect()) {
        ftp.changeDirectory("café");
      }
    }
  }

  @Test
  void hostAndClientNameAreSentWhereTheyHelp() throws IOException {
    try (ScriptedServer server =
        ScriptedServer.play(
            "S: 220 hi\nC: HOST ftp.example.org\nS: 220 that one\nC: USER *\nS: 230 in\nC: FEAT\n"
                + "S: 211-features\nS:  CLNT\nS:  UTF8\nS: 211 end\nC: CLNT Ketch\nS: 200 ok\n"
                + "C: OPTS UTF8 ON\nS: 202 always on")) {
      FtpConfig config = Scripted.config(server).toBuilder().virtualHost("ftp.example.org").build();
      FtpClient.of(config).connect().close();
    }
  }
}
