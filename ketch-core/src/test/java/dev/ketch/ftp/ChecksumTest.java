package dev.ketch.ftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ketch.ftp.Checksum.Algorithm;
import dev.ketch.ftp.protocol.FtpIncompleteException;
import dev.ketch.ftp.protocol.FtpReplyException;
import dev.ketch.testkit.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChecksumTest {
  private static final String PART = PartNames.onServer("f");

  private static final String SHA1 = "aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d"; // of "hello"

  @TempDir Path work;

  /** As ProFTPD (two lines), Serv-U (a number without its zeros) and others write them. */
  @ParameterizedTest
  @CsvSource({
    "XSHA1, 250 " + SHA1 + ", SHA_1, " + SHA1,
    "XMD5, 250 5D41402ABC4B2A76B9719D911017C592, MD5, 5d41402abc4b2a76b9719d911017c592",
    "XCRC, 250 XCRC 3610A686, CRC32, 3610a686",
    "XCRC, 250 10A686, CRC32, 0010a686",
    "XSHA1, 250-Computing SHA1 digest\\nS: 250 " + SHA1 + ", SHA_1, " + SHA1,
    "HASH SHA-1*;MD5, 213 SHA-1 0-5 " + SHA1 + " f, SHA_1, " + SHA1,
    "HASH SHA-1*;MD5, 213 MD5 0-5 5d41402abc4b2a76b9719d911017c592 f, MD5, 5d41402abc4b2a76b9719d911017c592"
  })
  void repliesAreRead(String feature, String reply, Algorithm algorithm, String hex)
      throws IOException {
    String verb = feature.split(" ", -1)[0];
    try (ScriptedServer server =
            ScriptedServer.play(
                features(feature) + "C: " + verb + " f\nS: " + reply.replace("\\n", "\n"));
        FtpSession ftp = Scripted.connect(server)) {
      assertThat(ftp.computesChecksums()).isTrue();
      assertThat(ftp.checksum("f")).contains(new Checksum(algorithm, hex));
    }
  }

  private static String features(String feature) {
    return "S: 220 hi\nC: USER anonymous\nS: 230 in\nC: FEAT\nS: 211-Features:\nS:  "
        + feature
        + "\nS: 211 End\n";
  }

  @Test
  void theStrongerHashIsChosen() throws IOException {
    String sha256 = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
    try (ScriptedServer server =
            ScriptedServer.play(
                features("HASH CRC32;MD5;SHA-1*;SHA-256")
                    + "C: OPTS HASH SHA-256\nS: 200 SHA-256\nC: HASH f\nS: 213 SHA-256 0-5 "
                    + sha256
                    + " f");
        FtpSession ftp = Scripted.connect(server)) {
      Path file = Files.writeString(work.resolve("f"), "hello");
      Checksum theirs = ftp.checksum("f").orElseThrow();
      assertThat(Checksum.of(file, theirs.algorithm())).isEqualTo(theirs);
    }
  }

  @Test
  void aCommandThatIsAnnouncedButUnknownIsNotAskedAgain() throws IOException {
    try (ScriptedServer server =
            ScriptedServer.play(
                features("XMD5") + "C: XMD5 f\nS: 502 not really\nC: NOOP\nS: 200 ok");
        FtpSession ftp = Scripted.connect(server)) {
      assertThat(ftp.checksum("f")).isEmpty();
      assertThat(ftp.checksum("f")).isEmpty();
      ftp.noop();
    }
  }

  @Test
  void aMissingFileIsAnError() throws IOException {
    try (ScriptedServer server =
            ScriptedServer.play(features("XMD5") + "C: XMD5 f\nS: 550 no such file");
        FtpSession ftp = Scripted.connect(server)) {
      assertThatThrownBy(() -> ftp.checksum("f")).isInstanceOf(FtpReplyException.class);
    }
  }

  @Test
  void aDownloadWithAnotherChecksumGetsNoName() throws IOException {
    try (ScriptedServer server =
            ScriptedServer.play(
                features("XSHA1")
                    + "C: TYPE I\nS: 200 ok\npassive\nC: RETR f\nS: 150 go\ndata> jello\nS: 226 ok\n"
                    + "C: XSHA1 f\nS: 250 "
                    + SHA1);
        FtpSession ftp = Scripted.connect(server)) {
      TransferOptions options =
          TransferOptions.DEFAULT.withVerifyChecksum(true).withListed(5, null);
      assertThatThrownBy(() -> ftp.download("f", work.resolve("f"), options))
          .isInstanceOf(FtpIncompleteException.class)
          .hasMessageContaining("damaged");
      assertThat(work).isEmptyDirectory();
    }
  }

  @Test
  void anUploadWithAnotherChecksumGetsNoName() throws IOException {
    Path file = Files.writeString(work.resolve("f"), "jello");
    try (ScriptedServer server =
            ScriptedServer.play(
                features("XSHA1")
                    + "C: TYPE I\nS: 200 ok\npassive\nC: STOR "
                    + PART
                    + "\nS: 150 go\ndata< jello\n"
                    + "S: 226 ok\nC: SIZE "
                    + PART
                    + "\nS: 213 5\nC: XSHA1 "
                    + PART
                    + "\nS: 250 "
                    + SHA1
                    + "\nC: DELE "
                    + PART
                    + "\nS: 250 ok");
        FtpSession ftp = Scripted.connect(server)) {
      assertThatThrownBy(
              () -> ftp.upload(file, "f", TransferOptions.DEFAULT.withVerifyChecksum(true)))
          .isInstanceOf(FtpIncompleteException.class)
          .hasMessageContaining("damaged");
    }
  }
}
