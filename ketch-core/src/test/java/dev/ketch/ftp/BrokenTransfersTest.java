package dev.ketch.ftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ketch.ftp.options.Timeouts;
import dev.ketch.ftp.protocol.FtpException;
import dev.ketch.ftp.protocol.FtpIncompleteException;
import dev.ketch.ftp.protocol.FtpTimeoutException;
import dev.ketch.testkit.ScriptedServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that lose, cut off or miscount what is transferred. */
class BrokenTransfersTest {
  private static final String PART = PartNames.onServer("f");

  @TempDir Path work;

  @Test
  void noPreliminaryReplyAtAll() throws IOException {
    try (ScriptedServer server = Scripted.serve(Scripted.retr("data> x", "S: 226 done"));
        FtpSession ftp = Scripted.connect(server)) {
      assertThat(Scripted.read(ftp)).isEqualTo("x");
    }
  }

  @Test
  void bothRepliesInOnePacketBeforeTheData() throws IOException {
    try (ScriptedServer server =
            Scripted.serve(
                Scripted.retr(
                    "S- 150 go\\r\\n226 done\\r\\n", "data> late", "C: NOOP", "S: 200 ok"));
        FtpSession ftp = Scripted.connect(server)) {
      assertThat(Scripted.read(ftp)).isEqualTo("late");
      ftp.noop();
    }
  }

  @Test
  void severalFinalReplies() throws IOException {
    try (ScriptedServer server =
            Scripted.serve(
                Scripted.retr(
                    "S: 150 go",
                    "data> x",
                    "S- 226 done\\r\\n226 done\\r\\n",
                    "C: NOOP",
                    "S: 200 ok"));
        FtpSession ftp = Scripted.connect(server)) {
      assertThat(Scripted.read(ftp)).isEqualTo("x");
      ftp.noop();
    }
  }

  @Test
  void aDownloadCutShortLeavesNoFile() throws IOException {
    try (ScriptedServer server =
            Scripted.serve(
                "C: TYPE I",
                "S: 200 ok",
                "C: SIZE a",
                "S: 213 10",
                "passive",
                "C: RETR a",
                "S: 150 go",
                "data> 12345",
                "S: 226 done",
                "C: SIZE a",
                "S: 213 10",
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
              Scripted.serve(
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
            Scripted.serve(
                Scripted.retr(
                    "S: 150 go",
                    "data+ 123",
                    "data reset",
                    "S: 426 lost",
                    "C: NOOP",
                    "S: 200 ok"));
        FtpSession ftp = Scripted.connect(server)) {
      assertThatThrownBy(() -> Scripted.read(ftp)).isInstanceOf(IOException.class);
      ftp.noop();
    }
  }

  @Test
  void aSizeOfZeroIsNotBelieved() throws IOException {
    try (ScriptedServer server =
            Scripted.serve(
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
  void dataThatStopsEndsInANamedTimeout() throws IOException {
    try (ScriptedServer server =
        ScriptedServer.play(Scripted.afterLogin(Scripted.retr("S: 150 go", "data+ x", "silence")))
            .lenient()) {
      Duration brief = Duration.ofMillis(200);
      Duration normal = Duration.ofSeconds(5);
      FtpConfig config =
          Scripted.config(server).toBuilder()
              .timeouts(new Timeouts(normal, normal, normal, Duration.ofSeconds(2), brief, normal))
              .build();
      try (FtpSession ftp = FtpClient.of(config).connect()) {
        assertThatThrownBy(() -> Scripted.read(ftp))
            .isInstanceOfSatisfying(
                FtpTimeoutException.class,
                e -> assertThat(e.phase()).isEqualTo(FtpTimeoutException.Phase.DATA));
      }
    }
  }

  @Test
  void anUploadTheServerCountsDifferentlyIsRemoved() throws IOException {
    Path local = Files.writeString(work.resolve("f"), "12345");
    try (ScriptedServer server =
            Scripted.serve(
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
            Scripted.serve(
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
            Scripted.serve(
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
  void timesAreSetByWhatTheServerKnows() throws IOException {
    java.time.Instant time = java.time.Instant.parse("2020-01-02T03:04:05Z");
    try (ScriptedServer server =
            Scripted.serve(
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
}
