package dev.ketch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line in a heap of 64 MiB, against servers that would fill any. */
class SmallHeapTest {
  private static final long LIMIT = 30;
  private static final String TIME = "modify=20260101000000;";

  @TempDir Path work;

  private Run ketch(String... args) throws IOException, InterruptedException {
    Path out = work.resolve("out");
    Path err = work.resolve("err");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.ketch.cli.Main"));
    command.addAll(List.of(args));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    boolean ended = process.waitFor(LIMIT, TimeUnit.SECONDS);
    process.destroyForcibly();
    assertThat(ended).as("it ends within %s s", LIMIT).isTrue();
    String errors = Files.readString(err, StandardCharsets.UTF_8);
    assertThat(errors).doesNotContain("Exception", "Error", "\tat ");
    return new Run(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8), errors);
  }

  private Run mirror(GeneratedServer server, String... options)
      throws IOException, InterruptedException {
    Path local = Files.createDirectories(work.resolve("local"));
    Files.writeString(local.resolve("mine"), "x");
    List<String> args = new ArrayList<>(List.of("mirror", "--delete=all"));
    args.addAll(List.of(options));
    args.addAll(List.of(server.url(), local.toString()));
    Run run = ketch(args.toArray(String[]::new));
    if (run.code() != 0) {
      assertThat(local.resolve("mine")).exists();
    }
    return run;
  }

  private static void many(OutputStream out, int count, String facts, String name)
      throws IOException {
    for (int i = 0; i < count; i++) {
      GeneratedServer.line(out, facts + TIME + " " + i + name);
    }
  }

  @Test
  void sixHundredThousandDirectoriesInOneListing() throws Exception {
    try (GeneratedServer server =
        new GeneratedServer(
            true,
            (directory, out) -> {
              if (directory.isEmpty()) {
                many(out, 600_000, "type=dir;", "d");
              }
            })) {
      Run run = mirror(server, "--dry-run", "--max-depth", "0");
      assertThat(run.err()).isEmpty();
      assertThat(run.code()).isZero();
      assertThat(run.out()).contains("600000 skipped");
    }
  }

  /** They wait for their turn, until the server has enough of it. */
  @Test
  void directoriesThatWaitAreNotHeldInMemory() throws Exception {
    try (GeneratedServer server =
        new GeneratedServer(
            true,
            (directory, out) -> {
              if (directory.isEmpty()) {
                many(out, 600_000, "type=dir;", "d".repeat(40));
              } else {
                throw new IOException("enough");
              }
            })) {
      Run run = mirror(server, "--dry-run", "--tries", "1", "--max-errors", "50");
      assertThat(run.err()).contains("--max-errors");
      assertThat(run.code()).isNotZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"type=file;size=1;", "type=dir;"})
  void nineteenThousandNamesOfSixtyThousandBytes(String facts) throws Exception {
    String name = "n".repeat(60_000);
    try (GeneratedServer server =
        new GeneratedServer(true, (directory, out) -> many(out, 19_000, facts, name))) {
      Run run = mirror(server);
      assertThat(run.code()).isEqualTo(8);
      assertThat(run.err()).contains("lines that cannot be read");
    }
  }

  /** As long as names may be. */
  @Test
  void tenThousandNamesOfFourThousandBytes() throws Exception {
    String name = "n".repeat(4_000);
    try (GeneratedServer server =
        new GeneratedServer(
            true, (directory, out) -> many(out, 10_000, "type=file;size=1;", name))) {
      Run run = mirror(server, "--dry-run", "--exclude", "*n*x");
      assertThat(run.err()).isEmpty();
      assertThat(run.code()).isZero();
      assertThat(run.out()).contains("would transfer 10000 files");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"type=file;size=1;", "type=dir;", "what is this "})
  void aListingWithoutAnEnd(String facts) throws Exception {
    try (GeneratedServer server =
        new GeneratedServer(true, (directory, out) -> many(out, Integer.MAX_VALUE, facts, "x"))) {
      Run run = mirror(server, "--dry-run");
      assertThat(run.code()).isEqualTo(8);
      assertThat(run.err()).containsAnyOf("memory", "cannot be read", "limit");
    }
  }

  @Test
  void namesOfOneHash() throws Exception {
    try (GeneratedServer server =
        new GeneratedServer(
            true,
            (directory, out) -> {
              for (int i = 0; i < 1 << 16; i++) {
                StringBuilder name = new StringBuilder();
                for (int bit = 0; bit < 16; bit++) {
                  name.append((i >> bit & 1) == 0 ? "Aa" : "BB");
                }
                GeneratedServer.line(out, "type=file;size=0;" + TIME + " " + name);
              }
            })) {
      Run run = mirror(server, "--dry-run");
      assertThat(run.code()).isZero();
      assertThat(run.out()).contains("would transfer 65536 files");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rm -r", "stat"})
  void commandsThatListEndToo(String command) throws Exception {
    try (GeneratedServer server =
        new GeneratedServer(
            false,
            (directory, out) -> {
              for (int i = 0; i < Integer.MAX_VALUE; i++) {
                GeneratedServer.line(out, "drwxr-xr-x 2 a b 1 Jan 1 2020 d" + i);
              }
            })) {
      List<String> args = new ArrayList<>(List.of(command.split(" ", -1)));
      args.add(server.url() + "d/e");
      Run run = ketch(args.toArray(String[]::new));
      assertThat(run.code()).isIn(0, 1, 6, 8);
    }
  }
}
