package dev.ketch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Directories that contain themselves, and trees that are only deep. */
@Timeout(60)
class LoopsTest {
  private static final String TIME = "modify=20260101000000";

  @TempDir Path work;
  private Path local = Path.of(".");

  @BeforeEach
  void local() throws IOException {
    local = Files.createDirectory(work.resolve("local"));
    Files.writeString(local.resolve("mine"), "x");
  }

  private Run mirror(GeneratedServer server, String... options) {
    String[] all = new String[options.length + 4];
    all[0] = "mirror";
    all[1] = "--delete=all";
    System.arraycopy(options, 0, all, 2, options.length);
    all[all.length - 2] = server.url();
    all[all.length - 1] = local.toString();
    return Run.ketch(all);
  }

  private int deepest() throws IOException {
    try (Stream<Path> all = Files.walk(local)) {
      return all.mapToInt(f -> local.relativize(f).getNameCount()).max().orElse(0);
    }
  }

  /** Took 92 s, and ended in a name too long for the file system. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aDirectoryThatContainsItselfEndsInAFailure(boolean machine) throws IOException {
    String line = machine ? "type=dir;" + TIME + "; loop" : "drwxr-xr-x 2 a b 1 Jan 1 2020 loop";
    try (GeneratedServer server =
        new GeneratedServer(machine, (directory, out) -> GeneratedServer.line(out, line))) {
      Run run = mirror(server);
      assertThat(run.code()).isEqualTo(1);
      assertThat(run.err()).contains("100 directories deep", "--max-depth");
      assertThat(server.listed.get()).isLessThan(500);
    }
    assertThat(local.resolve("mine")).exists(); // Nothing is deleted after a failure.
  }

  /** Two such directories in one are 2 to the power of 100 ways. */
  @Test
  void directoriesThatBranchIntoThemselvesEndToo() throws IOException {
    try (GeneratedServer server =
        new GeneratedServer(
            true,
            (directory, out) -> {
              for (String name : new String[] {"one", "two", "three"}) {
                GeneratedServer.line(out, "type=dir;" + TIME + "; " + name);
              }
            })) {
      Run run = mirror(server);
      assertThat(run.code()).isEqualTo(1);
      assertThat(run.err()).contains("seems to contain itself");
      assertThat(server.listed.get()).isLessThan(3_000);
    }
    assertThat(local.resolve("mine")).exists();
  }

  /** Files of some size would be fetched a hundred times. */
  @Test
  void levelsOfTheSameLargeFilesAreALoop() throws IOException {
    try (GeneratedServer server =
        new GeneratedServer(
            true,
            (directory, out) -> {
              GeneratedServer.line(out, "type=file;size=5000000;" + TIME + "; large");
              GeneratedServer.line(out, "type=dir;" + TIME + "; up");
            })) {
      Run run = mirror(server, "--exclude", "large");
      assertThat(run.code()).isEqualTo(1);
      assertThat(run.err()).contains("seems to contain itself");
      assertThat(server.listed.get()).isLessThan(15);
    }
  }

  /** MLSD's unique fact tells which directory it is. */
  @Test
  void aServerThatTellsWhichDirectoryItIsIsBelievedAtOnce() throws IOException {
    try (GeneratedServer server =
        new GeneratedServer(
            true,
            (directory, out) -> {
              boolean loops = directory.startsWith("/d/sub") || directory.isEmpty();
              String name = directory.endsWith("/loop") || directory.equals("/d") ? "sub" : "loop";
              if (directory.isEmpty()) {
                GeneratedServer.line(out, "type=dir;unique=1g7;" + TIME + "; d");
              } else if (name.equals("sub")) {
                GeneratedServer.line(out, "type=dir;unique=1g8;" + TIME + "; sub");
              } else if (loops) {
                GeneratedServer.line(out, "type=dir;unique=1g7;" + TIME + "; loop");
              }
            })) {
      Run run = mirror(server);
      assertThat(run.code()).isEqualTo(1);
      assertThat(run.err()).contains("\"d/sub/loop\": it is the directory that contains it");
      assertThat(server.listed.get()).isEqualTo(4);
    }
    assertThat(local.resolve("d/sub/loop")).doesNotExist();
  }

  /** Real trees: the same name, time and file in each of a hundred levels. */
  @ParameterizedTest
  @ValueSource(strings = {"", "unique=U;"})
  void aTreeThatIsOnlyDeepArrives(String unique) throws IOException {
    try (GeneratedServer server = deep(100, unique)) {
      Run run = mirror(server);
      assertThat(run.err()).isEmpty();
      assertThat(run.code()).isZero();
    }
    assertThat(deepest()).isEqualTo(101); // And a file in the last one.
    assertThat(local.resolve("mine")).doesNotExist();
  }

  @Test
  void whoHasADeeperOneNamesTheDepth() throws IOException {
    try (GeneratedServer server = deep(130, "")) {
      assertThat(mirror(server).code()).isEqualTo(1);
      assertThat(deepest()).isEqualTo(101);
      assertThat(mirror(server, "--max-depth", "150").code()).isZero();
      assertThat(deepest()).isEqualTo(131);
      assertThat(mirror(server, "--max-depth", "3").err()).isEmpty();
    }
  }

  private static GeneratedServer deep(int levels, String unique) throws IOException {
    return new GeneratedServer(
        true,
        (directory, out) -> {
          long level = directory.chars().filter(c -> c == '/').count();
          GeneratedServer.line(out, "type=file;size=0;" + TIME + "; f");
          if (level < levels) {
            String fact = unique.replace("U", Long.toString(level));
            GeneratedServer.line(out, "type=dir;" + fact + TIME + "; d");
          }
        });
  }

  @Test
  void pathsThatGrowWithoutEndAreRefused() throws IOException {
    String name = "n".repeat(250);
    try (GeneratedServer server =
        new GeneratedServer(
            true,
            (directory, out) -> GeneratedServer.line(out, "type=dir;" + TIME + "; " + name))) {
      Run run = mirror(server, "--dry-run", "--max-depth", "5000");
      assertThat(run.code()).isEqualTo(1);
      assertThat(run.err()).contains("longer than 16384 characters");
    }
  }
}
