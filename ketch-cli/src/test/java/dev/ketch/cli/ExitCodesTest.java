package dev.ketch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ketch.testkit.ScriptedServer;
import dev.ketch.testkit.TestCertificates;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each exit code of the contract, with its one sentence, and nothing partial left behind. */
class ExitCodesTest {
  @TempDir Path work;

  private static String url(ScriptedServer server, String path) {
    return "ftp://127.0.0.1:" + server.port() + "/" + path;
  }

  private static void oneSentence(Run run) {
    assertThat(run.err()).startsWith("ketch: ");
    assertThat(run.err().strip().lines()).hasSize(1);
  }

  private String out() {
    return work.resolve("out").toString();
  }

  @Test
  void zeroWhenAllIsDone() {
    try (ScriptedServer server = ScriptedServer.play("login\nC: PWD\nS: 257 \"/\"")) {
      Run run = Run.ketch("raw", url(server, ""), "PWD");
      assertThat(run.code()).isZero();
      assertThat(run.out()).isEqualTo("257 \"/\"\n");
    }
  }

  @Test
  void oneWhenSomeFailed() throws IOException {
    try (EmbeddedServer server = EmbeddedServer.start(work)) {
      Files.writeString(work.resolve("there"), "x");
      String base = "ftp://127.0.0.1:" + server.port() + "/";
      Path target = Files.createDirectory(work.resolve("t"));
      Run run = Run.ketch("get", "-o", target.toString(), base + "missing", base + "there");
      assertThat(run.code()).isEqualTo(1);
      oneSentence(run);
      assertThat(target.toFile().list()).containsExactly("there");
    }
  }

  @Test
  void twoForAMistypedCommand() {
    for (String[] line :
        List.of(
            new String[] {},
            new String[] {"nonsense"},
            new String[] {"ls"},
            new String[] {"ls", "http://x/"},
            new String[] {"ls", "ftp://h:0/"},
            new String[] {"get", "ftp://joe:secret@h/x"},
            new String[] {"ls", "--tls", "sometimes", "ftp://h/"},
            new String[] {"ls", "--timeout", "-1", "ftp://h/"},
            new String[] {"mirror", "a", "b"},
            new String[] {"mirror", "--max-delete", "3", "ftp://h/", "x"},
            new String[] {"mirror", "--exclude", "", "ftp://h/", "x"},
            new String[] {"chmod", "9", "ftp://h/x"})) {
      Run run = Run.ketch(line);
      assertThat(run.code()).as(String.join(" ", line)).isEqualTo(2);
      assertThat(run.err()).startsWith("ketch: ").doesNotContain("secret");
    }
  }

  @Test
  void twoForAPasswordOfNobody() throws IOException {
    Path file = Files.writeString(work.resolve("password"), "secret");
    Run run = Run.ketch("ls", "--password-file", file.toString(), "ftp://127.0.0.1:1/");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .contains("a password was given (--password-file), but no user; add --user NAME")
        .doesNotContain("secret");
  }

  @Test
  void threeWhenThereIsNoServer() throws IOException {
    int dead;
    try (ServerSocket free = new ServerSocket(0)) {
      dead = free.getLocalPort();
    }
    Run refused = Run.ketch("get", "-o", out(), "ftp://127.0.0.1:" + dead + "/x");
    assertThat(refused.code()).isEqualTo(3);
    oneSentence(refused);
    assertThat(refused.err()).contains("127.0.0.1").contains(String.valueOf(dead));
    Run unknown = Run.ketch("ls", "ftp://no-such-host.invalid/");
    assertThat(unknown.code()).isEqualTo(3);
    assertThat(unknown.err()).contains("no-such-host.invalid");
    try (ScriptedServer silent = ScriptedServer.play("silence")) {
      Run run = Run.ketch("ls", "--timeout", "0.3", url(silent, ""));
      assertThat(run.code()).isEqualTo(3);
      assertThat(run.err()).contains("reply time-out");
    }
    assertThat(work).isEmptyDirectory();
  }

  @Test
  void fourWhenTlsCannotBeHad() {
    try (ScriptedServer server = ScriptedServer.play("S: 220 hi\nC: AUTH TLS\nS: 502 no\nany")) {
      Run run = Run.ketch("ls", "--tls", "explicit", url(server, ""));
      assertThat(run.code()).isEqualTo(4);
      oneSentence(run);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "wrongname,made out to",
    "expired,expired on 2021-01-01",
    "selfsigned,is self-signed",
    "foreign,signed by \"CN=Some other authority\""
  })
  void fourWhenTheCertificateDoesNotHold(String certificate, String why) {
    String ca = TestCertificates.copy("ca.pem", work).toString();
    String script = "S: 220 hi\nC: AUTH TLS\nS: 234 go\ntls " + certificate + "\nany";
    try (ScriptedServer server = ScriptedServer.play(script).lenient()) {
      Run run = Run.ketch("ls", "--tls", "explicit", "--cacert", ca, url(server, ""));
      assertThat(run.code()).isEqualTo(4);
      oneSentence(run);
      assertThat(run.err()).contains(why);
    }
  }

  @Test
  void autoSaysThatNothingIsProtected() {
    try (ScriptedServer server =
        ScriptedServer.play(
            "S: 220 hi\nC: AUTH TLS\nS: 500 no\nC: USER anonymous\nS: 230 in\nC: FEAT\nS: 500 no\n"
                + "C: NOOP\nS: 200 ok")) {
      Run run = Run.ketch("raw", "--tls", "auto", url(server, ""), "NOOP");
      assertThat(run.code()).isZero();
      assertThat(run.err()).contains("warning").contains("UNPROTECTED");
    }
  }

  @Test
  void fiveWhenTheLoginIsRefused() throws IOException {
    Path password = Files.writeString(work.resolve("pw"), "hunter2\n");
    try (ScriptedServer server =
        ScriptedServer.play("S: 220 hi\nC: USER joe\nS: 331 ?\nC: PASS hunter2\nS: 530 no")) {
      Run run =
          Run.ketch("ls", "--user", "joe", "--password-file", password.toString(), url(server, ""));
      assertThat(run.code()).isEqualTo(5);
      oneSentence(run);
      assertThat(run.err()).contains("joe").doesNotContain("hunter2");
    }
  }

  @Test
  void sixWhenTheFileIsMissing() {
    try (ScriptedServer server =
        ScriptedServer.play(
            "login\nC: TYPE I\nS: 200 ok\nC: SIZE x\nS: 550 no\npassive\nC: RETR x\nS: 550 no")) {
      Run run = Run.ketch("get", "-o", out(), url(server, "x"));
      assertThat(run.code()).isEqualTo(6);
      oneSentence(run);
    }
    assertThat(work).isEmptyDirectory();
  }

  @Test
  void sevenWhenTheServerIsBusy() {
    try (ScriptedServer server = ScriptedServer.play("S: 421 too many users")) {
      Run run = Run.ketch("ls", url(server, ""));
      assertThat(run.code()).isEqualTo(7);
      oneSentence(run);
    }
  }

  @Test
  void eightWhenItIsNoFtp() {
    for (String greeting : List.of("S: SSH-2.0-OpenSSH", "S: HTTP/1.1 400 Bad Request")) {
      try (ScriptedServer server = ScriptedServer.play(greeting + "\nany")) {
        Run run = Run.ketch("ls", url(server, ""));
        assertThat(run.code()).isEqualTo(8);
        oneSentence(run);
      }
    }
  }

  @Test
  void nineWhenTheTargetCannotBeWritten() throws IOException {
    try (EmbeddedServer server = EmbeddedServer.start(work)) {
      Files.write(work.resolve("x"), new byte[100]);
      String url = "ftp://127.0.0.1:" + server.port() + "/x";
      Run run = Run.ketch("get", "-o", work.resolve("no/such/dir/x").toString(), url);
      assertThat(run.code()).isEqualTo(9);
      oneSentence(run);
      Run missing = Run.ketch("put", work.resolve("nothing").toString(), url);
      assertThat(missing.code()).isEqualTo(9);
      if (Files.exists(Path.of("/dev/full"))) {
        Run full = Run.ketch("get", "-o", "/dev/full/x", url);
        assertThat(full.code()).isEqualTo(9);
      }
    }
  }

  @Test
  void tenWhenTheServerGoesAwayInTheMiddle() {
    try (ScriptedServer server =
        ScriptedServer.play(
            "login\nC: TYPE I\nS: 200 ok\nC: SIZE x\nS: 213 10\npassive\nC: RETR x\nS: 150 go\n"
                + "data> 12345\nclose")) {
      Run run = Run.ketch("get", "-o", out(), url(server, "x"));
      assertThat(run.code()).isEqualTo(10);
      oneSentence(run);
    }
    assertThat(work).isEmptyDirectory();
  }

  /** Nobody sees a pipe's end, so the size must speak. */
  @ParameterizedTest
  @ValueSource(strings = {"cat", "get -o -"})
  void tenWhenStandardOutputGotLessThanTheFile(String command) {
    try (ScriptedServer server =
        ScriptedServer.play(
            "login\nC: TYPE I\nS: 200 ok\nC: SIZE x\nS: 213 10\npassive\nC: RETR x\nS: 150 go\n"
                + "data> 12345\nS: 226 ok\nC: SIZE x\nS: 213 10")) {
      Run run = Run.ketch((command + " " + url(server, "x")).split(" "));
      assertThat(run.code()).isEqualTo(10);
      assertThat(run.out()).isEqualTo("12345");
      oneSentence(run);
    }
  }

  @Test
  void aTargetThatEndsInASlashIsADirectory() throws IOException {
    try (EmbeddedServer server = EmbeddedServer.start(work)) {
      Files.writeString(work.resolve("there"), "x");
      String url = "ftp://127.0.0.1:" + server.port() + "/there";
      assertThat(Run.ketch("get", "-o", work.resolve("new/dir") + "/", url).code()).isZero();
      assertThat(work.resolve("new/dir/there")).hasContent("x");
      Run proc = Run.ketch("get", "-o", "/proc/x", url);
      if (Files.isDirectory(Path.of("/proc"))) {
        assertThat(proc.code()).isEqualTo(9);
        assertThat(proc.err()).contains("no file can be created in \"/proc\"");
      }
    }
  }

  @Test
  void oneHundredThirtyWhenInterrupted() throws Exception {
    try (ScriptedServer server =
        ScriptedServer.play(
                "login\nC: TYPE I\nS: 200 ok\nC: SIZE x\nS: 213 10\npassive\nC: RETR x\n"
                    + "S: 150 go\ndata+ 12345\nsilence")
            .lenient()) {
      Process ketch =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  "dev.ketch.cli.Main",
                  "get",
                  "-o",
                  out(),
                  url(server, "x"))
              .redirectErrorStream(true)
              .start();
      Path part = work.resolve(".out.ketch-part");
      while (ketch.isAlive() && !(Files.exists(part) && Files.size(part) == 5)) {
        Thread.sleep(20);
      }
      new ProcessBuilder("kill", "-INT", String.valueOf(ketch.pid())).start().waitFor();
      assertThat(ketch.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(ketch.exitValue()).isEqualTo(130);
    }
    assertThat(work).isEmptyDirectory();
  }
}
