package dev.ketch.ftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ketch.testkit.ScriptedServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The thread of a transfer is interrupted: what is kept, what is said, and the session goes on. */
class InterruptedTransfersTest {
  private static final int MIB = 1 << 20;
  private static final String LOGIN = "login\nC: TYPE I\nS: 200 ok\n";
  private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");
  private static final TransferListener INTERRUPTS =
      (name, done, total) -> Thread.currentThread().interrupt();

  @TempDir Path work;

  @AfterEach
  void forget() {
    Thread.interrupted();
  }

  private static String download(String before, int bytes) {
    return LOGIN + before + "passive\nC: RETR f\nS: 150 go\ndata+ " + "x".repeat(bytes);
  }

  private void requireInterrupted(FtpSession ftp, TransferOptions options) {
    assertThatThrownBy(() -> ftp.download("f", work.resolve("f"), options))
        .isInstanceOf(InterruptedIOException.class)
        .hasMessage("the download was interrupted");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(ftp.isOpen()).isTrue();
  }

  @Test
  void ofALargeFileThePartStaysAndIsGoneOnWith() throws IOException {
    String size = "C: SIZE f\nS: 213 " + (2 * MIB + 5) + "\n";
    long[] last = {0};
    try (ScriptedServer server =
            ScriptedServer.play(download(size, 2 * MIB) + "\nS: 426 gone\nC: NOOP\nS: 200 ok");
        FtpSession ftp = Scripted.connect(server)) {
      TransferListener atTheEnd =
          (name, done, total) -> {
            last[0] = done;
            if (done == 2 * MIB) {
              Thread.currentThread().interrupt();
            }
          };
      requireInterrupted(ftp, TransferOptions.DEFAULT.withListener(atTheEnd));
      ftp.ask("NOOP", null);
    }
    assertThat(work.toFile().list()).containsExactly(PartNames.of("f"));
    assertThat(work.resolve(PartNames.of("f"))).hasSize(2 * MIB);
  }

  @Test
  void ofASmallFileNothingStays() throws IOException {
    try (ScriptedServer server =
            ScriptedServer.play(download("C: SIZE f\nS: 213 10\n", 5) + "\nS: 426 gone");
        FtpSession ftp = Scripted.connect(server)) {
      requireInterrupted(ftp, TransferOptions.DEFAULT.withListener(INTERRUPTS));
    }
    assertThat(work).isEmptyDirectory();
  }

  @Test
  void aPartThatProvesItsFileStaysHoweverSmall() throws IOException {
    TransferOptions options =
        TransferOptions.DEFAULT.withKeepPart(true).withListed(10, TIME).withListener(INTERRUPTS);
    try (ScriptedServer server = ScriptedServer.play(download("", 5) + "\nS: 426 gone");
        FtpSession ftp = Scripted.connect(server)) {
      requireInterrupted(ftp, options);
    }
    assertThat(work.resolve(PartNames.of("f", 10, TIME))).hasContent("xxxxx");
  }

  /** Java closes the channel of an interrupted thread, which looks like the end of the data. */
  @Test
  void anUploadIsResetAndItsPartRemoved() throws IOException {
    Path local = Files.write(work.resolve("f"), new byte[900 << 10]);
    String part = PartNames.onServer("f");
    try (ScriptedServer server =
            ScriptedServer.play(
                LOGIN
                    + "passive\nC: STOR "
                    + part
                    + "\nS: 150 go\ndata comes\nS: 426 gone\nC: DELE "
                    + part
                    + "\nS: 250 ok\nC: NOOP\nS: 200 ok");
        FtpSession ftp = Scripted.connect(server)) {
      TransferOptions options =
          TransferOptions.DEFAULT.withListener(INTERRUPTS).withVerifySize(false);
      assertThatThrownBy(() -> ftp.upload(local, "f", options))
          .isInstanceOf(InterruptedIOException.class)
          .hasMessage("the upload was interrupted");
      assertThat(Thread.interrupted()).isTrue();
      ftp.ask("NOOP", null);
    }
  }

  @Test
  void aStreamSaysSoAndTheSessionGoesOn() throws IOException {
    try (ScriptedServer server =
            ScriptedServer.play(download("", 5) + "\nS: 426 gone\nC: NOOP\nS: 200 ok");
        FtpSession ftp = Scripted.connect(server)) {
      InputStream in = ftp.read("f", 0);
      in.readNBytes(5);
      Thread.currentThread().interrupt();
      assertThatThrownBy(in::read).hasMessage("the download was interrupted");
      assertThat(Thread.interrupted()).isTrue();
      ftp.ask("NOOP", null);
    }
  }

  @Test
  void whoWaitsForAReplySaysSo() throws IOException {
    try (ScriptedServer server = ScriptedServer.play("login\nC: NOOP\nsilence").lenient();
        FtpSession ftp = Scripted.connect(server)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> ftp.ask("NOOP", null))
          .hasMessage("interrupted while it waited for the server");
      assertThat(ftp.isOpen()).isFalse();
    }
  }

  @Test
  void whoConnectsSaysSo() {
    try (ScriptedServer server = ScriptedServer.play("login").lenient()) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> Scripted.connect(server))
          .hasMessageContaining("interrupted while connecting");
    }
  }
}
