package dev.ketch.ftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ketch.ftp.protocol.FtpIncompleteException;
import dev.ketch.ftp.protocol.FtpReplyException;
import dev.ketch.testkit.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is sent ahead to servers that are known to bear it, and what happens when they refuse. */
class PipeliningTest {
  private static final String A_PART = PartNames.onServer("a");
  private static final String B_PART = PartNames.onServer("b");
  private static final String VSFTPD =
      "S: 220 (vsFTPd 3.0.3)\nC: USER anonymous\nS: 230 in\nC: FEAT\nS: 500 no\n";
  private static final String PORT = "listen\nC: EPSV\nS: 229 (|||{port}|)\n";

  @TempDir Path work;

  private static TransferOptions listed(long size) {
    return TransferOptions.DEFAULT
        .withListed(size, Instant.parse("2026-01-01T00:00:00Z"))
        .withMoreToCome(true);
  }

  @Test
  void theNextPortIsAskedForBehindATransfer() throws IOException {
    try (ScriptedServer server =
            ScriptedServer.play(
                VSFTPD
                    + "C: TYPE I\nS: 200 ok\n"
                    + PORT
                    + "C: RETR a\nC: EPSV\nS: 150 go\ndata> one\nS: 226 ok\n"
                    + "listen\nS: 229 (|||{port}|)\n"
                    + "C: RETR b\nC: EPSV\nS: 150 go\ndata> two\nS: 226 ok\n"
                    + "S: 229 (|||1|)\nC: NOOP\nS: 200 ok");
        FtpSession ftp = Scripted.connect(server)) {
      ftp.download("a", work.resolve("a"), listed(3));
      ftp.download("b", work.resolve("b"), listed(3));
      ftp.noop(); // The port that nobody came to is in nobody's way.
      assertThat(work.resolve("a")).hasContent("one");
      assertThat(work.resolve("b")).hasContent("two");
    }
  }

  /** The PASV for the other server ends what the EPSV began. */
  @Test
  void aCopyBetweenServersForgetsTheNextPort() throws IOException {
    String copy =
        "C: PASV\nS: 227 (10,9,8,7,4,1)\nC: RETR a\nS: 150 go\nS: 226 ok\nC: SIZE a\nS: 550 no\n";
    try (ScriptedServer server =
            ScriptedServer.play(
                VSFTPD
                    + "C: TYPE I\nS: 200 ok\n"
                    + PORT
                    + "C: RETR a\nC: EPSV\nS: 150 go\ndata> one\nS: 226 ok\nS: 229 (|||1|)\n"
                    + copy
                    + PORT
                    + "C: RETR b\nS: 150 go\ndata> two\nS: 226 ok");
        ScriptedServer other =
            Scripted.serve(
                "C: TYPE I",
                "S: 200 ok",
                "C: PORT *",
                "S: 200 ok",
                "C: STOR a",
                "S: 150 go",
                "S: 226 ok",
                "C: SIZE a",
                "S: 550 no");
        FtpSession ftp = Scripted.connect(server);
        FtpSession to = Scripted.connect(other)) {
      ftp.download("a", work.resolve("a"), listed(3));
      ServerCopy.copy(ftp, "a", to, "a");
      ftp.download("b", work.resolve("b"), listed(3).withMoreToCome(false));
      assertThat(work.resolve("b")).hasContent("two");
    }
  }

  @Test
  void aRefusedTransferLeavesTheNextPortInOrder() throws IOException {
    try (ScriptedServer server =
            ScriptedServer.play(
                VSFTPD
                    + "C: TYPE I\nS: 200 ok\n"
                    + PORT
                    + "C: RETR a\nC: EPSV\nS: 550 no\n"
                    + "data refuse\nlisten\nS: 229 (|||{port}|)\n"
                    + "C: RETR b\nC: EPSV\nS: 150 go\ndata> two\nS: 226 ok\nS: 500 no more");
        FtpSession ftp = Scripted.connect(server)) {
      assertThatThrownBy(() -> ftp.download("a", work.resolve("a"), listed(3)))
          .isInstanceOf(FtpReplyException.class)
          .hasMessageContaining("550");
      ftp.download("b", work.resolve("b"), listed(3));
      assertThat(work.resolve("b")).hasContent("two");
      assertThat(work.resolve("a")).doesNotExist();
    }
  }

  /** A NOOP of the keep-alive behind queued commands would mix up all replies after it. */
  @Test
  void nothingIsSentBehindWhatIsSentAhead() throws IOException {
    try (ScriptedServer server =
        ScriptedServer.play(
            VSFTPD
                + "C: TYPE I\nS: 200 ok\n"
                + PORT
                + "C: RETR a\nC: EPSV\nS: 150 go\ndata+ o\nwait\ndata> ne\nS: 226 ok\n"
                + "S: 229 (|||1|)\nC: NOOP\nS: 200 ok")) {
      FtpConfig config =
          Scripted.config(server).toBuilder()
              .timeouts(
                  dev.ketch.ftp.options.Timeouts.all(java.time.Duration.ofSeconds(10))
                      .withKeepAlive(java.time.Duration.ofMillis(20)))
              .build();
      try (FtpSession ftp = FtpClient.of(config).connect()) {
        ftp.download("a", work.resolve("a"), listed(3));
        ftp.noop();
      }
    }
  }

  private Path file(String text) throws IOException {
    return Files.writeString(work.resolve("local"), text);
  }

  private static String stor(String size) {
    return "C: TYPE I\nS: 200 ok\n"
        + PORT
        + "C: STOR "
        + A_PART
        + "\nC: SIZE "
        + A_PART
        + "\ndata< hello\nS: 150 go\nS: 226 ok\nS: "
        + size
        + "\n";
  }

  @Test
  void anUploadIsVerifiedBeforeItGetsItsName() throws IOException {
    String renamed = "C: RNFR " + A_PART + "\nC: RNTO a\nS: 350 go on\nS: 250 ok\n";
    try (ScriptedServer server = ScriptedServer.play(VSFTPD + stor("213 5") + renamed);
        FtpSession ftp = Scripted.connect(server)) {
      ftp.upload(file("hello"), "a");
    }
    try (ScriptedServer server =
            ScriptedServer.play(VSFTPD + stor("213 3") + "C: DELE " + A_PART + "\nS: 250 ok");
        FtpSession ftp = Scripted.connect(server)) {
      assertThatThrownBy(() -> ftp.upload(file("hello"), "a"))
          .isInstanceOf(FtpIncompleteException.class)
          .hasMessageContaining("3 of 5 bytes");
      assertThat(server.received()).noneMatch(line -> line.startsWith("RN"));
    }
  }

  @Test
  void aRefusedNameIsFreedAndTriedAgain() throws IOException {
    try (ScriptedServer server =
            ScriptedServer.play(
                VSFTPD
                    + stor("213 5")
                    + "C: RNFR "
                    + A_PART
                    + "\nC: RNTO a\nS: 350 go on\nS: 550 exists\n"
                    + "C: RNFR "
                    + A_PART
                    + "\nS: 350 go on\nC: RNTO a\nS: 550 exists\n"
                    + "C: SIZE a\nS: 213 9\nC: DELE a\nS: 250 ok\n"
                    + "C: RNFR "
                    + A_PART
                    + "\nS: 350 go on\nC: RNTO a\nS: 250 ok");
        FtpSession ftp = Scripted.connect(server)) {
      ftp.upload(file("hello"), "a");
    }
  }

  private static String refused(String name) {
    return "C: STOR "
        + name
        + "\nC: SIZE "
        + name
        + "\ndata close\nS: 553 may not\nS: 550 no such file\n";
  }

  @Test
  void aRefusedUploadWhoseDataWentFirstIsARefusal() throws IOException {
    try (ScriptedServer server =
            ScriptedServer.play(
                VSFTPD
                    + "C: TYPE I\nS: 200 ok\n"
                    + PORT
                    + refused(A_PART)
                    + "C: SIZE "
                    + A_PART
                    + "\nS: 550 no such file\n"
                    + PORT
                    + refused(A_PART.substring(1))
                    + "C: SIZE "
                    + A_PART.substring(1)
                    + "\nS: 550 no such file\n"
                    + PORT
                    + refused("a")
                    + "C: SIZE a\nS: 550 no such file\nC: NOOP\nS: 200 ok");
        FtpSession ftp = Scripted.connect(server)) {
      assertThatThrownBy(() -> ftp.upload(file("hello"), "a"))
          .isInstanceOf(FtpReplyException.class)
          .hasMessageContaining("553");
      ftp.noop();
    }
  }

  @Test
  void unknownServersGetOneCommandAtATime() throws IOException {
    try (ScriptedServer server =
            ScriptedServer.play(
                "login\nC: TYPE I\nS: 200 ok\n"
                    + PORT
                    + "C: STOR "
                    + A_PART
                    + "\nS: 150 go\ndata< hello\nS: 226 ok\n"
                    + "C: SIZE "
                    + A_PART
                    + "\nS: 213 5\n"
                    + "C: RNFR "
                    + A_PART
                    + "\nS: 350 go on\nC: RNTO a\nS: 250 ok");
        FtpSession ftp = Scripted.connect(server)) {
      ftp.upload(file("hello"), "a", TransferOptions.DEFAULT.withMoreToCome(true));
    }
  }

  /** Seen with Pure-FTPd (500 to whatever it reads during a transfer) and ProFTPD (450). */
  @ParameterizedTest
  @CsvSource({
    "220 Welcome to Pure-FTPd, 500 Unknown command",
    "220 ProFTPD Server, 450 EPSV: data transfer in progress"
  })
  void aReplyToThePortThatComesBeforeTheTransfersOwnIsNotTakenForIt(String greeting, String early)
      throws IOException {
    try (ScriptedServer server =
            ScriptedServer.play(
                "S: "
                    + greeting
                    + "\nC: USER anonymous\nS: 230 in\nC: FEAT\nS: 500 no\nC: TYPE I\nS: 200 ok\n"
                    + PORT
                    + "C: RETR a\nC: EPSV\nS: 150 go\ndata> one\nS: "
                    + early
                    + "\nS: 226 ok\n"
                    + PORT
                    + "C: RETR b\nC: EPSV\nS: 150 go\ndata> two\nS: "
                    + early
                    + "\nS: 226 ok\nC: NOOP\nS: 200 ok");
        FtpSession ftp = Scripted.connect(server)) {
      ftp.download("a", work.resolve("a"), listed(3));
      ftp.download("b", work.resolve("b"), listed(3));
      ftp.noop();
      assertThat(work.resolve("a")).hasContent("one");
      assertThat(work.resolve("b")).hasContent("two");
    }
  }

  /** ProFTPD answers SIZE while an upload is going on, with the size it has by then. */
  @Test
  void nothingIsSentBehindAnUploadToProftpd() throws IOException {
    try (ScriptedServer server =
            ScriptedServer.play(
                "S: 220 ProFTPD Server\nC: USER anonymous\nS: 230 in\nC: FEAT\nS: 500 no\n"
                    + "C: TYPE I\nS: 200 ok\n"
                    + PORT
                    + "C: STOR "
                    + A_PART
                    + "\ndata< hello\nS: 150 go\nS: 226 ok\n"
                    + "C: SIZE "
                    + A_PART
                    + "\nS: 213 5\n"
                    + "C: RNFR "
                    + A_PART
                    + "\nC: RNTO a\nS: 350 go on\nS: 250 ok\n");
        FtpSession ftp = Scripted.connect(server)) {
      ftp.upload(file("hello"), "a");
    }
  }

  @Test
  void anUploadIsConfirmedWhileTheNextBegins() throws IOException {
    try (ScriptedServer server =
            ScriptedServer.play(
                VSFTPD
                    + "C: TYPE I\nS: 200 ok\n"
                    + PORT
                    + "C: STOR .*\nC: SIZE .*\nC: EPSV\ndata< hello\nS: 150 go\n"
                    + "S: 226 ok\nS: 213 5\nlisten\nS: 229 (|||{port}|)\n"
                    + "C: RNFR .*\nC: RNTO first\nS: 350 go on\nS: 250 ok\n"
                    + "C: STOR "
                    + A_PART
                    + "\nC: SIZE "
                    + A_PART
                    + "\nC: EPSV\ndata< hello\nS: 150 go\n"
                    + "S: 226 ok\nS: 213 5\nlisten\nS: 229 (|||{port}|)\n"
                    + "C: RNFR "
                    + A_PART
                    + "\nC: RNTO a\n"
                    + "C: STOR "
                    + B_PART
                    + "\nC: SIZE "
                    + B_PART
                    + "\nC: EPSV\n"
                    + "S: 350 go on\nS: 250 ok\ndata< hello\nS: 150 go\nS: 226 ok\nS: 213 5\n"
                    + "S: 229 (|||1|)\nC: RNFR "
                    + B_PART
                    + "\nC: RNTO b\nS: 350 go on\nS: 250 ok\n");
        FtpSession ftp = Scripted.connect(server)) {
      TransferOptions options = TransferOptions.DEFAULT.withMoreToCome(true);
      ftp.send(file("hello"), "first", options).finish(); // It shows that the server renames.
      PendingUpload first = ftp.send(file("hello"), "a", options);
      PendingUpload next = ftp.send(file("hello"), "b", options);
      assertThat(first.finish().bytes()).isEqualTo(5);
      assertThat(next.finish().bytes()).isEqualTo(5);
    }
  }

  /** A server a fifth of a second away: nothing that it is asked by itself is answered sooner. */
  private static final String FAR_PYFTPDLIB =
      "S: 220 pyftpdlib 1.5.7 ready.\nC: USER anonymous\nwait\nS: 230 in\n"
          + "C: FEAT\nwait\nS: 500 no\nC: TYPE I\nS: 200 ok\n"
          + "listen\nC: EPSV\nwait\nS: 229 (|||{port}|)\n";

  @Test
  void pyftpdlibIsAskedForTheNextPortWhileASmallDownloadIsOnItsWay() throws IOException {
    try (ScriptedServer server =
            ScriptedServer.play(
                FAR_PYFTPDLIB
                    + "C: RETR a\nS: 150 go\nC: EPSV\ndata> one\nS: 226 ok\n"
                    + "listen\nS: 229 (|||{port}|)\n"
                    + "C: RETR b\nS: 150 go\ndata> two\nS: 226 ok");
        FtpSession ftp = Scripted.connect(server)) {
      ftp.download("a", work.resolve("a"), listed(3));
      ftp.download("b", work.resolve("b"), listed(3).withMoreToCome(false));
      assertThat(work.resolve("a")).hasContent("one");
      assertThat(work.resolve("b")).hasContent("two");
    }
  }

  @Test
  void aTransferThatPyftpdlibDropsForTheNextPortIsDoneAgain() throws IOException {
    try (ScriptedServer server =
            ScriptedServer.play(
                FAR_PYFTPDLIB
                    + "C: RETR a\nS: 150 go\nC: EPSV\ndata> longer\n"
                    + "listen\nS: 229 (|||{port}|)\n"
                    + "C: RETR a\nS: 150 go\ndata> one\nS: 226 ok\nC: NOOP\nS: 200 ok");
        FtpSession ftp = Scripted.connect(server)) {
      ftp.download("a", work.resolve("a"), listed(3));
      ftp.noop();
      assertThat(work.resolve("a")).hasContent("one");
    }
  }

  @Test
  void noPortForTheNextTransferIsNoEndOfThisOne() throws IOException {
    try (ScriptedServer server =
            ScriptedServer.play(
                FAR_PYFTPDLIB
                    + "C: RETR a\nS: 150 go\nC: EPSV\ndata> on\n"
                    + "S: 425 Too many connections. Can't open data channel.\n"
                    + PORT
                    + "C: RETR a\nS: 150 go\ndata> one\nS: 226 ok\nC: NOOP\nS: 200 ok");
        FtpSession ftp = Scripted.connect(server)) {
      ftp.download("a", work.resolve("a"), listed(3));
      ftp.noop();
      assertThat(work.resolve("a")).hasContent("one");
    }
  }

  /** Its end may still be within the server. */
  @Test
  void pyftpdlibIsNotDisturbedInALargerDownload() throws IOException {
    String data = "x".repeat(20_000);
    try (ScriptedServer server =
            ScriptedServer.play(
                FAR_PYFTPDLIB + "C: RETR a\nS: 150 go\ndata> " + data + "\nwait\nS: 226 ok");
        FtpSession ftp = Scripted.connect(server)) {
      ftp.download("a", work.resolve("a"), listed(data.length()));
      assertThat(server.received()).filteredOn("EPSV"::equals).hasSize(1);
    }
  }
}
