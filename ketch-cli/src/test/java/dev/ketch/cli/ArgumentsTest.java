package dev.ketch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ketch.testkit.ScriptedServer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Words of the command line and names of files that are no UTF-8. */
class ArgumentsTest {
  private static final String FETCH =
      "login\nC: TYPE I\nS: 200 ok\nC: SIZE caf\u00E9.txt\nS: 213 5\npassive\nC: RETR caf\u00E9.txt\n"
          + "S: 150 go\ndata> hello\nS: 226 done\n";

  @TempDir Path work;

  private static byte[] bytes(String latin) {
    return latin.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void wordsThatJavaCannotReadAreTakenFromTheSystem() {
    byte[] typed = bytes("java\0-cp\0caf\u00E9\0Main\0get\0caf\u00E9\0\0b\0");
    assertThat(Arguments.exact(new String[] {"get", "caf\uFFFD", "", "b"}, typed))
        .containsExactly("get", "caf\uDCE9", "", "b");
  }

  @Test
  void wordsOfAnotherProgramAreNotTaken() {
    String[] args = {"get", "caf\uFFFD"};
    for (String typed : new String[] {"", "\0", "x\0", "put\0caf\u00E9\0"}) {
      assertThat(Arguments.exact(args, bytes(typed))).containsExactly("get", "caf\uFFFD");
    }
    assertThat(Arguments.exact(new String[] {"a", "\u00FC"})).containsExactly("a", "\u00FC");
  }

  private Run shell(String locale, String words) throws Exception {
    Map<String, @Nullable String> variables = new HashMap<>();
    variables.put("LC_ALL", locale);
    return ChildRun.shell(work, variables, words);
  }

  private boolean holds(String escaped) {
    return Files.exists(Path.of(URI.create(work.toUri() + escaped)));
  }

  /** The launcher sets C.UTF-8; a program of others may run in any locale. */
  @EnabledOnOs(OS.LINUX)
  @ParameterizedTest
  @ValueSource(strings = {"C.UTF-8", "C", "POSIX"})
  void getTakesTheNameAsItIs(String locale) throws Exception {
    try (ScriptedServer server = ScriptedServer.play(FETCH)) {
      Run run = shell(locale, "get ftp://127.0.0.1:" + server.port() + "/caf%E9.txt");
      assertThat(run.err()).isEmpty();
      assertThat(run.code()).isZero();
    }
    assertThat(holds("caf%E9.txt")).isTrue();
    try (ScriptedServer server = ScriptedServer.play(FETCH)) {
      String url = "ftp://127.0.0.1:" + server.port() + "/$(printf 'caf\\351.txt')";
      Run run = shell(locale, "get -o $(printf 'b\\303\\274\\377') " + url);
      assertThat(run.err()).isEmpty();
    }
    assertThat(holds("b%C3%BC%FF")).isTrue();
  }

  @EnabledOnOs(OS.LINUX)
  @Test
  void putSendsTheBytesOfTheName() throws Exception {
    Files.writeString(Path.of(URI.create(work.toUri() + "caf%E9")), "hello");
    Path served = Files.createDirectory(work.resolve("served"));
    try (EmbeddedServer server = EmbeddedServer.start(served)) {
      String url = "ftp://127.0.0.1:" + server.port() + "/as-text";
      Run run = shell("C.UTF-8", "put $(printf 'caf\\351') " + url);
      assertThat(run.err()).isEmpty();
    }
    assertThat(served.resolve("as-text")).hasContent("hello");
  }

  @Test
  void aFailureWithSuchANameNamesTheRemedy() {
    try (ScriptedServer server =
        ScriptedServer.play("login\nC: DELE caf\u00E9\nS: 550 no such file\n")) {
      Run run = Run.ketch("rm", "ftp://127.0.0.1:" + server.port() + "/caf%E9");
      assertThat(run.code()).isEqualTo(6);
      assertThat(run.err()).contains("caf\\xe9").contains("--encoding CHARSET");
      assertThat(run.err().strip().lines()).hasSize(1);
    }
  }
}
