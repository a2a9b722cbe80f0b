package dev.ketch.ftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ketch.ftp.options.Timeouts;
import dev.ketch.ftp.protocol.FtpException;
import dev.ketch.ftp.protocol.FtpIncompleteException;
import dev.ketch.testkit.ScriptedServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sizes are compared wherever one is known, and what is whole is kept. */
class WholeTransfersTest {
  private static final TransferOptions PLAIN = TransferOptions.DEFAULT;

  @TempDir Path work;

  private static String[] sized(String size, String... after) {
    List<String> all =
        new ArrayList<>(
            List.of("C: TYPE I", "S: 200 ok", "C: SIZE a", size, "passive", "C: RETR a"));
    all.addAll(List.of(after));
    return all.toArray(String[]::new);
  }

  private static String text(FtpSession ftp) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ftp.download("a", out, PLAIN);
    return out.toString(java.nio.charset.StandardCharsets.UTF_8);
  }

  @Test
  void aStreamThatIsShorterThanSizeSaysFails() throws IOException {
    String[] lines =
        sized("S: 213 10", "S: 150 go", "data> 12345", "S: 226 ok", "C: SIZE a", "S: 213 10");
    try (ScriptedServer server = Scripted.serve(lines);
        FtpSession ftp = Scripted.connect(server)) {
      assertThatThrownBy(() -> text(ftp))
          .isInstanceOf(FtpIncompleteException.class)
          .hasMessageContaining("5 bytes came, 10 announced");
    }
  }

  /** Only the 150 says how long the file is. */
  @Test
  void theSizeInThe150CountsWhereSizeIsRefused() throws IOException {
    String[] lines =
        sized(
            "S: 550 no",
            "S: 150 Opening (10 bytes)",
            "data> 12345",
            "S: 226 ok",
            "C: SIZE a",
            "S: 550 no");
    Path target = Files.writeString(work.resolve("a"), "old");
    try (ScriptedServer server = Scripted.serve(lines);
        FtpSession ftp = Scripted.connect(server)) {
      assertThatThrownBy(() -> ftp.download("a", target))
          .isInstanceOf(FtpIncompleteException.class)
          .hasMessageContaining("10 announced");
    }
    try (ScriptedServer server = Scripted.serve(lines);
        FtpSession ftp = Scripted.connect(server)) {
      assertThatThrownBy(() -> text(ftp)).isInstanceOf(FtpIncompleteException.class);
    }
    assertThat(target).hasContent("old");
    assertThat(work.toFile().list()).containsExactly("a");
  }

  @Test
  void aReadStreamIsComparedWithThe150() throws IOException {
    try (ScriptedServer server =
            Scripted.serve(
                Scripted.retr(
                    "S: 150 Opening (10 bytes)",
                    "data> 12345",
                    "S: 226 ok",
                    "C: SIZE a",
                    "S: 213 10"));
        FtpSession ftp = Scripted.connect(server);
        InputStream in = ftp.read("a", 0)) {
      assertThatThrownBy(in::readAllBytes).isInstanceOf(FtpIncompleteException.class);
    }
  }

  @Test
  void aFileThatGrewMeanwhileIsTakenAsItIsNow() throws IOException {
    String[] lines =
        sized("S: 213 3", "S: 150 go", "data> 12345", "S: 226 ok", "C: SIZE a", "S: 213 5");
    try (ScriptedServer server = Scripted.serve(lines);
        FtpSession ftp = Scripted.connect(server)) {
      ftp.download("a", work.resolve("a"));
    }
    assertThat(work.resolve("a")).hasContent("12345");
    try (ScriptedServer server = Scripted.serve(lines);
        FtpSession ftp = Scripted.connect(server)) {
      assertThat(text(ftp)).isEqualTo("12345");
    }
  }

  /** The session goes on over the new connection, in the directory where it was. */
  @Test
  void allBytesWithoutAFinalReplyAreConfirmedByANewConnection() throws IOException {
    String first =
        Scripted.afterLogin("C: CWD d", "S: 250 ok")
            + "\n"
            + String.join("\n", sized("S: 213 5", "S: 150 go", "data> 12345", "close"));
    String second =
        Scripted.afterLogin(
            "C: CWD d",
            "S: 250 ok",
            "C: TYPE I",
            "S: 200 ok",
            "C: SIZE a",
            "S: 213 5",
            "C: NOOP",
            "S: 200 ok");
    try (ScriptedServer server = ScriptedServer.play(first, second);
        FtpSession ftp = Scripted.connect(server)) {
      ftp.changeDirectory("d");
      ftp.download("a", work.resolve("a"));
      ftp.noop();
    }
    assertThat(work.resolve("a")).hasContent("12345");
    assertThat(work.toFile().list()).containsExactly("a");
  }

  @Test
  void aFinalReplyThatNeverComesIsMadeUpForToo() throws IOException {
    String first = Scripted.afterLogin(sized("S: 213 5", "S: 150 go", "data> 12345", "silence"));
    String second = Scripted.afterLogin("C: TYPE I", "S: 200 ok", "C: SIZE a", "S: 213 5");
    try (ScriptedServer server = ScriptedServer.play(first, second);
        FtpSession ftp =
            FtpClient.of(
                    Scripted.config(server).toBuilder()
                        .timeouts(Timeouts.all(Duration.ofMillis(600)))
                        .build())
                .connect()) {
      assertThat(text(ftp)).isEqualTo("12345");
    }
  }

  /** Another size, another time, no size or no login: nothing is confirmed. */
  @ParameterizedTest
  @CsvSource({"S: 213 6,", "S: 550 gone,", "S: 213 5,S: 213 20260202030405", "close,"})
  void whatTheNewConnectionDoesNotConfirmIsNotKept(String size, String time) throws IOException {
    Instant listed = Instant.parse("2026-01-02T03:04:05Z");
    TransferOptions options = PLAIN.withListed(5, time == null ? null : listed).withKeepTime(true);
    String first =
        Scripted.afterLogin(
            "C: TYPE I", "S: 200 ok", "passive", "C: RETR a", "S: 150 go", "data> 12345", "close");
    String second =
        Scripted.afterLogin("C: TYPE I", "S: 200 ok", "C: SIZE a", size)
            + (time == null ? "" : "\nC: MDTM a\n" + time);
    try (ScriptedServer server = ScriptedServer.play(first, second);
        FtpSession ftp = Scripted.connect(server)) {
      assertThatThrownBy(() -> ftp.download("a", work.resolve("a"), options))
          .isInstanceOf(FtpException.class);
    }
    assertThat(work).isEmptyDirectory();
  }

  /** Fewer bytes than the file has: there is nothing to ask, and no second login. */
  @Test
  void aPartIsNotConfirmed() throws IOException {
    String only = Scripted.afterLogin(sized("S: 213 5", "S: 150 go", "data> 123", "close"));
    try (ScriptedServer server = ScriptedServer.play(only, "S: 421 no");
        FtpSession ftp = Scripted.connect(server)) {
      assertThatThrownBy(() -> ftp.download("a", work.resolve("a")))
          .isInstanceOf(FtpException.class);
      assertThat(server.received()).doesNotHaveDuplicates();
    }
    assertThat(work).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1,234",
        "1.234.567",
        "1 234",
        "12 (0x0c)",
        "-1",
        "+5",
        "0x10",
        "12 bytes",
        "1e3",
        "",
        "a12",
        "12-",
        "size 1 234",
        "1'234",
        "99999999999999999999",
        "size: -5",
        "v1.2",
      })
  void aSizeThatIsNoPlainNumberIsUnknown(String told) throws IOException {
    try (ScriptedServer server =
            Scripted.serve("C: TYPE I", "S: 200 ok", "C: SIZE a", "S: 213 " + told);
        FtpSession ftp = Scripted.connect(server)) {
      assertThat(ftp.size("a")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1234", " 1234", "1234 ", "file: 213, Size =1234", "a is 1234"})
  void aSizeMayHaveTextBeforeIt(String told) throws IOException {
    try (ScriptedServer server =
            Scripted.serve("C: TYPE I", "S: 200 ok", "C: SIZE a", "S: 213 " + told);
        FtpSession ftp = Scripted.connect(server)) {
      assertThat(ftp.size("a")).hasValue(1234);
    }
  }

  @Test
  void aCopyBetweenServersThatIsShorterThanTheOriginalFails() throws IOException {
    try (ScriptedServer from =
            Scripted.serve(
                "C: TYPE I",
                "S: 200 ok",
                "C: PASV",
                "S: 227 (10,9,8,7,4,1)",
                "C: RETR a",
                "S: 150 go",
                "S: 226 done",
                "C: SIZE a",
                "S: 213 7");
        ScriptedServer to =
            Scripted.serve(
                "C: TYPE I",
                "S: 200 ok",
                "C: PORT 127,0,0,1,4,1",
                "S: 200 ok",
                "C: STOR b",
                "S: 150 go",
                "S: 226 done",
                "C: SIZE b",
                "S: 213 6");
        FtpSession source = Scripted.connect(from);
        FtpSession target = Scripted.connect(to)) {
      assertThatThrownBy(() -> ServerCopy.copy(source, "a", target, "b"))
          .isInstanceOf(FtpIncompleteException.class)
          .hasMessageContaining("6 bytes");
    }
  }

  /** A user who ends the session from another thread does not want it back. */
  @Test
  void aSessionThatWasDisconnectedStaysSo() throws IOException {
    String first = Scripted.afterLogin(sized("S: 213 5", "S: 150 go", "data> 12345", "silence"));
    String second = Scripted.afterLogin("C: TYPE I", "S: 200 ok", "C: SIZE a", "S: 213 5");
    try (ScriptedServer server = ScriptedServer.play(first, second).lenient();
        FtpSession ftp = Scripted.connect(server)) {
      TransferOptions options = PLAIN.withListener((name, done, total) -> ftp.disconnect());
      assertThatThrownBy(() -> ftp.download("a", work.resolve("a"), options))
          .isInstanceOf(IOException.class);
      assertThat(server.received()).containsOnlyOnce("USER anonymous");
    }
    assertThat(work).isEmptyDirectory();
  }
}
