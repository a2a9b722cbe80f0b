package dev.ketch.ftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ketch.ftp.protocol.FtpClosedException;
import dev.ketch.ftp.protocol.FtpReplyException;
import dev.ketch.ftp.protocol.Reply;
import dev.ketch.testkit.ScriptedServer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a session is, and how it comes back there. */
class WorkingDirectoryTest {
  private static final String LOGIN = "login\n";
  private static final String REFUSED = "C: PWD\nS: 502 no\n";

  private static Reply reply(String text) {
    return new Reply(Integer.parseInt(text.substring(0, 3)), List.of(text.split("~")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "257 \"/a b\" is current directory.|/a b",
        "257 \"/\"|/",
        "257 Current directory is \"/a b\"|/a b",
        "257 \"/say \"\"hi\"\"\" ok|/say \"hi\"",
        "257 \"/\"\"\"|/\"",
        "250 \"/a\"|/a",
        "257-hello~257 \"/a\"|/a",
        "257-hello~ \"/a\" is it~257 end|/a",
        "257 User \"bob\" is in \"/home/bob\"|/home/bob",
        "257 \"/a\" (\"/a\")|/a",
        "257 /a/b|/a/b",
        "257 /a is current directory|/a",
        "257 '/a b' is current directory|/a b",
        "257 \"DISK$USER:[HOME.X]\" is current directory|DISK$USER:[HOME.X]",
        "257 \"'HLQ.'\" is the working directory name prefix.|'HLQ.'",
        "257 \"C:\\x y\" is current directory|C:\\x y",
        "257 \"\\NODE.$VOL.SUB\" is current directory|\\NODE.$VOL.SUB"
      })
  void theDirectoryIsReadWhereverItStands(String text, String expected) {
    assertThat(QuotedPath.place(reply(text))).hasValue(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "257 \"/a",
        "257 /a\"",
        "257 \"\" is current directory",
        "257 \"/a\"b\" is current directory",
        "257 \"/a\" b\" is current directory",
        "257 \"/a\u0007\"",
        "257 \"/a\u007f\"",
        "257 \"/a\" or \"/b\"",
        "257 \"/a\", root is /",
        "257 '/' is \"/a\"",
        "257 /a b is current directory",
        "257 /a and more",
        "257 it's '/a'",
        "257 '/a/b's",
        "257 \"home\" is current directory",
        "257 \"../x\"",
        "257 home",
        "257",
        "550 \"/a\"",
        "350 \"/a\"",
        "150 \"/a\"",
      })
  void whatCannotBeReadForCertainIsUnknown(String text) {
    assertThat(QuotedPath.place(reply(text))).isEmpty();
  }

  @Test
  void withoutPwdTheWayBackIsAFreshLogin() throws IOException {
    try (ScriptedServer server =
            ScriptedServer.play(
                LOGIN
                    + "C: CWD a/b\nS: 250 ok\nC: CDUP\nS: 250 ok\n"
                    + REFUSED
                    + "C: CWD c\nS: 250 ok\nC: QUIT\nS: 221 bye",
                LOGIN + "C: CWD a/b\nS: 250 ok\nC: CDUP\nS: 250 ok\nC: DELE f\nS: 250 gone");
        FtpSession ftp = Scripted.connect(server)) {
      ftp.changeDirectory("a/b");
      ftp.changeToParent();
      assertThat(ftp.isDirectory("c")).isTrue();
      ftp.delete("f");
    }
  }

  @Test
  void whatIsNoDirectoryIsNotLeftFor() throws IOException {
    try (ScriptedServer server =
            ScriptedServer.play(LOGIN + REFUSED + "C: CWD f\nS: 550 no\nC: DELE f\nS: 250 gone");
        FtpSession ftp = Scripted.connect(server)) {
      assertThat(ftp.isDirectory("f")).isFalse();
      ftp.delete("f");
    }
  }

  @Test
  void mlstSavesTheWay() throws IOException {
    try (ScriptedServer server =
            ScriptedServer.play(
                "login MLST type*;\n"
                    + REFUSED
                    + "C: MLST d\nS: 250-it\nS:  type=dir; d\nS: 250 end\nC: DELE f\nS: 250 gone");
        FtpSession ftp = Scripted.connect(server)) {
      assertThat(ftp.isDirectory("d")).isTrue();
      ftp.delete("f");
    }
  }

  @Test
  void aListingFromWithinComesBackToo() throws IOException {
    try (ScriptedServer server =
            ScriptedServer.play(
                LOGIN
                    + "C: PWD\nS: 257 is it \"/a\" or \"/b\"?\nC: CWD b c\nS: 250 ok\n"
                    + "C: TYPE A\nS: 200 ok\npassive\nC: LIST -a\nS: 150 go\n"
                    + "data> drwxr-xr-x 1 o g 5 Jan  2  2020 .\\r\\n\nS: 226 ok\n"
                    + "C: QUIT\nS: 221 bye",
                LOGIN + "C: DELE f\nS: 250 gone");
        FtpSession ftp = Scripted.connect(server)) {
      assertThat(ftp.list("b c")).isEmpty();
      ftp.delete("f");
    }
  }

  @Test
  void aDirectoryThatLetsNobodyBackIsReachedByAFreshLogin() throws IOException {
    try (ScriptedServer server =
            ScriptedServer.play(
                LOGIN
                    + "C: PWD\nS: 257 \"/drop\"\nC: CWD d\nS: 250 ok\nC: CWD /drop\nS: 550 no\n"
                    + "C: QUIT\nS: 221 bye",
                LOGIN + "C: DELE f\nS: 250 gone");
        FtpSession ftp = Scripted.connect(server)) {
      assertThat(ftp.isDirectory("d")).isTrue();
      ftp.delete("f");
    }
  }

  @Test
  void aSessionThatCannotComeBackEnds() throws IOException {
    try (ScriptedServer server =
            ScriptedServer.play(
                LOGIN
                    + "C: CWD a\nS: 250 ok\n"
                    + REFUSED
                    + "C: CWD d\nS: 250 ok\nC: QUIT\nS: 221 bye",
                LOGIN + "C: CWD a\nS: 550 gone");
        FtpSession ftp = Scripted.connect(server)) {
      ftp.changeDirectory("a");
      assertThatThrownBy(() -> ftp.isDirectory("d"))
          .isInstanceOf(FtpClosedException.class)
          .hasMessageContaining("no longer lets the session into its working directory");
      assertThat(ftp.isOpen()).isFalse();
      assertThatThrownBy(() -> ftp.delete("f")).isInstanceOf(FtpClosedException.class);
    }
  }

  @Test
  void withoutAnyWayBackTheDirectoryIsNotLeft() throws IOException {
    try (ScriptedServer server =
            ScriptedServer.play(
                LOGIN
                    + "C: SMNT x\nS: 200 ok\n"
                    + REFUSED
                    + REFUSED
                    + "C: DELE f\nS: 250 gone\n"
                    + "C: CWD /a\nS: 250 ok\n"
                    + REFUSED
                    + "C: CWD d\nS: 550 no");
        FtpSession ftp = Scripted.connect(server)) {
      ftp.raw().send("SMNT x");
      assertThatThrownBy(() -> ftp.isDirectory("d"))
          .isInstanceOf(FtpReplyException.class)
          .hasMessageContaining("no way back from \"d\"");
      assertThatThrownBy(() -> ftp.list("b c")).hasMessageContaining("no way back");
      ftp.delete("f");
      ftp.changeDirectory("/a"); // From here on it is known again.
      assertThat(ftp.isDirectory("d")).isFalse();
    }
  }

  @Test
  void aServerThatContradictsItselfIsNotBelieved() throws IOException {
    try (ScriptedServer server =
            ScriptedServer.play(
                LOGIN
                    + "C: PWD\nS: 257 \"/home\"\nC: CWD d\nS: 250 ok\nC: CWD /home\nS: 250 ok\n"
                    + "C: PWD\nS: 257 \"/\"\nC: PWD\nS: 257 \"/\"\nC: CWD d\nS: 250 ok\n"
                    + "C: QUIT\nS: 221 bye",
                LOGIN + "C: DELE f\nS: 250 gone");
        FtpSession ftp = Scripted.connect(server)) {
      assertThat(ftp.isDirectory("d")).isTrue();
      assertThat(ftp.workingDirectory()).isEmpty();
      assertThat(ftp.isDirectory("d")).isTrue();
      ftp.delete("f");
    }
  }

  @Test
  void namesOfOtherSystemsAreSentBackAsTheyAre() throws IOException {
    try (ScriptedServer server =
            ScriptedServer.play(
                LOGIN
                    + "C: PWD\nS: 257 \"D$U:[HOME]\" is it\nC: CWD d\nS: 250 ok\n"
                    + "C: CWD D$U:[HOME]\nS: 250 ok\nC: PWD\nS: 257 \"D$U:[HOME]\" is it");
        FtpSession ftp = Scripted.connect(server)) {
      assertThat(ftp.isDirectory("d")).isTrue();
      assertThat(ftp.enter("d")).isEmpty();
    }
  }

  @Test
  void enteringTwoAtATimeComesBackWithoutAPath() throws IOException {
    String vsftpd = "S: 220 (vsFTPd 3.0.3)\nC: USER anonymous\nS: 230 in\n";
    String features = "C: FEAT\nS: 500 no\n"; // Asked once, as of every server that is known.
    try (ScriptedServer server =
            ScriptedServer.play(
                vsftpd
                    + features
                    + "C: PWD\nC: CWD d\nS: 257 gone fishing\nS: 250 ok\nC: QUIT\nS: 221 bye",
                vsftpd + "C: DELE f\nS: 250 gone");
        FtpSession ftp = Scripted.connect(server)) {
      assertThat(ftp.enter("d")).isEmpty();
      ftp.delete("f");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "C: ABOR\nS: 426 aborted\nS: 226 ok\nC: PWD\nS: 502 no\nC: SYST\nS: 215 UNIX",
        "C: ABOR\nS: 226 ok\nC: PWD\nS: 550 denied\nC: SYST\nS: 215 UNIX",
        "C: ABOR\nS: 226 ok\nC: PWD\nS: 250 \"/\"\nC: SYST\nS: 215 UNIX",
        "C: ABOR\nS: 426 aborted\nS: 502 what?\nC: PWD\nC: SYST\nS: 257 \"/\"\nS: 502 no",
      })
  void aTransferIsAbortedWithoutPwd(String end) throws IOException {
    String retr = "C: TYPE I\nS: 200 ok\npassive\nC: RETR a\nS: 150 go\ndata+ xx\n";
    try (ScriptedServer server =
            ScriptedServer.play(LOGIN + retr + end + "\nC: DELE f\nS: 250 gone");
        FtpSession ftp = Scripted.connect(server)) {
      try (DataTransfer transfer = ftp.raw().transfer("RETR a", false, 0)) {
        assertThat(transfer.input().read()).isEqualTo('x');
        assertThat(transfer.abort()).isNotNull();
      }
      ftp.delete("f");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "/", "a/..", "//.", ".."})
  void theTopIsNoTreeToRemove(String path) throws IOException {
    try (ScriptedServer server = ScriptedServer.play(LOGIN);
        FtpSession ftp = Scripted.connect(server)) {
      assertThatThrownBy(() -> ftp.removeTree(path)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
