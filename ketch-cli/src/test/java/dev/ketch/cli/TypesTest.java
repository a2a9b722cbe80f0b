package dev.ketch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ketch.testkit.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The type at the end of a URL, and what is said of an upload. */
class TypesTest {
  private static final String PUT =
      "login\nC: CWD x\nS: 550 none\n"
          + "C: TYPE A\nS: 200 ok\npassive\nC: STOR .*\nS: 150 go\ndata< one\\r\\ntwo\\r\\n\n"
          + "S: 226 ok\nC: RNFR .*\nS: 350 to?\nC: RNTO x\nS: 250 ok";

  @TempDir Path work;

  private String file() throws IOException {
    return Files.writeString(work.resolve("x"), "one\ntwo\n").toString();
  }

  private static String url(ScriptedServer server, String path) {
    return "ftp://127.0.0.1:" + server.port() + "/" + path;
  }

  @Test
  void putHonoursTypeA() throws IOException {
    String text = PUT.replace("C: CWD x", "C: PWD\nS: 257 \"/\"\nC: CWD x");
    try (ScriptedServer server = ScriptedServer.play(text)) {
      Run run = Run.ketch("put", file(), url(server, "x;type=a"));
      assertThat(run.err()).isEmpty();
      assertThat(run.code()).isZero();
    }
    try (ScriptedServer server = ScriptedServer.play(text)) {
      assertThat(Run.ketch("put", "--ascii", file(), url(server, "x")).code()).isZero();
    }
  }

  @Test
  void typesThatContradictAreUsageErrors() throws IOException {
    String url = "ftp://127.0.0.1:1/x;type=";
    String tree = Files.createDirectory(work.resolve("tree")).toString();
    for (String[] command :
        new String[][] {
          {"put", "--ascii", file(), url + "i"},
          {"put", file(), url + "d"},
          {"put", "-", url + "d"},
          {"get", "-r", "--ascii", url + "a"},
          {"mirror", tree, url + "a"},
          {"mirror", url + "a", tree},
        }) {
      Run run = Run.ketch(command);
      assertThat(run.code()).as(String.join(" ", command)).isEqualTo(2);
      assertThat(run.err()).containsAnyOf("type=", "--ascii");
    }
    try (ScriptedServer server = ScriptedServer.play("login", "login", "login", "login")) {
      assertThat(Run.ketch("cat", "--ascii", url(server, "x;type=i")).code()).isEqualTo(2);
      assertThat(Run.ketch("cat", url(server, "x;type=d")).code()).isEqualTo(2);
      assertThat(Run.ketch("get", url(server, "x;type=d")).code()).isEqualTo(2);
    }
  }

  @Test
  void putSaysOnceThatFilesGoStraightToTheirNames() throws IOException {
    String stored =
        "passive\nC: STOR %s\nS: 150 go\ndata< one\\ntwo\\n\nS: 226 ok\nC: SIZE %s\nS: 213 8\n";
    String transcript =
        "login\nC: TYPE I\nS: 200 ok\n"
            + stored.formatted(".*", ".*")
            + "C: RNFR .*\nS: 550 Permission denied.\nC: DELE .*\nS: 550 Permission denied.\n"
            + stored.formatted("x", "x")
            + stored.formatted("y", "y");
    Files.writeString(work.resolve("y"), "one\ntwo\n");
    try (ScriptedServer server = ScriptedServer.play(transcript)) {
      Run run = Run.ketch("put", file(), work.resolve("y").toString(), url(server, ""));
      assertThat(run.err().lines()).hasSize(1);
      assertThat(run.err())
          .startsWith("ketch: warning: the server does not rename uploaded files")
          .contains(".ketch-part\" stays there");
      assertThat(run.code()).isZero();
    }
  }

  @Test
  void mirrorInPlaceIsForUploads() {
    Run run = Run.ketch("mirror", "--in-place", "ftp://127.0.0.1:1/", "x");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--in-place is for uploads");
  }
}
