package dev.ketch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code mirror --dry-run}, {@code --apply} and {@code --trash}, both ways. */
class MirrorPlanTest {
  @TempDir Path work;
  private Path served = Path.of(".");
  private Path local = Path.of(".");

  @BeforeEach
  void trees() throws IOException {
    served = Files.createDirectories(work.resolve("served/tree/sub"));
    served = work.resolve("served");
    local = Files.createDirectories(work.resolve("local/gone"));
    local = work.resolve("local");
    Files.writeString(served.resolve("tree/a"), "a");
    Files.writeString(served.resolve("tree/sub/b"), "b");
    Files.writeString(local.resolve("gone/old"), "old");
  }

  private String url(EmbeddedServer server) {
    return "ftp://127.0.0.1:" + server.port() + "/";
  }

  @Test
  void aPlanIsDoneAndNothingElse() throws IOException {
    try (EmbeddedServer server = EmbeddedServer.start(served)) {
      String tree = url(server) + "tree";
      Run dry = Run.ketch("mirror", "--dry-run", "--json", "--delete", tree, local.toString());
      assertThat(dry.code()).isZero();
      assertThat(local.resolve("a")).doesNotExist();
      Path plan = Files.writeString(work.resolve("plan"), dry.out());
      Files.writeString(served.resolve("tree/later"), "came after the plan");
      Files.writeString(local.resolve("extra"), "came after the plan");
      Run run = Run.ketch("mirror", "--apply", plan.toString(), tree, local.toString());
      assertThat(run.err()).isEmpty();
      assertThat(run.code()).isZero();
      assertThat(local.resolve("a")).hasContent("a");
      assertThat(local.resolve("sub/b")).hasContent("b");
      assertThat(local.resolve("gone")).doesNotExist();
      assertThat(local.resolve("later")).doesNotExist();
      assertThat(local.resolve("extra")).exists();
    }
  }

  @Test
  void whatHasGoneSinceIsTold() throws IOException {
    try (EmbeddedServer server = EmbeddedServer.start(served)) {
      String tree = url(server) + "tree";
      Run dry = Run.ketch("mirror", "--dry-run", "--json", tree, local.toString());
      Path plan = Files.writeString(work.resolve("plan"), dry.out());
      Files.delete(served.resolve("tree/a"));
      Run run = Run.ketch("mirror", "--apply", plan.toString(), tree, local.toString());
      assertThat(run.code()).isEqualTo(1);
      assertThat(run.err()).contains("\"a\": planned, but it has changed since");
      assertThat(local.resolve("sub/b")).hasContent("b");
    }
  }

  @Test
  void aPlanThatIsNoneOrNotWholeIsRefused() throws IOException {
    Path none = Files.writeString(work.resolve("none"), "no plan at all");
    Path half = Files.writeString(work.resolve("half"), "{\"event\":\"plan\",\"path\":\"a\"}\n");
    for (Path plan : new Path[] {none, half}) {
      Run run =
          Run.ketch("mirror", "--apply", plan.toString(), "ftp://127.0.0.1:1/", local.toString());
      assertThat(run.code()).isEqualTo(2);
      assertThat(run.err()).contains("plan");
    }
    Run missing =
        Run.ketch("mirror", "--apply", work + "/x", "ftp://127.0.0.1:1/", local.toString());
    assertThat(missing.code()).isEqualTo(9);
  }

  @Test
  void theTrashKeepsWhatIsDeletedHere() throws IOException {
    String trash = work.resolve("trash").toString();
    try (EmbeddedServer server = EmbeddedServer.start(served)) {
      for (int i = 0; i < 2; i++) {
        Files.createDirectories(local.resolve("gone"));
        Files.writeString(local.resolve("gone/old"), "version " + i);
        Run run =
            Run.ketch(
                "mirror", "--delete", "--trash", trash, url(server) + "tree", local.toString());
        assertThat(run.code()).isZero();
        assertThat(local.resolve("gone")).doesNotExist();
      }
      assertThat(work.resolve("trash/gone/old")).hasContent("version 0");
      assertThat(work.resolve("trash/gone~1/old")).hasContent("version 1");
      String inside = local.resolve("trash").toString();
      Files.writeString(local.resolve("more"), "x");
      Run refused =
          Run.ketch(
              "mirror", "--delete", "--trash", inside, url(server) + "tree", local.toString());
      assertThat(refused.code()).isEqualTo(1);
      assertThat(refused.err()).contains("inside the tree");
      assertThat(local.resolve("more")).exists();
    }
  }

  @Test
  void theTrashKeepsWhatIsDeletedThere() throws IOException {
    try (EmbeddedServer server = EmbeddedServer.start(served)) {
      for (int i = 0; i < 2; i++) {
        Files.writeString(served.resolve("tree/a"), "version " + i);
        Run run =
            Run.ketch(
                "mirror", "--delete", "--trash", "/bin", local.toString(), url(server) + "tree");
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
      }
      assertThat(served.resolve("tree/a")).doesNotExist();
      assertThat(served.resolve("tree/gone/old")).hasContent("old");
      assertThat(served.resolve("bin/a")).hasContent("version 0");
      assertThat(served.resolve("bin/a~1")).hasContent("version 1");
      assertThat(served.resolve("bin/sub/b")).hasContent("b");
    }
  }
}
