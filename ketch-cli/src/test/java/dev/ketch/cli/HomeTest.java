package dev.ketch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ketch.testkit.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs with another HOME, as sudo, cron and containers make them. */
class HomeTest {
  private static final String LOGIN =
      "S: 220 hi\nC: USER joe\nS: 331 password\nC: PASS second\nS: 230 in\nC: FEAT\nS: 500 no\n"
          + "C: NOOP\nS: 200 ok\n";

  @TempDir Path work;

  private Path home(String name) throws IOException {
    Path home = Files.createDirectory(work.resolve(name));
    Path netrc =
        Files.writeString(
            home.resolve(".netrc"),
            "machine 127.0.0.1 login ann password first\n"
                + "machine 127.0.0.1 login joe password second\n");
    Files.setPosixFilePermissions(netrc, PosixFilePermissions.fromString("rw-------"));
    return home;
  }

  private static Map<String, @Nullable String> with(@Nullable String home) {
    Map<String, @Nullable String> variables = new HashMap<>();
    variables.put("HOME", home);
    variables.put("NETRC", null);
    variables.put("KETCH_PASSWORD", null);
    variables.put("XDG_STATE_HOME", null);
    return variables;
  }

  @Test
  void netrcIsThatOfHomeAndItsEntryThatOfTheUser() throws Exception {
    Path home = home("home");
    try (ScriptedServer server = ScriptedServer.play(LOGIN)) {
      String url = "ftp://joe@127.0.0.1:" + server.port() + "/";
      Run run = ChildRun.ketch(work, with(home.toString()), "raw", url, "NOOP");
      assertThat(run.code()).as(run.err()).isZero();
    }
    Run nobody =
        ChildRun.ketch(work, with(home.toString()), "raw", "ftp://zoe@127.0.0.1:1/", "NOOP");
    assertThat(nobody.code()).isEqualTo(2);
    assertThat(nobody.err())
        .contains("no password for zoe")
        .contains(home.resolve(".netrc").toString())
        .doesNotContain("first")
        .doesNotContain("~");
  }

  @Test
  void aHomeThatDoesNotExistIsNoneAndNothingIsMadeThere() throws Exception {
    Path missing = work.resolve("missing");
    Run run =
        ChildRun.ketch(work, with(missing.toString()), "raw", "ftp://joe@127.0.0.1:1/", "NOOP");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("no password for joe").contains("HOME names no directory");
    assertThat(missing).doesNotExist();
  }

  @Test
  void stateIsKeptInHome() throws Exception {
    Path home = home("home");
    Path served = Files.createDirectory(work.resolve("served"));
    Path local = Files.writeString(work.resolve("file"), "hello");
    try (EmbeddedServer server = EmbeddedServer.start(served)) {
      String url = "ftp://anonymous@127.0.0.1:" + server.port() + "/file";
      Run run = ChildRun.ketch(work, with(home.toString()), "put", local.toString(), url);
      assertThat(run.code()).as(run.err()).isZero();
    }
    assertThat(served.resolve("file")).hasContent("hello");
    assertThat(home.resolve(".local/state/ketch")).isNotEmptyDirectory();
  }
}
