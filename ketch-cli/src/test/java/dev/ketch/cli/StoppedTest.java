package dev.ketch.cli;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A signal ends a command with 130 and a sentence; what has come is kept or has its name. */
class StoppedTest {
  private static final int MIB = 1 << 20;

  @TempDir Path work;
  private HoldingServer server;

  @BeforeEach
  void start() throws IOException {
    server = new HoldingServer();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private static List<String> command(String property, String... arguments) {
    List<String> line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                property,
                "-cp",
                System.getProperty("java.class.path"),
                "dev.ketch.cli.Main"));
    line.addAll(List.of(arguments));
    return line;
  }

  /** A run in a process of its own. */
  private final class Child {
    private final Process process;
    private final Path out = work.resolve("out.txt");
    private final Path err = work.resolve("err.txt");

    Child(String... arguments) throws IOException {
      process =
          new ProcessBuilder(command("-Dketch.child=1", arguments))
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
    }

    Run signal(String signal) throws IOException, InterruptedException {
      new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).start().waitFor();
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("still there");
      }
      return new Run(
          process.exitValue(),
          Files.readString(out, StandardCharsets.ISO_8859_1),
          Files.readString(err, StandardCharsets.UTF_8));
    }
  }

  private Run stopped(String signal, String... arguments) throws Exception {
    return stopped(signal, () -> true, arguments);
  }

  /** Sends the signal when the server holds something, and something is so here. */
  private Run stopped(String signal, Callable<Boolean> ready, String... arguments)
      throws Exception {
    Child child = new Child(arguments);
    server.awaitHold();
    for (int i = 0; i < 3000 && !ready.call(); i++) {
      Thread.sleep(10);
    }
    Run run = child.signal(signal);
    assertThat(run.code()).isEqualTo(130);
    assertThat(run.err()).startsWith("ketch: ").contains("interrupted");
    assertThat(run.err().strip().lines()).hasSize(1);
    assertThat(run.err()).doesNotContain("null", "Exception", "^C", "closed");
    return run;
  }

  private Path here(String name) {
    return work.resolve("here").resolve(name);
  }

  private List<Path> parts() throws IOException {
    try (Stream<Path> all = Files.list(work.resolve("here"))) {
      return all.filter(file -> file.toString().endsWith(".ketch-part")).toList();
    }
  }

  private static void requireWhole(Path file, int size) throws IOException {
    assertThat(Arrays.equals(Files.readAllBytes(file), HoldingServer.bytes(0, size))).isTrue();
  }

  /** The small files have come over the session that waits for the large one now. */
  @ParameterizedTest
  @CsvSource({
    "TERM, --segments=1 --parallel=1",
    "HUP, --segments=1 --parallel=1 --limit-rate=4M",
    "INT, --limit-rate=4M",
    "TERM, --limit-rate=4M --json",
    "HUP, --parallel=3"
  })
  void aMirrorKeepsWhatHasComeAndNamesWhatIsWhole(String signal, String options) throws Exception {
    server.file("big", 40 * MIB).hold("big", 3 * MIB); // The last of a listing comes first.
    for (int i = 0; i < 5; i++) {
      server.file("small" + i, 1000 + i);
    }
    List<String> line = new ArrayList<>(List.of("mirror"));
    line.addAll(List.of(options.split(" ")));
    line.addAll(List.of(server.url(""), work.resolve("here").toString()));
    String[] arguments = line.toArray(String[]::new);
    Run run = stopped(signal, () -> hasCome(2 * MIB), arguments);
    long whole = Stream.of(0, 1, 2, 3, 4).filter(i -> Files.exists(here("small" + i))).count();
    assertThat(run.err()).contains(whole + " files are done, " + (6 - whole) + " of those found");
    assertThat(whole).isBetween(options.contains("--parallel=3") ? 0L : 5L, 5L);
    assertThat(run.err()).contains("\"big\" are kept", "running it again does what is left");
    if (options.contains("--json")) {
      assertThat(run.out().strip().lines().reduce((a, b) -> b).orElse(""))
          .startsWith("{\"event\":\"summary\",\"files\":5,");
    }
    assertThat(parts()).hasSize(1);
    server.release();
    line.removeIf(word -> word.startsWith("--limit-rate"));
    assertThat(Run.ketch(line.toArray(String[]::new)).code()).isZero();
    for (int i = 0; i < 5; i++) {
      requireWhole(here("small" + i), 1000 + i);
    }
    requireWhole(here("big"), 40 * MIB);
    assertThat(parts()).isEmpty();
    assertThat(server.received()).anyMatch(StoppedTest::resumesFarEnough);
    assertThat(server.received().stream().filter(command -> command.contains("RETR /small")))
        .hasSize((int) (5 - whole));
  }

  /**
   * Whether a byte of the large file has come; where its part is in pieces its size says nothing.
   */
  private boolean hasCome(int at) throws IOException {
    for (Path part : Files.isDirectory(work.resolve("here")) ? parts() : List.<Path>of()) {
      try (RandomAccessFile file = new RandomAccessFile(part.toFile(), "r")) {
        if (file.length() > at) {
          file.seek(at);
          return (byte) file.read() == HoldingServer.bytes(at, at + 1)[0];
        }
      } catch (FileNotFoundException e) {
        return false; // It has its name.
      }
    }
    return false;
  }

  /** The bytes before the place are compared. */
  private static boolean resumesFarEnough(String command) {
    return command.startsWith("REST ") && Integer.parseInt(command.substring(5)) >= 2 * MIB - 65536;
  }

  /** What is whole has its name while the same session still waits for the large file. */
  @Test
  void aSmallFileHasItsNameWhateverItsWorkerDoes() throws Exception {
    server.file("big", 2 * MIB).hold("big", MIB);
    for (int i = 0; i < 5; i++) {
      server.file("small" + i, 1000 + i);
    }
    Child child =
        new Child("mirror", "--parallel=1", server.url(""), work.resolve("here").toString());
    server.awaitHold();
    int there = 0;
    for (int i = 0; there < 5 && i < 1000; i++) {
      Thread.sleep(10);
      there = 0;
      for (int k = 0; k < 5; k++) {
        there += Files.exists(here("small" + k)) ? 1 : 0;
      }
    }
    assertThat(there).isEqualTo(5);
    assertThat(child.signal("TERM").code()).isEqualTo(130);
  }

  @ParameterizedTest
  @CsvSource({"TERM, get -c", "INT, get -c", "HUP, get", "TERM, get", "INT, get --times"})
  void aFileIsGoneOnWith(String signal, String command) throws Exception {
    server.file("g.bin", 5 * MIB).hold("g.bin", 2 * MIB);
    Files.createDirectories(work.resolve("here"));
    List<String> line = new ArrayList<>(List.of(command.split(" ")));
    line.addAll(List.of("-o", here("g.bin").toString(), server.url("g.bin")));
    Run run = stopped(signal, line.toArray(String[]::new));
    assertThat(run.err()).contains("2.0 MiB of \"g.bin\" are kept, and get -c resumes there");
    assertThat(parts()).hasSize(1);
    server.release();
    Run again = Run.ketch("get", "-c", "-o", here("g.bin").toString(), server.url("g.bin"));
    assertThat(again.code()).isZero();
    requireWhole(here("g.bin"), 5 * MIB);
    assertThat(server.received()).contains("REST " + 2 * MIB);
  }

  @Test
  void aFileInPiecesIsGoneOnWith() throws Exception {
    server.file("g.bin", 40 * MIB).hold("g.bin", 3 * MIB);
    Files.createDirectories(work.resolve("here"));
    String[] line = {"get", "--segments=3", "-o", here("g.bin").toString(), server.url("g.bin")};
    Run run = stopped("TERM", () -> hasCome(2 * MIB), line);
    assertThat(run.err()).contains("MiB of \"g.bin\" are kept, and the same command resumes there");
    server.release();
    assertThat(Run.ketch(line).code()).isZero();
    requireWhole(here("g.bin"), 40 * MIB);
    assertThat(server.received()).anyMatch(StoppedTest::resumesFarEnough);
  }

  @Test
  void ofSeveralFilesThoseThatAreDoneStay() throws Exception {
    server.file("a", 1000).file("b", 1000).hold("b", 500).file("c", 1000);
    Files.createDirectories(work.resolve("here"));
    Run run =
        stopped(
            "TERM",
            "get",
            "-o",
            work.resolve("here").toString(),
            server.url("a"),
            server.url("b"),
            server.url("c"));
    assertThat(run.err()).contains("1 of 3 are done; nothing of \"b\" is kept");
    assertThat(work.resolve("here").toFile().list()).containsExactly("a");
    assertThat(server.received()).noneMatch(command -> command.equals("RETR c"));
  }

  @ParameterizedTest
  @CsvSource({"INT, cat", "TERM, get -o -"})
  void anOutputThatIsNotCompleteSaysSo(String signal, String command) throws Exception {
    server.file("g.bin", MIB).hold("g.bin", 1000);
    List<String> line = new ArrayList<>(List.of(command.split(" ")));
    line.add(server.url("g.bin"));
    Run run = stopped(signal, line.toArray(String[]::new));
    assertThat(run.err()).isEqualTo("ketch: interrupted: the output is not complete\n");
  }

  @Test
  void anUploadLeavesNothing() throws Exception {
    server.hold("up.bin", MIB);
    Path file = Files.write(work.resolve("up.bin"), new byte[20 * MIB]);
    Run run = stopped("TERM", "put", file.toString(), server.url("up.bin"));
    assertThat(run.err()).contains("up.bin\" was not sent whole");
    assertThat(server.stored()).isEmpty();
    assertThat(server.received()).anyMatch(StoppedTest::deletesThePart);
  }

  @Test
  void anUploadThatMayBeGoneOnWithStays() throws Exception {
    server.hold("up.bin", MIB);
    Path file = Files.write(work.resolve("up.bin"), new byte[20 * MIB]);
    Run run = stopped("HUP", "put", "-c", file.toString(), server.url("up.bin"));
    assertThat(run.err()).contains("put -c resumes there");
    assertThat(server.received()).noneMatch(StoppedTest::deletesThePart);
  }

  private static boolean deletesThePart(String command) {
    return command.matches("DELE .*\\.up\\.bin\\.[a-z0-9]{6}\\.ketch-part");
  }

  @Test
  void aTreeThatIsSentKeepsItsNames() throws Exception {
    Path tree = Files.createDirectories(work.resolve("tree"));
    Files.write(tree.resolve("a"), new byte[1000]);
    Files.write(tree.resolve("up.bin"), new byte[20 * MIB]);
    server.hold("up.bin", MIB);
    Run run = stopped("TERM", "mirror", "--parallel=1", tree.toString(), server.url("t"));
    assertThat(run.err()).contains("running it again does what is left");
    assertThat(server.received()).noneMatch(command -> command.matches("DELE .*/\\.up.*-.*"));
    // Which of the two comes first is up to the file system.
    assertThat(run.err()).contains(server.stored().containsKey("a") ? "1 file is" : "0 files are");
  }

  @ParameterizedTest
  @ValueSource(strings = {"USER", "FEAT", "EPSV", "SIZE", "RETR"})
  void whateverItWaitsFor(String command) throws Exception {
    server.file("f", 10).silentAt(command);
    Files.createDirectories(work.resolve("here"));
    stopped("TERM", "get", "-o", here("f").toString(), server.url("f"));
    assertThat(work.resolve("here")).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource({"MLSD, mirror", "USER, mirror", "RETR, mirror", "MLSD, ls -R", "MLSD, rm -r"})
  void whateverTheOthersWaitFor(String command, String line) throws Exception {
    server.file("f", 10).silentAt(command);
    List<String> arguments = new ArrayList<>(List.of(line.split(" ")));
    arguments.add(server.url("d"));
    if (line.equals("mirror")) {
      arguments.addAll(List.of(work.resolve("here").toString(), "--parallel=2", "--json"));
    }
    Run run = stopped("INT", arguments.toArray(String[]::new));
    if (line.equals("mirror")) {
      assertThat(run.out().strip().lines().reduce((a, b) -> b).orElse(""))
          .startsWith("{\"event\":\"summary\",\"files\":0,");
    }
  }

  /** JLine, which draws the progress, gives Ctrl-C back its default if it is let. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void aTerminalsCtrlCDoesTheSameAndLeavesNoTrace() throws Exception {
    server.file("big", 40 * MIB).hold("big", 4 * MIB).file("small", 1000);
    String here = work.resolve("here").toString();
    List<String> line =
        command(
            "-Dketch.tty.err=1",
            "mirror",
            "--segments=1",
            "--parallel=1",
            "--limit-rate=3M",
            server.url(""),
            here);
    String quoted = line.stream().map(word -> "'" + word + "'").collect(joining(" "));
    Path screen = work.resolve("screen.txt");
    Process terminal =
        new ProcessBuilder("script", "-qec", "stty cols 100 rows 24; exec " + quoted, "/dev/null")
            .redirectErrorStream(true)
            .redirectOutput(screen.toFile())
            .start();
    server.awaitHold();
    for (int i = 0; i < 3000 && !drawn(screen).contains("now big"); i++) {
      Thread.sleep(10);
    }
    try (OutputStream keys = terminal.getOutputStream()) {
      keys.write(3);
      keys.flush();
      assertThat(terminal.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(terminal.exitValue()).isEqualTo(130);
    String[] lines = drawn(screen).strip().split("\r?\n");
    String last = lines[lines.length - 2];
    assertThat(last.substring(last.lastIndexOf('\r') + 1))
        .startsWith("ketch: the mirror was interrupted: 1 file is done");
    // All that was on the line is written over.
    assertThat(last).containsPattern("\r {70,}\r");
    requireWhole(here("small"), 1000);
    assertThat(parts()).hasSize(1);
  }

  private static String drawn(Path screen) throws IOException {
    return Files.readString(screen, StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest
  @CsvSource({"TERM, ls -R --json", "INT, mirror", "HUP, rm -r"})
  void aListingWithoutAnEndIsStopped(String signal, String line) throws Exception {
    server.file("f", 10).endless();
    List<String> arguments = new ArrayList<>(List.of(line.split(" ")));
    arguments.add(server.url("d"));
    if (line.equals("mirror")) {
      arguments.add(work.resolve("here").toString());
    }
    stopped(signal, arguments.toArray(String[]::new));
  }

  @Test
  void aListEndsWhenNobodyReadsIt() throws Exception {
    server.file("f", 10).endless();
    Process ketch =
        new ProcessBuilder(command("-Dketch.child=1", "ls", "--json", server.url("")))
            .redirectError(work.resolve("err.txt").toFile())
            .start();
    try (BufferedReader out = ketch.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.readLine()).startsWith("{\"name\":\"f\"");
    }
    assertThat(ketch.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(ketch.exitValue()).isEqualTo(9);
    assertThat(work.resolve("err.txt")).hasContent("ketch: standard output was closed");
  }

  @Test
  void anUploadWaitsForNoOtherProgram() throws Exception {
    server.hold("x", 1);
    Process ketch =
        new ProcessBuilder(command("-Dketch.child=1", "put", "-", server.url("x")))
            .redirectError(work.resolve("err.txt").toFile())
            .start();
    try (OutputStream input = ketch.getOutputStream()) {
      input.write(new byte[100]);
      input.flush();
      server.awaitHold();
      new ProcessBuilder("kill", "-INT", String.valueOf(ketch.pid())).start().waitFor();
      assertThat(ketch.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(ketch.exitValue()).isEqualTo(130);
    assertThat(work.resolve("err.txt"))
        .hasContent("ketch: interrupted: standard input was not sent whole");
    assertThat(server.stored()).isEmpty();
  }

  @Test
  void aListingThatDoesNotGoOnIsStopped() throws Exception {
    server.file("f", 10).hold("/", 0);
    Run run = stopped("TERM", "ls", server.url(""));
    assertThat(run.err()).isEqualTo("ketch: interrupted: the list is not complete\n");
  }
}
