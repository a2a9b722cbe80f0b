package dev.ketch.ftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ketch.ftp.protocol.FtpIncompleteException;
import dev.ketch.testkit.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an interrupted transfer leaves, and when another may go on from it. */
class KeptPartsTest {
  private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");
  private static final String LOGIN = "login\nC: TYPE I\nS: 200 ok\n";

  @TempDir Path work;

  private static TransferOptions listed(long size) {
    return TransferOptions.DEFAULT.withKeepPart(true).withListed(size, TIME);
  }

  private Path part(String name, long size) {
    return work.resolve(PartNames.of(name, size, TIME));
  }

  @Test
  void aPartOfTheVerySameFileIsGoneOnFrom() throws IOException {
    try (ScriptedServer server =
            ScriptedServer.play(
                LOGIN + "passive\nC: RETR f\nS: 150 go\ndata> 12345\nS: 426 gone",
                LOGIN
                    + "passive\nC: RETR f\nS: 150 go\ndata> 12345\nS: 226 ok\n"
                    + "passive\nC: REST 5\nS: 350 ok\nC: RETR f\nS: 150 go\ndata> 67890\nS: 226 ok\n");
        FtpSession first = Scripted.connect(server);
        FtpSession second = Scripted.connect(server)) {
      assertThatThrownBy(() -> first.download("f", work.resolve("f"), listed(10)))
          .isInstanceOf(FtpIncompleteException.class);
      assertThat(work.toFile().list()).containsExactly(part("f", 10).toFile().getName());
      assertThat(second.download("f", work.resolve("f"), listed(10)).bytes()).isEqualTo(5);
    }
    assertThat(work.resolve("f")).hasContent("1234567890");
    assertThat(work.toFile().list()).containsExactly("f");
  }

  @Test
  void aPartWhoseEndIsOfOtherBytesIsNot() throws IOException {
    Files.writeString(part("f", 10), "abcde");
    try (ScriptedServer server =
            ScriptedServer.play(
                LOGIN
                    + "passive\nC: RETR f\nS: 150 go\ndata> 12345\nS: 226 ok\n"
                    + "passive\nC: RETR f\nS: 150 go\ndata> 1234567890\nS: 226 ok\n");
        FtpSession ftp = Scripted.connect(server)) {
      ftp.download("f", work.resolve("f"), listed(10));
    }
    assertThat(work.resolve("f")).hasContent("1234567890");
  }

  @Test
  void aPartOfAnotherVersionIsNotEvenLookedAt() throws IOException {
    Files.writeString(part("f", 11), "1234");
    try (ScriptedServer server =
            ScriptedServer.play(
                LOGIN + "passive\nC: RETR f\nS: 150 go\ndata> 1234567890\nS: 226 ok\n");
        FtpSession ftp = Scripted.connect(server)) {
      ftp.download("f", work.resolve("f"), listed(10));
    }
    assertThat(work.resolve("f")).hasContent("1234567890");
  }

  @Test
  void anUploadGoesOnOnlyBehindItsOwnBytes() throws IOException {
    Path local = Files.writeString(work.resolve("f"), "1234567890");
    Files.setLastModifiedTime(local, FileTime.from(TIME));
    String part = PartNames.onServer("f", 10, TIME);
    String tail = "C: SIZE " + part + "\nS: 213 5\npassive\nC: RETR " + part + "\nS: 150 go\n";
    String named =
        "C: SIZE " + part + "\nS: 213 10\nC: RNFR " + part + "\nS: 350 go\nC: RNTO f\nS: 250 ok\n";
    for (boolean same : new boolean[] {true, false}) {
      String rest =
          same
              ? "passive\nC: REST 5\nS: 350 ok\nC: STOR " + part + "\nS: 150 go\ndata< 67890\n"
              : "passive\nC: STOR " + part + "\nS: 150 go\ndata< 1234567890\n";
      try (ScriptedServer server =
              ScriptedServer.play(
                  LOGIN
                      + tail
                      + "data> "
                      + (same ? "12345" : "12?45")
                      + "\nS: 226 ok\n"
                      + rest
                      + "S: 226 ok\n"
                      + named);
          FtpSession ftp = Scripted.connect(server)) {
        ftp.upload(local, "f", TransferOptions.DEFAULT.withKeepPart(true));
      }
    }
  }

  /** It was listed with 3 bytes and some lines were added since. */
  @Test
  void aFileThatHasGrownSinceItWasListedIsTakenAsItIsNow() throws IOException {
    Path target = work.resolve("log");
    String fetched = "passive\nC: RETR log\nS: 150 go\ndata> abcdefgh\nS: 226 ok\nC: SIZE log\n";
    try (ScriptedServer server =
            ScriptedServer.play(
                LOGIN
                    + fetched
                    + "S: 213 8\nC: MDTM log\nS: 213 20260102030405\n"
                    + fetched
                    + "S: 213 9\n");
        FtpSession ftp = Scripted.connect(server)) {
      TransferOptions options = listed(3).withKeepPart(false).withKeepTime(true);
      ftp.download("log", target, options);
      assertThat(target).hasContent("abcdefgh");
      assertThat(Files.getLastModifiedTime(target).toInstant())
          .isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
      assertThatThrownBy(() -> ftp.download("log", target, options))
          .hasMessage(
              "\"log\" is incomplete: 8 bytes came, 3 announced, and now 9: is it being written?");
    }
    assertThat(work).isDirectoryNotContaining(path -> path.toString().endsWith("-part"));
  }

  /** Half of it is there from an earlier run; this server takes REST and does not care. */
  @Test
  void aServerThatIgnoresRestIsFoundOut() throws IOException {
    Path target = work.resolve("f");
    try (PartFile part = PartFile.open(target, listed(20))) {
      Files.writeString(part("f", 20), "abcdefghij");
      SegmentNotes.write(part, 20, new Ranges(1).with(0, 10, 10).with(10, 10, 20));
    }
    try (ScriptedServer server =
            ScriptedServer.play(
                LOGIN
                    + "passive\nC: RETR f\nS: 150 go\ndata> abcdefghijklmnopqrst\nS: 226 ok\n"
                    + "C: ABOR\nS: 226 ok\nC: PWD\nS: 257 \"/\"\n"
                    + "passive\nC: REST 10\nS: 350 ok\nC: RETR f\nS: 150 go\n"
                    + "data> abcdefghijklmnopqrst\nS: 226 ok\nany");
        FtpSession ftp = Scripted.connect(server);
        SegmentedDownload download = SegmentedDownload.open("f", target, listed(20))) {
      assertThat(download.bytesThere()).isEqualTo(9);
      assertThatThrownBy(() -> download.work(ftp, n -> {})).hasMessageContaining("longer than");
    }
    assertThat(target).doesNotExist();
  }

  @Test
  void segmentsOfAnEarlierRunAreGoneOnFrom() throws IOException {
    Path target = work.resolve("f");
    try (PartFile part = PartFile.open(target, listed(20))) {
      Files.writeString(part("f", 20), "abcde-----klmnopqrst");
      SegmentNotes.write(part, 20, new Ranges(1).with(0, 5, 10).with(10, 20, 20));
      // Of the second range one byte is fetched again, to see whether it is still the same file.
    }
    try (ScriptedServer server =
            ScriptedServer.play(
                LOGIN
                    + "passive\nC: REST 10\nS: 350 ok\nC: RETR f\nS: 150 go\ndata> klmnopqrst\n"
                    + "S: 226 ok\n"
                    + "passive\nC: RETR f\nS: 150 go\ndata> abcdefghijklmnopqrst\nS: 226 ok\n"
                    + "C: ABOR\nS: 226 ok\nC: PWD\nS: 257 \"/\"");
        FtpSession ftp = Scripted.connect(server);
        SegmentedDownload download = SegmentedDownload.open("f", target, listed(20))) {
      assertThat(download.work(ftp, n -> {})).isTrue();
      download.finish(ftp);
    }
    assertThat(target).hasContent("abcdefghijklmnopqrst");
    assertThat(work.toFile().list()).containsExactly("f");
  }

  /** A part with holes is longer than its file: nobody takes it for a beginning. */
  @Test
  void aPartWithHolesIsNoBeginning() throws IOException {
    Path target = work.resolve("f");
    SegmentedDownload.open("f", target, listed(20)).close();
    assertThat(Files.size(part("f", 20))).isGreaterThan(20);
    try (ScriptedServer server =
            ScriptedServer.play(
                LOGIN + "passive\nC: RETR f\nS: 150 go\ndata> abcdefghijklmnopqrst\nS: 226 ok\n");
        FtpSession ftp = Scripted.connect(server)) {
      ftp.download("f", target, listed(20));
    }
    assertThat(target).hasContent("abcdefghijklmnopqrst");
  }

  @Test
  void aRangeThatIsOfAnotherVersionIsFetchedAgain() throws IOException {
    Path target = work.resolve("f");
    try (PartFile part = PartFile.open(target, listed(20))) {
      Files.writeString(part("f", 20), "ABCDEFGHIJklmnopqrst");
      SegmentNotes.write(part, 20, new Ranges(1).with(0, 20, 20));
    }
    try (ScriptedServer server =
            ScriptedServer.play(
                LOGIN
                    + "passive\nC: RETR f\nS: 150 go\ndata> abcdefghijklmnopqrst\nS: 226 ok\nany");
        FtpSession ftp = Scripted.connect(server);
        SegmentedDownload download = SegmentedDownload.open("f", target, listed(20))) {
      assertThatThrownBy(() -> download.work(ftp, n -> {})).hasMessageContaining("another file");
      assertThat(download.bytesThere()).isZero();
    }
  }
}
