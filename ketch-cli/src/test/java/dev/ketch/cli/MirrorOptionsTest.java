package dev.ketch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code mirror} takes, by its options, and what it says to options that make no sense. */
class MirrorOptionsTest {
  @TempDir Path work;
  private Path served = Path.of(".");
  private Path local = Path.of(".");

  @BeforeEach
  void tree() throws IOException {
    served = Files.createDirectories(work.resolve("served"));
    local = work.resolve("local");
    write("tree/a.txt", 10, "2020-01-01T00:00:00Z");
    write("tree/b.log", 2000, "2026-01-01T00:00:00Z");
    write("tree/d/c.txt", 300_000, "2026-06-01T00:00:00Z");
    write("tree/d/e/f.txt", 1, "2026-06-01T00:00:00Z");
    Files.createDirectories(served.resolve("tree/empty"));
  }

  private void write(String path, int size, String time) throws IOException {
    Path file = served.resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, new byte[size]);
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse(time)));
  }

  private List<String> files() throws IOException {
    if (Files.notExists(local)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(local)) {
      return all.filter(p -> !p.equals(local))
          .map(p -> local.relativize(p) + (Files.isDirectory(p) ? "/" : ""))
          .sorted()
          .toList();
    }
  }

  private Run mirror(String options) throws IOException {
    try (EmbeddedServer server = EmbeddedServer.start(served)) {
      String url = "ftp://127.0.0.1:" + server.port() + "/tree";
      String line = "mirror " + options + " " + url + " " + local;
      return Run.ketch(line.replaceAll(" +", " ").split(" ", -1));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--max-depth 0 | a.txt b.log",
        "--no-empty-dirs --exclude *.txt | b.log",
        "--no-empty-dirs --newer-than 2026-03-01 | d/ d/c.txt d/e/ d/e/f.txt",
        "--older-than 2025-01-01T00:00:00Z | a.txt d/ d/e/ empty/",
        "--size 1k- --no-empty-dirs | b.log d/ d/c.txt",
        "--size -9 --no-empty-dirs | d/ d/e/ d/e/f.txt",
        "--size 10-2k --no-empty-dirs | a.txt b.log",
        "--include-regex ^d/.*[cf].txt$ --no-empty-dirs | d/ d/c.txt d/e/ d/e/f.txt",
        "--exclude d/ --exclude-regex y/$ | a.txt b.log",
        "--only-existing | ",
        "--compare size-and-time --max-depth 0 | a.txt b.log",
      })
  void takesWhatItIsToldTo(String options, String expected) throws IOException {
    Run run = mirror(options);
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(files()).isEqualTo(expected == null ? List.of() : List.of(expected.split(" ", -1)));
  }

  @Test
  void patternsComeFromFiles() throws IOException {
    Path patterns = Files.writeString(work.resolve("patterns"), "# logs\n*.log\n\nempty/\nd/\n");
    assertThat(mirror("--exclude-from " + patterns).code()).isZero();
    assertThat(files()).containsExactly("a.txt");
    assertThat(mirror("--exclude-from " + patterns + ".not").code()).isEqualTo(9);
  }

  /** A file where the source has a directory, and a full directory where it has a file. */
  @Test
  void whatIsOfAnotherKindIsReplacedOnlyWithDelete() throws IOException {
    Files.createDirectories(local.resolve("b.log/full"));
    Files.writeString(local.resolve("b.log/full/x"), "x");
    Files.writeString(local.resolve("d"), "a file");
    Run refused = mirror("");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err())
        .contains("\"d\": it is a directory at the source and a file at the target; --delete would")
        .contains("\"b.log\": it is a file at the source and a directory at the target");
    assertThat(mirror("--delete --max-delete 1").code()).isEqualTo(1);
    assertThat(local.resolve("d")).hasContent("a file");
    Run dry = mirror("--delete --dry-run --json");
    assertThat(dry.out())
        .contains("\"path\":\"d\",\"action\":\"delete\"")
        .contains("\"path\":\"d\",\"action\":\"mkdir\"")
        .contains("\"path\":\"d/e/f.txt\",\"action\":\"transfer\"")
        .contains("\"path\":\"b.log\",\"action\":\"transfer\"");
    Path plan = Files.writeString(work.resolve("plan"), dry.out());
    Run applied = mirror("--json --apply " + plan);
    assertThat(applied.err()).isEmpty();
    assertThat(applied.out()).contains("\"files\":3").contains("\"deleted\":2");
    assertThat(files())
        .containsExactly("a.txt", "b.log", "d/", "d/c.txt", "d/e/", "d/e/f.txt", "empty/");
    assertThat(mirror("--delete").out()).contains("0 files").contains("0 deleted");
  }

  @Test
  void movesAndRenamesAreTold() throws IOException {
    assertThat(mirror("").code()).isZero();
    Files.createDirectories(served.resolve("tree/new"));
    Files.move(served.resolve("tree/d/c.txt"), served.resolve("tree/new/c2.txt"));
    Run dry = mirror("--delete --dry-run --json");
    assertThat(dry.out())
        .contains("\"event\":\"plan\",\"path\":\"new/c2.txt\",\"action\":\"rename\"")
        .contains("\"from\":\"d/c.txt\"");
    Path plan = Files.writeString(work.resolve("plan"), dry.out());
    Run applied = mirror("--json --apply " + plan);
    assertThat(applied.err()).isEmpty();
    assertThat(applied.out()).contains("\"renamed\":1").contains("\"files\":0");
    assertThat(files()).contains("new/c2.txt").doesNotContain("d/c.txt");
    assertThat(mirror("--move --no-empty-dirs").code()).isZero();
    try (Stream<Path> left = Files.walk(served.resolve("tree"))) {
      assertThat(left.filter(Files::isRegularFile)).isEmpty();
    }
  }

  @Test
  void fromOneServerToAnother() throws IOException {
    Path second = Files.createDirectory(work.resolve("second"));
    try (EmbeddedServer from = EmbeddedServer.start(served);
        EmbeddedServer to = EmbeddedServer.start(second)) {
      Run run =
          Run.ketch(
              "mirror",
              "ftp://127.0.0.1:" + from.port() + "/tree",
              "ftp://127.0.0.1:" + to.port() + "/copy");
      assertThat(run.err()).isEmpty();
      assertThat(run.code()).isZero();
      assertThat(second.resolve("copy/d/c.txt")).hasSize(300_000);
    }
  }

  @Test
  void aFileComesInPieces() throws IOException {
    byte[] bytes = new byte[20 << 20];
    new java.util.Random(1).nextBytes(bytes);
    Files.write(served.resolve("large"), bytes);
    Path target = work.resolve("large");
    try (EmbeddedServer server = EmbeddedServer.start(served)) {
      String url = "ftp://127.0.0.1:" + server.port() + "/large";
      Run run = Run.ketch("get", "--segments", "3", "--times", "-o", target.toString(), url);
      assertThat(run.err()).isEmpty();
      assertThat(run.code()).isZero();
    }
    assertThat(target).hasBinaryContent(bytes);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--only-missing --only-existing | leave nothing",
        "--only-newer --checksum | give one of",
        "--delete-excluded | needs --delete",
        "--newer-than soon | not \"soon\"",
        "--size 5 | --size is FROM-TO",
        "--size 5-x | not \"x\"",
        "--exclude-regex ( | Unclosed group",
        "--tries 0 | begins at 1",
        "--segments 100 | from 1 to 64",
        "--limit-rate 0 | never end",
        "--compare taste | size-and-time, size, time",
      })
  void whatMakesNoSenseIsSaidInOneSentence(String options, String words) throws IOException {
    Run run = mirror(options);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains(words).doesNotContain("\\x0a");
    assertThat(run.err().strip().lines().count()).isEqualTo(1);
    assertThat(files()).isEmpty();
  }
}
