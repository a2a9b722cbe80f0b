package dev.ketch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --delete}, and how a user says yes to it. */
class DeleteOptionTest {
  @TempDir Path work;
  private Path served = Path.of(".");
  private String empty = "";
  private String url = "";
  private EmbeddedServer server;

  @BeforeEach
  void start() throws IOException {
    served = Files.createDirectory(work.resolve("served"));
    for (String name : new String[] {"a", "b", "d/c"}) {
      Path file = served.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, name);
    }
    empty = Files.createDirectory(work.resolve("empty")).toString();
    server = EmbeddedServer.start(served);
    url = "ftp://127.0.0.1:" + server.port() + "/";
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** An empty directory, mirrored to the login directory, removed all that was there. */
  @Test
  void anEmptyDirectoryDeletesNothingAtTheServer() {
    Run run = Run.ketch("mirror", "--delete", empty, url);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("nothing was deleted", "3 entries", "1 below", "--delete=all");
    assertThat(run.err()).contains("\"a\"", "source is empty", "--max-delete 3");
    assertThat(served.resolve("d/c")).exists();
  }

  @Test
  void aDryRunAndJsonShowIt() {
    Run run = Run.ketch("mirror", "--delete", "--dry-run", "--json", empty, url);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .contains("{\"event\":\"error\",\"path\":\"\",\"action\":\"delete\"", "the source is empty")
        .contains("\"deleted\":0,\"failed\":1", "\"withheld\":3")
        .doesNotContain("\"event\":\"plan\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--delete=all", "--delete --max-delete 3", "--max-delete=3 --delete"})
  void aYesDeletes(String yes) {
    String line = "mirror " + yes + " " + empty + " " + url;
    Run run = Run.ketch(line.split(" ", -1));
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(served).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--delete --max-delete 2",
        "--delete=all --max-delete 2",
        "--delete --max-delete 0",
        "--delete --trash /trash"
      })
  void whatDoesNotSufficeIsNoYes(String options) {
    String line = "mirror " + options + " " + empty + " " + url;
    assertThat(Run.ketch(line.split(" ", -1)).code()).isEqualTo(1);
    assertThat(served.resolve("a")).exists();
  }

  /** The word behind the option is the source, wherever it stands. */
  @Test
  void theNextWordIsNoValue() {
    String local = work.resolve("copy").toString();
    assertThat(Run.ketch("mirror", "--delete", url, local).code()).isZero();
    assertThat(Run.ketch("mirror", url, "--delete", local).code()).isZero();
    assertThat(Run.ketch("mirror", url, local, "--delete").code()).isZero();
    assertThat(work.resolve("copy/d/c")).exists();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--delete=some", "--delete=", "--max-delete=-1", "--delete --max-delete -2"})
  void nonsenseIsRefused(String options) {
    String line = "mirror " + options + " " + empty + " " + url;
    Run run = Run.ketch(line.split(" ", -1));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("delete");
    assertThat(served.resolve("a")).exists();
  }

  /** Who applies a plan has seen what it deletes. */
  @Test
  void aPlanIsAYes() throws IOException {
    Run plan = Run.ketch("mirror", "--delete=all", "--dry-run", "--json", empty, url);
    assertThat(plan.code()).isZero();
    Path file = Files.writeString(work.resolve("plan"), plan.out());
    assertThat(Run.ketch("mirror", "--apply", file.toString(), empty, url).code()).isZero();
    assertThat(served).isEmptyDirectory();
  }
}
