package dev.ketch.ftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ketch.ftp.listing.FtpListing;
import dev.ketch.ftp.options.DataMode;
import dev.ketch.ftp.options.Timeouts;
import dev.ketch.ftp.options.TlsPolicy;
import dev.ketch.ftp.protocol.FtpClosedException;
import dev.ketch.ftp.protocol.FtpException;
import dev.ketch.ftp.protocol.FtpIncompleteException;
import dev.ketch.ftp.protocol.FtpReplyException;
import dev.ketch.ftp.protocol.FtpTimeoutException;
import dev.ketch.ftp.protocol.FtpTlsException;
import dev.ketch.testkit.ScriptedServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that do it wrong: each transcript fails without the handling that it is here for. */
class BrokenServersTest {
  private static final String PART = PartNames.onServer("f");

  private static final String[] START = {"C: TYPE I", "S: 200 ok"};

  @TempDir Path work;

  private static ScriptedServer serve(String... lines) {
    return ScriptedServer.play(Scripted.afterLogin(lines));
  }

  private static String[] retr(String... after) {
    String[] all = new String[START.length + 2 + after.length];
    System.arraycopy(START, 0, all, 0, START.length);
    all[START.length] = "passive";
    all[START.length + 1] = "C: RETR a";
    System.arraycopy(after, 0, all, START.length + 2, after.length);
    return all;
  }

  private static String read(FtpSession ftp) throws IOException {
    try (InputStream in = ftp.read("a", 0)) {
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }

  @Test
  void noPreliminaryReplyAtAll() throws IOException {
    try (ScriptedServer server = serve(retr("data> x", "S: 226 done"));
        FtpSession ftp = Scripted.connect(server)) {
      assertThat(read(ftp)).isEqualTo("x");
    }
  }

  @Test
  void bothRepliesInOnePacketBeforeTheData() throws IOException {
    try (ScriptedServer server =
            serve(retr("S- 150 go\\r\\n226 done\\r\\n", "data> late", "C: NOOP", "S: 200 ok"));
        FtpSession ftp = Scripted.connect(server)) {
      assertThat(read(ftp)).isEqualTo("late");
      ftp.noop();
    }
  }

  @Test
  void severalFinalReplies() throws IOException {
    try (ScriptedServer server =
            serve(
                retr(
                    "S: 150 go",
                    "data> x",
                    "S- 226 done\\r\\n226 done\\r\\n",
                    "C: NOOP",
                    "S: 200 ok"));
        FtpSession ftp = Scripted.connect(server)) {
      assertThat(read(ftp)).isEqualTo("x");
      ftp.noop();
    }
  }

  @Test
  void epsvRefusedIsRemembered() throws IOException {
    try (ScriptedServer server =
            serve(
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
      assertThat(read(ftp)).isEqualTo("1");
      assertThat(read(ftp)).isEqualTo("2");
    }
  }

  @Test
  void epsvPortClosedFallsBackToPasv() throws IOException {
    try (ScriptedServer server =
            serve(
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
      assertThat(read(ftp)).isEqualTo("x");
    }
  }

  @Test
  void epsvAnsweredBy227() throws IOException {
    try (ScriptedServer server =
            serve(
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
      assertThat(read(ftp)).isEqualTo("x");
    }
  }

  @Test
  void pasvOnlyAfterPret() throws IOException {
    try (ScriptedServer server =
            serve(
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
      assertThat(read(ftp)).isEqualTo("x");
    }
  }

  @Test
  void aDownloadCutShortLeavesNoFile() throws IOException {
    try (ScriptedServer server =
            serve(
                "C: TYPE I",
                "S: 200 ok",
                "C: SIZE a",
                "S: 213 10",
                "passive",
                "C: RETR a",
                "S: 150 go",
                "data> 12345",
                "S: 226 done",
                "C: NOOP",
                "S: 200 ok");
        FtpSession ftp = Scripted.connect(server)) {
      Path target = work.resolve("a");
      assertThatThrownBy(() -> ftp.download("a", target))
          .isInstanceOf(FtpIncompleteException.class)
          .hasMessageContaining("5 bytes came, 10 announced");
      assertThat(work).isEmptyDirectory();
      ftp.noop();
    }
  }

  @Test
  void aDownloadBrokenOffKeepsTheOldFile() throws IOException {
    Path target = Files.writeString(work.resolve("a"), "old");
    for (String end : List.of("S: 426 broken", "S: 451 disk trouble", "close")) {
      try (ScriptedServer server =
              serve(
                  "C: TYPE I",
                  "S: 200 ok",
                  "C: SIZE a",
                  "S: 550 ?",
                  "passive",
                  "C: RETR a",
                  "S: 150 go",
                  "data> 12345",
                  end);
          FtpSession ftp = Scripted.connect(server)) {
        assertThatThrownBy(() -> ftp.download("a", target)).isInstanceOf(FtpException.class);
      }
      assertThat(target).hasContent("old");
      assertThat(work.toFile().list()).containsExactly("a");
    }
  }

  @Test
  void aDataConnectionResetIsIncomplete() throws IOException {
    try (ScriptedServer server =
            serve(
                retr(
                    "S: 150 go",
                    "data+ 123",
                    "data reset",
                    "S: 426 lost",
                    "C: NOOP",
                    "S: 200 ok"));
        FtpSession ftp = Scripted.connect(server)) {
      assertThatThrownBy(() -> read(ftp)).isInstanceOf(IOException.class);
      ftp.noop();
    }
  }

  @Test
  void aSizeOfZeroIsNotBelieved() throws IOException {
    try (ScriptedServer server =
            serve(
                "C: TYPE I",
                "S: 200 ok",
                "C: SIZE a",
                "S: 213 0",
                "passive",
                "C: RETR a",
                "S: 150 go",
                "data> real",
                "S: 226 done");
        FtpSession ftp = Scripted.connect(server)) {
      ftp.download("a", work.resolve("a"));
    }
    assertThat(work.resolve("a")).hasContent("real");
  }

  @Test
  void anUploadTheServerCountsDifferentlyIsRemoved() throws IOException {
    Path local = Files.writeString(work.resolve("f"), "12345");
    try (ScriptedServer server =
            serve(
                "C: TYPE I",
                "S: 200 ok",
                "passive",
                "C: STOR " + PART,
                "S: 150 go",
                "data< 12345",
                "S: 226 done",
                "C: SIZE " + PART,
                "S: 213 3",
                "C: DELE " + PART,
                "S: 250 ok");
        FtpSession ftp = Scripted.connect(server)) {
      assertThatThrownBy(() -> ftp.upload(local, "f"))
          .isInstanceOf(FtpIncompleteException.class)
          .hasMessageContaining("3 of 5 bytes");
    }
  }

  @Test
  void aServerThatDoesNotReplaceByRename() throws IOException {
    Path local = Files.writeString(work.resolve("f"), "1");
    try (ScriptedServer server =
            serve(
                "C: TYPE I",
                "S: 200 ok",
                "passive",
                "C: STOR " + PART,
                "S: 150 go",
                "data< 1",
                "S: 226 done",
                "C: SIZE " + PART,
                "S: 213 1",
                "C: RNFR " + PART,
                "S: 350 to?",
                "C: RNTO f",
                "S: 550 exists",
                "C: SIZE f",
                "S: 213 9",
                "C: DELE f",
                "S: 250 ok",
                "C: RNFR " + PART,
                "S: 350 to?",
                "C: RNTO f",
                "S: 250 ok");
        FtpSession ftp = Scripted.connect(server)) {
      ftp.upload(local, "f");
    }
  }

  @Test
  void uploadErrorsTellTheServersWords() throws IOException {
    try (ScriptedServer server =
            serve(
                "C: TYPE I",
                "S: 200 ok",
                "passive",
                "C: STOR a",
                "S: 150 go",
                "data+ ",
                "S: 552 quota exceeded",
                "data reset");
        FtpSession ftp = Scripted.connect(server)) {
      assertThatThrownBy(
              () -> {
                try (OutputStream out = ftp.write("a", 0)) {
                  byte[] block = new byte[1 << 20];
                  for (int i = 0; i < 64; i++) {
                    out.write(block);
                  }
                }
              })
          .hasMessageContaining("552 quota exceeded");
    }
  }

  @Test
  void emptyDirectoriesInManyWords() throws IOException {
    for (String reply : List.of("450 No files found", "550 No members found.")) {
      try (ScriptedServer server =
              serve("C: TYPE A", "S: 200 ok", "passive", "C: NLST", "S: " + reply);
          FtpSession ftp = Scripted.connect(server)) {
        assertThat(ftp.names("")).isEmpty();
      }
    }
    try (ScriptedServer server =
            serve("C: TYPE A", "S: 200 ok", "passive", "C: NLST", "S: 550 no such directory");
        FtpSession ftp = Scripted.connect(server)) {
      assertThatThrownBy(() -> ftp.names("")).isInstanceOf(FtpReplyException.class);
    }
  }

  @Test
  void mlsdPromisedButUnknownFallsBackToList() throws IOException {
    try (ScriptedServer server =
            ScriptedServer.play(
                "login MLST type*;\nC: TYPE A\nS: 200 ok\npassive\nC: MLSD\nS: 500 unknown\n"
                    + "passive\nC: LIST -a\nS: 150 go\n"
                    + "data> -rw-r--r-- 1 o g 5 Jan  2  2020 f\\r\\n\nS: 226 ok");
        FtpSession ftp = Scripted.connect(server)) {
      assertThat(ftp.list("")).hasSize(1);
    }
  }

  @Test
  void listingsTellWhatTheyCouldNotRead() throws IOException {
    try (ScriptedServer server =
            serve(
                "C: TYPE A",
                "S: 200 ok",
                "passive",
                "C: LIST -a",
                "S: 150 go",
                "data> total 1\\r\\n-rw-r--r-- 1 o g 5 Jan  2  2020 f\\r\\n?!\\r\\n",
                "S: 226 ok");
        FtpSession ftp = Scripted.connect(server)) {
      FtpListing listing = ftp.listing("");
      assertThat(listing.entries()).hasSize(1);
      assertThat(listing.unparsed()).containsExactly("?!");
      assertThat(listing.isComplete()).isFalse();
    }
  }

  @Test
  void dashAThatIsTakenForAName() throws IOException {
    try (ScriptedServer server =
            serve(
                "C: TYPE A",
                "S: 200 ok",
                "passive",
                "C: LIST -a",
                "S: 550 -a not found",
                "passive",
                "C: LIST",
                "S: 150 go",
                "data> -rw-r--r-- 1 o g 5 Jan  2  2020 f\\r\\n",
                "S: 226 ok",
                "passive",
                "C: LIST",
                "S: 150 go",
                "data> ",
                "S: 226 ok");
        FtpSession ftp = Scripted.connect(server)) {
      assertThat(ftp.list("")).hasSize(1);
      assertThat(ftp.list("")).isEmpty();
    }
  }

  @Test
  void directoriesThatLookLikeOptionsOrPatternsAreEntered() throws IOException {
    try (ScriptedServer server =
            serve(
                "C: PWD",
                "S: 257 \"/home\"",
                "C: CWD -rf",
                "S: 250 ok",
                "C: TYPE A",
                "S: 200 ok",
                "passive",
                "C: LIST -a",
                "S: 150 go",
                "data> drwxr-xr-x 1 o g 5 Jan  2  2020 .\\r\\n",
                "S: 226 ok",
                "C: CWD /home",
                "S: 250 ok");
        FtpSession ftp = Scripted.connect(server)) {
      assertThat(ftp.list("-rf")).isEmpty();
    }
  }

  @Test
  void a421EndsTheSession() throws IOException {
    try (ScriptedServer server = serve("C: NOOP", "S: 421 too long idle");
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
  void dataThatStopsEndsInANamedTimeout() throws IOException {
    try (ScriptedServer server =
        ScriptedServer.play(Scripted.afterLogin(retr("S: 150 go", "data+ x", "silence")))
            .lenient()) {
      Duration brief = Duration.ofMillis(200);
      Duration normal = Duration.ofSeconds(5);
      FtpConfig config =
          Scripted.config(server).toBuilder()
              .timeouts(new Timeouts(normal, normal, normal, Duration.ofSeconds(2), brief, normal))
              .build();
      try (FtpSession ftp = FtpClient.of(config).connect()) {
        assertThatThrownBy(() -> read(ftp))
            .isInstanceOfSatisfying(
                FtpTimeoutException.class,
                e -> assertThat(e.phase()).isEqualTo(FtpTimeoutException.Phase.DATA));
      }
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
        assertThatThrownBy(() -> read(ftp))
            .isInstanceOf(FtpTimeoutException.class)
            .hasMessageContaining("accept time-out");
      }
    }
  }

  @Test
  void aStrangerOnTheActivePortIsTurnedAway() throws Exception {
    try (ScriptedServer server =
        serve(
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
        assertThat(read(ftp)).isEqualTo("ours");
      }
      stranger.join();
    }
  }

  @Test
  void whileAStreamIsOpenNothingElseMayBeDone() throws IOException {
    try (ScriptedServer server = serve(retr("S: 150 go", "data> x", "S: 226 ok"));
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

  @Test
  void namesOutsideTheCharsetComeBackByteForByte() throws IOException {
    try (ScriptedServer server =
            serve(
                "C: TYPE A",
                "S: 200 ok",
                "passive",
                "C: NLST",
                "S: 150 go",
                "data> caf\\xe9\\r\\n",
                "S: 226 ok",
                "C: DELE caf\u00e9",
                "S: 250 ok");
        FtpSession ftp = Scripted.connect(server)) {
      // The scripted server shows bytes as ISO 8859-1: the one byte E9 came back as it went.
      ftp.delete(ftp.names("").get(0));
    }
  }

  @Test
  void timesAreSetByWhatTheServerKnows() throws IOException {
    java.time.Instant time = java.time.Instant.parse("2020-01-02T03:04:05Z");
    try (ScriptedServer server =
            serve(
                "C: SITE UTIME 20200102030405 f",
                "S: 500 no",
                "C: MDTM 20200102030405 f",
                "S: 250 ok",
                "C: MDTM 20200102030405 g",
                "S: 250 ok");
        FtpSession ftp = Scripted.connect(server)) {
      assertThat(ftp.setModified("f", time)).isTrue();
      assertThat(ftp.setModified("g", time)).isTrue();
    }
  }

  @Test
  void aHostileNameStopsARecursiveRemoval() throws IOException {
    try (ScriptedServer server =
            ScriptedServer.play(
                "login MLST type*;\nC: MLST d\nS- 250-x\\r\\n type=dir; d\\r\\n250 end\\r\\n\n"
                    + "C: TYPE A\nS: 200 ok\npassive\nC: MLSD d\nS: 150 go\n"
                    + "data> type=file; ../../etc/passwd\\r\\n\nS: 226 ok");
        FtpSession ftp = Scripted.connect(server)) {
      assertThatThrownBy(() -> ftp.removeTree("d")).hasMessageContaining("not one path segment");
    }
  }

  @Test
  void mlsdOfANameThatLooksLikeAPatternIsAskedInside() throws IOException {
    try (ScriptedServer server =
            ScriptedServer.play(
                "login MLST type*;\nC: PWD\nS: 257 \"/\"\nC: CWD [x]\nS: 250 ok\nC: TYPE A\n"
                    + "S: 200 ok\npassive\nC: MLSD\nS: 150 go\ndata> type=file; f\\r\\n\n"
                    + "S: 226 ok\nC: CWD /\nS: 250 ok");
        FtpSession ftp = Scripted.connect(server)) {
      assertThat(ftp.list("[x]")).hasSize(1);
    }
  }

  @Test
  void aRefusalWhoseDataPortIsClosedAlreadyIsStillTheRefusal() throws IOException {
    // The first transfer proves passive mode; the second connects while its command is under way.
    try (ScriptedServer server =
            serve(
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
      assertThat(read(ftp)).isEqualTo("x");
      assertThatThrownBy(() -> read(ftp))
          .isInstanceOf(FtpReplyException.class)
          .hasMessageContaining("550 gone");
      ftp.noop();
    }
  }
}
