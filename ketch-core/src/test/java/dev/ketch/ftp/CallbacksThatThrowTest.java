package dev.ketch.ftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ketch.ftp.protocol.Command;
import dev.ketch.ftp.protocol.FtpClosedException;
import dev.ketch.ftp.protocol.FtpNameException;
import dev.ketch.ftp.protocol.Reply;
import dev.ketch.ftp.protocol.WireListener;
import dev.ketch.testkit.ScriptedServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Users' code that throws in the middle of something: the session is in step or dead. */
class CallbacksThatThrowTest {
  @TempDir Path work;

  private static RuntimeException failure() {
    return new IllegalStateException("the window was closed");
  }

  @Test
  void aTransferListenerThatThrowsLeavesAUsableSessionAndNoFile() throws IOException {
    try (ScriptedServer server =
            Scripted.serve(
                "C: TYPE I",
                "S: 200 ok",
                "C: SIZE a",
                "S: 213 3",
                "passive",
                "C: RETR a",
                "S: 150 go",
                "data+ x",
                "S: 426 gone",
                "C: NOOP",
                "S: 200 ok");
        FtpSession ftp = Scripted.connect(server)) {
      TransferOptions options =
          TransferOptions.DEFAULT.withListener(
              (name, done, total) -> {
                throw failure();
              });
      assertThatThrownBy(() -> ftp.download("a", work.resolve("a"), options))
          .hasMessage("the window was closed");
      ftp.noop();
    }
    assertThat(work).isEmptyDirectory();
  }

  /**
   * An Error used to leave the transfer open: every further call was refused, and the lock held.
   */
  @Test
  void afterAnErrorTheSessionIsDeadAndThePartIsFree() throws IOException {
    try (ScriptedServer server =
            Scripted.serve(
                    "C: TYPE I",
                    "S: 200 ok",
                    "C: SIZE a",
                    "S: 213 3",
                    "passive",
                    "C: RETR a",
                    "S: 150 go",
                    "data+ x",
                    "any")
                .lenient();
        FtpSession ftp = Scripted.connect(server)) {
      TransferOptions options =
          TransferOptions.DEFAULT.withListener(
              (name, done, total) -> {
                throw new OutOfMemoryError();
              });
      assertThatThrownBy(() -> ftp.download("a", work.resolve("a"), options))
          .isInstanceOf(OutOfMemoryError.class);
      assertThat(ftp.isOpen()).isFalse();
      assertThatThrownBy(ftp::noop).isInstanceOf(FtpClosedException.class);
    }
    assertThat(work).isEmptyDirectory();
    try (PartFile free = PartFile.open(work.resolve("a"), TransferOptions.DEFAULT)) {
      assertThat(free.size()).isZero();
    }
  }

  @Test
  void aListingWhoseConsumerThrowsLeavesTheSessionInStep() throws IOException {
    try (ScriptedServer server =
            Scripted.serve(
                "C: TYPE A",
                "S: 200 ok",
                "passive",
                "C: LIST -a /d",
                "S: 150 go",
                "data+ -rw-r--r-- 1 a b 1 Jan 1 2020 x\\r\\n",
                "S: 426 gone",
                "C: NOOP",
                "S: 200 ok");
        FtpSession ftp = Scripted.connect(server)) {
      assertThatThrownBy(
              () ->
                  ftp.list(
                      "/d",
                      entry -> {
                        throw failure();
                      }))
          .hasMessage("the window was closed");
      ftp.noop();
    }
  }

  /** The next reply would be taken for that of another command. */
  @ParameterizedTest
  @ValueSource(strings = {"sent NOOP", "received 200 fine"})
  void aWireListenerThatThrowsEndsTheSession(String when) throws IOException {
    WireListener listener =
        new WireListener() {
          @Override
          public void sent(Command command) {
            pass("sent " + command);
          }

          @Override
          public void received(Reply reply) {
            pass("received " + reply);
          }

          private void pass(String what) {
            if (what.equals(when)) {
              throw failure();
            }
          }
        };
    try (ScriptedServer server = Scripted.serve("C: NOOP", "S: 200 fine", "any").lenient()) {
      FtpConfig config = Scripted.config(server).toBuilder().wireListener(listener).build();
      FtpSession ftp = FtpClient.of(config).connect();
      assertThatThrownBy(ftp::noop).hasMessage("the window was closed");
      assertThat(ftp.isOpen()).isFalse();
      assertThatThrownBy(() -> ftp.delete("x")).isInstanceOf(FtpClosedException.class);
      assertThat(server.received()).doesNotContain("DELE x");
    }
  }

  /** Closing the data connection in order would make a whole file of the beginning. */
  @Test
  void aSourceThatFailsIsNoEndOfTheFile() throws IOException {
    InputStream failing =
        new InputStream() {
          private int left = 2;

          @Override
          public int read() throws IOException {
            if (left-- <= 0) {
              throw new IOException("the disk is gone");
            }
            return 'x';
          }
        };
    ScriptedServer server =
        Scripted.serve(
            "C: TYPE I", "S: 200 ok", "passive", "C: STOR a", "S: 150 go", "data< xx", "any");
    try (FtpSession ftp = Scripted.connect(server)) {
      assertThatThrownBy(() -> ftp.raw().store("STOR a", failing)).hasMessage("the disk is gone");
    }
    assertThatThrownBy(server::close)
        .as("the orderly end of the data")
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void aNameThatCannotBeSentIsACheckedFailureAndNothingIsSent() throws IOException {
    try (ScriptedServer server = Scripted.serve("C: NOOP", "S: 200 ok")) {
      FtpConfig config =
          Scripted.config(server).toBuilder().charset(StandardCharsets.ISO_8859_1).build();
      try (FtpSession ftp = FtpClient.of(config).connect()) {
        assertThatThrownBy(() -> ftp.delete("日本"))
            .isInstanceOf(FtpNameException.class)
            .hasMessageContaining("cannot be sent in ISO-8859-1")
            .hasMessageContaining("--encoding");
        assertThatThrownBy(() -> ftp.makeDirectory("日本")).isInstanceOf(FtpNameException.class);
        ftp.noop();
      }
    }
  }
}
