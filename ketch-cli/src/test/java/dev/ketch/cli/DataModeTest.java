package dev.ketch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ketch.testkit.ScriptedServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The options that say how data connections are made, and EPSV that nobody answers. */
@Timeout(30)
class DataModeTest {
  private static final String AGAIN = "login\nC: TYPE I\nS: 200 ok\n";
  private static final String SIZE = "C: SIZE a\nS: 500 no\n";
  private static final String TYPE = AGAIN + SIZE;
  private static final String RETR = "C: RETR a\nS: 150 go\ndata> hello\nS: 226 ok\n";
  private static final String PASV = "listen\nC: PASV\nS: 227 ({pasv})\n";
  private static final String PORT = "C: PORT *\nS: 200 ok\n";
  private static final String RETR_ACTIVE =
      "C: RETR a\nS: 150 go\nconnect\ndata> hello\nS: 226 ok\n";

  @TempDir Path work;

  private static String url(ScriptedServer server) {
    return "ftp://127.0.0.1:" + server.port() + "/a";
  }

  private static void brings(String transcript, String... options) {
    try (ScriptedServer server = ScriptedServer.play(TYPE + transcript)) {
      String[] line = new String[options.length + 2];
      line[0] = "cat";
      System.arraycopy(options, 0, line, 1, options.length);
      line[line.length - 1] = url(server);
      Run run = Run.ketch(line);
      assertThat(run.err()).isEmpty();
      assertThat(run.out()).isEqualTo("hello");
      assertThat(run.code()).isZero();
    }
  }

  @Test
  void eachWayCanBeAskedFor() {
    brings("passive\n" + RETR, "--data", "auto");
    brings("passive\n" + RETR, "--data", "epsv");
    brings(PASV + RETR, "--data", "pasv");
    brings(PASV + RETR, "--data=PASV");
    brings(PORT + RETR_ACTIVE, "--data", "active");
    brings(PORT + RETR_ACTIVE, "--active");
    brings(PORT + RETR_ACTIVE, "--active", "--data", "active");
    brings(PORT + RETR_ACTIVE, "--data", "active", "--port-range", "40000-65000");
  }

  @Test
  void whatIsAskedForIsNotReplaced() {
    try (ScriptedServer server = ScriptedServer.play(TYPE + "C: EPSV\nS: 522 no")) {
      Run run = Run.ketch("cat", "--data", "epsv", url(server));
      assertThat(run.code()).isEqualTo(6);
      assertThat(run.err()).contains("522 no");
    }
    try (ScriptedServer server = ScriptedServer.play(TYPE + "C: PASV\nS: 425 no")) {
      Run run = Run.ketch("cat", "--data", "pasv", url(server));
      assertThat(run.code()).isEqualTo(7);
      assertThat(run.err()).contains("425 no");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--active --data pasv",
        "--data epsv --active",
        "--active --data auto",
        "--data pasv --port-range 5000-5001",
        "--data epsv --external-address 127.0.0.1",
        "--data quick",
        "--data"
      })
  void contradictionsAreUsageErrors(String options) {
    String[] line = ("cat ftp://127.0.0.1:1/a " + options).split(" ", -1);
    Run run = Run.ketch(line);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).isNotEmpty();
  }

  @Test
  void aSwallowedEpsvIsPaidForOnceInARun() {
    String pasv = PASV + RETR;
    try (ScriptedServer server =
        ScriptedServer.play(
            TYPE + "C: EPSV\nany", AGAIN + pasv + SIZE + "C: PASV\nclose", TYPE + pasv)) {
      // The second one loses its session, and the third begins a new one.
      Run run = Run.ketch("cat", "--timeout", "1.5", url(server), url(server), url(server));
      assertThat(run.err()).contains("control connection");
      assertThat(run.out()).isEqualTo("hello".repeat(2));
      assertThat(run.code()).isEqualTo(1);
      assertThat(server.received().stream().filter("EPSV"::equals)).hasSize(1);
    }
  }

  @Test
  void aSwallowedEpsvDoesNotKeepAFileFromComing() {
    try (ScriptedServer server = ScriptedServer.play(TYPE + "C: EPSV\nany", AGAIN + PASV + RETR)) {
      Path target = work.resolve("a");
      Run run = Run.ketch("get", "--timeout", "1.5", "-o", target.toString(), url(server));
      assertThat(run.err()).isEmpty();
      assertThat(target).hasContent("hello");
      assertThat(run.code()).isZero();
    }
  }

  @Test
  void aRefusalDuringTheWaitForDataIsReportedAtOnce() {
    try (ScriptedServer server =
        ScriptedServer.play(TYPE + PORT + "C: RETR a\nS: 150 go\nS: 425 no route\n")) {
      Run run = Run.ketch("cat", "--active", "--timeout", "600", url(server));
      assertThat(run.err()).contains("425 no route");
      assertThat(run.code()).isEqualTo(7);
    }
    String silent = "passive\nC: RETR a\nS: 150 go\nS: 550 it is gone\n";
    try (ScriptedServer server = ScriptedServer.play(TYPE + silent)) {
      Run run = Run.ketch("cat", "--timeout", "600", url(server));
      assertThat(run.err()).contains("550 it is gone");
      assertThat(run.code()).isEqualTo(6);
    }
    String cut = "passive\nC: RETR a\nS: 150 go\ndata+ hel\nS: 451 disk trouble\n";
    try (ScriptedServer server = ScriptedServer.play(TYPE + cut)) {
      Run run = Run.ketch("cat", "--timeout", "600", url(server));
      assertThat(run.err()).contains("451 disk trouble");
      assertThat(run.code()).isEqualTo(10);
    }
  }
}
