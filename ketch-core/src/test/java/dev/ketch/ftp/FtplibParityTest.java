package dev.ketch.ftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ketch.ftp.options.DataMode;
import dev.ketch.ftp.options.Limits;
import dev.ketch.ftp.protocol.Command;
import dev.ketch.ftp.protocol.FtpClosedException;
import dev.ketch.ftp.protocol.FtpException;
import dev.ketch.ftp.protocol.FtpProtocolException;
import dev.ketch.ftp.protocol.FtpReplyException;
import dev.ketch.ftp.protocol.Reply;
import dev.ketch.ftp.protocol.WireListener;
import dev.ketch.ftp.url.Credentials;
import dev.ketch.testkit.ScriptedServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A test for each row of docs/ftplib.md, on the wire. */
class FtplibParityTest {
  @TempDir Path work;

  private static ScriptedServer serve(String... lines) {
    return ScriptedServer.play(Scripted.afterLogin(lines));
  }

  @Test
  void errorsCarryTheirKind() throws IOException {
    try (ScriptedServer server =
            serve("C: A", "S: 450 later", "C: B", "S: 550 no", "C: C", "S: 350 go on");
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
      try (ScriptedServer server = serve("C: NOOP", "S: " + line, "any");
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
    try (ScriptedServer server = serve("C: QUIT", "close")) {
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
    try (ScriptedServer server = serve("C: NOOP", "S: 200 ok");
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
    try (ScriptedServer server = serve("C: NOOP", "S: 200 " + "x".repeat(20_000), "any");
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
            serve(
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
    try (ScriptedServer server = serve("C: SYST", "S: 215 UNIX", "C: STAT", "S: 550 no");
        FtpSession ftp = Scripted.connect(server)) {
      assertThat(ftp.raw().send("syst").message()).isEqualTo("UNIX");
      assertThat(ftp.raw().send("STAT").code()).isEqualTo(550);
    }
  }

  @Test
  void activeModeSendsPortAndTakesTheServersConnection() throws IOException {
    try (ScriptedServer server =
        serve(
            "C: TYPE I",
            "S: 200 ok",
            "C: PORT 127,0,0,1,*",
            "S: 200 ok",
            "C: RETR a",
            "S: 150 go",
            "connect",
            "data> active",
            "S: 226 done")) {
      FtpConfig config = Scripted.config(server).toBuilder().dataMode(DataMode.ACTIVE).build();
      try (FtpSession ftp = FtpClient.of(config).connect();
          InputStream in = ftp.read("a", 0)) {
        assertThat(in).hasContent("active");
      }
    }
  }

  @Test
  void activeModeUsesEprtOverIpv6() throws IOException {
    try (ScriptedServer server =
        ScriptedServer.play(
            InetAddress.getByName("::1"),
            Scripted.afterLogin(
                "C: TYPE I",
                "S: 200 ok",
                "C: EPRT |2|0:0:0:0:0:0:0:1|*",
                "S: 200 ok",
                "C: RETR a",
                "S: 150 go",
                "connect",
                "data> six",
                "S: 226 done"))) {
      FtpConfig config =
          Scripted.config(server).toBuilder().host("::1").dataMode(DataMode.ACTIVE).build();
      try (FtpSession ftp = FtpClient.of(config).connect();
          InputStream in = ftp.read("a", 0)) {
        assertThat(in).hasContent("six");
      }
    }
  }

  @Test
  void theAddressInA227IsIgnored() throws IOException {
    try (ScriptedServer server =
            serve(
                "C: TYPE I",
                "S: 200 ok",
                "C: EPSV",
                "S: 500 no",
                "C: PASV",
                "listen",
                "S: 227 entering (198,51,100,1,{p1,p2})",
                "C: RETR a",
                "S: 150 go",
                "data> here",
                "S: 226 done");
        FtpSession ftp = Scripted.connect(server);
        InputStream in = ftp.read("a", 0)) {
      assertThat(in).hasContent("here");
    }
  }

  @Test
  void transfersGiveDataSizeAndReply() throws IOException {
    try (ScriptedServer server =
            serve(
                "C: TYPE I",
                "S: 200 ok",
                "passive",
                "C: REST 7",
                "S: 350 ok",
                "C: RETR a",
                "S: 150 opening (12 bytes)",
                "data> world",
                "S: 226 done");
        FtpSession ftp = Scripted.connect(server);
        DataTransfer transfer = ftp.raw().transfer("RETR a", false, 7)) {
      assertThat(transfer.sizeHint()).hasValue(12);
      assertThat(transfer.input()).hasContent("world");
    }
  }

  @Test
  void theSizeInA150IsReadStrictly() throws IOException {
    for (String text : List.of("(1,234 bytes)", "(12 byte)", "( bytes)", "(-1 bytes)")) {
      assertThat(
              dev.ketch.ftp.internal.transfer.SizeHint.of(new Reply(150, List.of("150 x " + text))))
          .isEqualTo(-1);
    }
    assertThat(
            dev.ketch.ftp.internal.transfer.SizeHint.of(new Reply(125, List.of("125 (9 bytes)"))))
        .isEqualTo(-1);
  }

  @Test
  void oneStrayReplyBeforeThe150IsPassedOver() throws IOException {
    try (ScriptedServer server =
            serve(
                "C: TYPE I",
                "S: 200 ok",
                "passive",
                "C: RETR a",
                "S: 200 stray",
                "S: 150 go",
                "data> x",
                "S: 226 done");
        FtpSession ftp = Scripted.connect(server);
        InputStream in = ftp.read("a", 0)) {
      assertThat(in).hasContent("x");
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
  void abortLeavesTheSessionUsable() throws IOException {
    try (ScriptedServer server =
            serve(
                "C: TYPE I",
                "S: 200 ok",
                "passive",
                "C: RETR a",
                "S: 150 go",
                "data+ xx",
                "C: ABOR",
                "S: 426 aborted",
                "S: 226 abor ok",
                "C: PWD",
                "S: 257 \"/\"",
                "C: NOOP",
                "S: 200 ok");
        FtpSession ftp = Scripted.connect(server)) {
      try (DataTransfer transfer = ftp.raw().transfer("RETR a", false, 0)) {
        assertThat(transfer.input().read()).isEqualTo('x');
        Reply last = transfer.abort();
        assertThat(last).isNotNull();
      }
      ftp.noop();
    }
  }

  @Test
  void binaryGoesBothWays() throws IOException {
    try (ScriptedServer server =
            serve(
                "C: TYPE I",
                "S: 200 ok",
                "passive",
                "C: RETR a",
                "S: 150 go",
                "data> \\x00\\xff\\r\\n\\n",
                "S: 226 done",
                "passive",
                "C: STOR b",
                "S: 150 go",
                "data< \\x00\\xff\\r\\n\\n",
                "S: 226 done");
        FtpSession ftp = Scripted.connect(server)) {
      byte[] bytes;
      try (InputStream in = ftp.read("a", 0)) {
        bytes = in.readAllBytes();
      }
      assertThat(bytes).containsExactly(0, 0xff, '\r', '\n', '\n');
      try (OutputStream out = ftp.write("b", 0)) {
        out.write(bytes);
      }
    }
  }

  @Test
  void linesComeWithoutTheirEnds() throws IOException {
    List<String> lines = new ArrayList<>();
    try (ScriptedServer server =
            serve(
                "C: TYPE A",
                "S: 200 ok",
                "passive",
                "C: RETR a",
                "S: 150 go",
                "data> one\\r\\ntwo\\nthree",
                "S: 226 done");
        FtpSession ftp = Scripted.connect(server)) {
      ftp.raw().lines("RETR a", lines::add);
    }
    assertThat(lines).containsExactly("one", "two", "three");
  }

  @Test
  void aListingLineTooLongIsRefused() throws IOException {
    try (ScriptedServer server =
        ScriptedServer.play(
                Scripted.afterLogin(
                    "C: TYPE A",
                    "S: 200 ok",
                    "passive",
                    "C: LIST",
                    "S: 150 go",
                    "data+ x",
                    "flood xxxx"))
            .lenient()) {
      FtpConfig config =
          Scripted.config(server).toBuilder()
              .limits(new Limits(100, 1000, 1000, 10))
              .timeouts(dev.ketch.ftp.options.Timeouts.all(java.time.Duration.ofSeconds(2)))
              .build();
      try (FtpSession ftp = FtpClient.of(config).connect()) {
        assertThatThrownBy(() -> ftp.listLines(line -> {}))
            .isInstanceOf(FtpProtocolException.class)
            .hasMessageContaining("1000 bytes");
      }
    }
  }

  @Test
  void textUploadsEndTheirLinesInCrLf() throws IOException {
    try (ScriptedServer server =
            serve(
                "C: TYPE A",
                "S: 200 ok",
                "passive",
                "C: STOR a",
                "S: 150 go",
                "data< one\\r\\ntwo\\r\\nlast",
                "S: 226 done");
        FtpSession ftp = Scripted.connect(server)) {
      ftp.upload(
          new ByteArrayInputStream("one\ntwo\r\nlast".getBytes(StandardCharsets.US_ASCII)),
          "a",
          TransferOptions.DEFAULT.withAscii(true).withInPlace(true));
    }
  }

  @Test
  void textDownloadsGetLocalLineEnds() throws IOException {
    try (ScriptedServer server =
            serve(
                "C: TYPE A",
                "S: 200 ok",
                "passive",
                "C: RETR a",
                "S: 150 go",
                "data> one\\r\\ntwo\\rthree\\r\\n",
                "S: 226 done");
        FtpSession ftp = Scripted.connect(server)) {
      ftp.download("a", work.resolve("a"), TransferOptions.DEFAULT.withAscii(true));
    }
    assertThat(Files.readString(work.resolve("a")))
        .isEqualTo("one" + System.lineSeparator() + "two\rthree" + System.lineSeparator());
  }

  @Test
  void namesAndRawLines() throws IOException {
    List<String> lines = new ArrayList<>();
    try (ScriptedServer server =
            serve(
                "C: TYPE A",
                "S: 200 ok",
                "passive",
                "C: NLST pub",
                "S: 150 go",
                "data> a\\r\\nb\\r\\n",
                "S: 226 done",
                "passive",
                "C: LIST -la pub",
                "S: 125 go",
                "data> x y\\r\\n",
                "S: 250 done");
        FtpSession ftp = Scripted.connect(server)) {
      assertThat(ftp.names("pub")).containsExactly("a", "b");
      ftp.listLines(lines::add, "-la", "pub");
    }
    assertThat(lines).containsExactly("x y");
  }

  @Test
  void mlsdGivesFacts() throws IOException {
    try (ScriptedServer server =
            ScriptedServer.play(
                "login MLST type*;size*;\nC: TYPE A\nS: 200 ok\npassive\nC: MLSD pub\nS: 150 go\n"
                    + "data> type=cdir; .\\r\\nType=file;SIZE=5;modify=20260102030405.6; a b\\r\\n\n"
                    + "S: 226 done");
        FtpSession ftp = Scripted.connect(server)) {
      var entries = ftp.list("pub");
      assertThat(entries).hasSize(1);
      assertThat(entries.get(0).name()).isEqualTo("a b");
      assertThat(entries.get(0).size()).isEqualTo(5);
      assertThat(entries.get(0).facts()).containsEntry("type", "file");
    }
  }

  @Test
  void renameNeedsA3xx() throws IOException {
    try (ScriptedServer server =
            serve("C: RNFR a", "S: 350 to?", "C: RNTO b", "S: 250 ok", "C: RNFR a", "S: 250 odd");
        FtpSession ftp = Scripted.connect(server)) {
      ftp.rename("a", "b");
      assertThatThrownBy(() -> ftp.rename("a", "b")).isInstanceOf(FtpReplyException.class);
    }
  }

  @Test
  void directoriesAreChangedMadeAndRemoved() throws IOException {
    try (ScriptedServer server =
            serve(
                "C: CWD .",
                "S: 250 ok",
                "C: CDUP",
                "S: 500 no",
                "C: CWD ..",
                "S: 250 ok",
                "C: MKD a",
                "S: 257 \"/x/a\" made",
                "C: MKD b",
                "S: 250 made",
                "C: RMD a",
                "S: 250 gone",
                "C: DELE f",
                "S: 250 gone");
        FtpSession ftp = Scripted.connect(server)) {
      ftp.changeDirectory("");
      ftp.changeToParent();
      assertThat(ftp.makeDirectory("a")).isEqualTo("/x/a");
      assertThat(ftp.makeDirectory("b")).isEqualTo("b");
      ftp.removeDirectory("a");
      ftp.delete("f");
    }
  }

  @Test
  void sizeIsANumberOrUnknown() throws IOException {
    try (ScriptedServer server =
            serve(
                "C: TYPE I",
                "S: 200 ok",
                "C: SIZE a",
                "S: 213 file: 7, Size =51",
                "C: SIZE b",
                "S: 213 99999999999999999999",
                "C: SIZE c",
                "S: 213 -1",
                "C: SIZE d",
                "S: 550 no");
        FtpSession ftp = Scripted.connect(server)) {
      assertThat(ftp.size("a")).hasValue(51);
      assertThat(ftp.size("b")).isEmpty();
      assertThat(ftp.size("c")).isEmpty();
      assertThat(ftp.size("d")).isEmpty();
    }
  }

  @Test
  void quotedPathsAreReadWithCare() {
    assertThat(QuotedPath.of(new Reply(257, List.of("257 \"/a\"\"b\" ok")))).isEqualTo("/a\"b");
    assertThat(QuotedPath.of(new Reply(257, List.of("257 \"only one")))).isEmpty();
    assertThat(QuotedPath.of(new Reply(257, List.of("257 OK.")))).isEmpty();
    assertThat(QuotedPath.of(new Reply(257, List.of("257 \"/\u0003\"")))).isEmpty();
    assertThat(QuotedPath.of(new Reply(250, List.of("250 \"/a\"")))).isEmpty();
  }

  @Test
  void copiesBetweenServersByTheSourcesOwnAddress() throws IOException {
    try (ScriptedServer from =
            serve(
                "C: TYPE I",
                "S: 200 ok",
                "C: PASV",
                "S: 227 (10,9,8,7,4,1)",
                "C: RETR a",
                "S: 150 go",
                "S: 226 done");
        ScriptedServer to =
            serve(
                "C: TYPE I",
                "S: 200 ok",
                "C: PORT 127,0,0,1,4,1",
                "S: 200 ok",
                "C: STOR b",
                "S: 150 go",
                "S: 226 done");
        FtpSession source = Scripted.connect(from);
        FtpSession target = Scripted.connect(to)) {
      ServerCopy.copy(source, "a", target, "b");
    }
  }

  @Test
  void storesUniquelyAndAppends() throws IOException {
    try (ScriptedServer server =
            serve(
                "C: TYPE I",
                "S: 200 ok",
                "passive",
                "C: STOU",
                "S: 150 FILE: x.1",
                "data< u",
                "S: 226 done",
                "passive",
                "C: APPE log",
                "S: 150 go",
                "data< +",
                "S: 226 done");
        FtpSession ftp = Scripted.connect(server)) {
      assertThat(ftp.storeUnique(new ByteArrayInputStream(new byte[] {'u'})))
          .isEqualTo("FILE: x.1");
      try (OutputStream out = ftp.append("log")) {
        out.write('+');
      }
    }
  }

  @Test
  void urlsOpenAsStreams() throws IOException {
    try (ScriptedServer server =
        serve(
            "C: TYPE A",
            "S: 200 ok",
            "passive",
            "C: RETR a/b.txt",
            "S: 150 go (3 bytes)",
            "data> abc",
            "S: 226 done")) {
      String url = "ftp://127.0.0.1:" + server.port() + "/a/b.txt;type=a";
      try (UrlStream in = FtpClient.open(url)) {
        assertThat(in.contentType()).hasValue("text/plain");
        assertThat(in.size()).hasValue(3);
        assertThat(in).hasContent("abc");
      }
    }
  }

  @Test
  void aUrlRefusedWith550IsTriedAsADirectory() throws IOException {
    try (ScriptedServer server =
            serve(
                "C: TYPE I",
                "S: 200 ok",
                "passive",
                "C: RETR pub",
                "S: 550 not a plain file",
                "C: PWD",
                "S: 257 \"/\"",
                "C: CWD pub",
                "S: 250 ok",
                "C: CWD /",
                "S: 250 ok",
                "C: CWD pub",
                "S: 250 ok",
                "C: TYPE A",
                "S: 200 ok",
                "passive",
                "C: LIST",
                "S: 150 go",
                "data> listing",
                "S: 226 done");
        UrlStream in = FtpClient.open("ftp://127.0.0.1:" + server.port() + "/pub")) {
      assertThat(in).hasContent("listing");
    }
  }

  @Test
  void sourceAddressesAndEncodingsAreSettings() throws IOException {
    try (ScriptedServer server = serve("C: CWD caf\u00e9", "S: 250 ok")) {
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
