package dev.ketch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ketch.testkit.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server does not list for certain is neither deleted nor passed over in silence. */
class UncertainListingTest {
  @TempDir Path work;
  private PlaceServer server;
  private Path local = Path.of("");

  @BeforeEach
  void start() throws IOException {
    server = new PlaceServer("/home");
    server.file("/home/t/d/a").file("/home/t/b");
    local = work.resolve("copy");
    Files.createDirectories(local.resolve("d"));
    Files.writeString(local.resolve("d/precious"), "x");
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private Run mirror(String... options) {
    List<String> line = new ArrayList<>(List.of("mirror", "--delete=all", "--tries", "1"));
    line.addAll(List.of(options));
    line.addAll(List.of(server.url("t"), local.toString()));
    return Run.ketch(line.toArray(String[]::new));
  }

  private void nothingDeleted(Run run, int code) {
    assertThat(run.code()).as(run.out() + run.err() + server.received).isEqualTo(code);
    assertThat(local.resolve("d/precious")).exists();
    assertThat(run.err()).doesNotContain("null").doesNotContain("Exception");
  }

  private static boolean lists(String command) {
    return command.matches("(LIST|MLSD|NLST)\\b.*");
  }

  /** What every listing command answers in the directory d. */
  private void refuseD(String reply) {
    server.answers =
        (command, path) -> {
          String end = command.startsWith("LIST -a") ? command.substring(7).strip() : path;
          return lists(command) && (path + end).contains("/d") ? reply : null;
        };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "450 busy; no files listed",
        "450 No files found",
        "550 There is no filesystem mounted here",
        "550 No files found",
        "550 No members found.",
        "550 The directory is empty, or cannot be read",
        "451 local error",
        "500 what",
        "502 no",
        "504 not so",
        "530 log in",
        "553 no",
      })
  void aRefusalIsNoEmptyDirectory(String reply) {
    for (boolean machine : List.of(false, true)) {
      server.machine = machine;
      refuseD(reply);
      nothingDeleted(mirror(), 1);
      nothingDeleted(mirror("--dry-run"), 1);
      Run ls = Run.ketch("ls", server.url("t/d"));
      assertThat(ls.code()).isEqualTo(reply.startsWith("4") ? 7 : 6);
      assertThat(ls.out()).isEmpty();
      assertThat(ls.err().strip().lines()).hasSize(1);
      assertThat(Run.ketch("rm", "-r", server.url("t")).code()).isNotZero();
      assertThat(server.paths()).contains("/home/t/d/a");
      server.file("/home/t/b");
      if (reply.startsWith("5")) { // What may pass is tried again, with pauses.
        String to = work.resolve("got").toString();
        assertThat(Run.ketch("get", "-r", "-o", to, server.url("t")).code()).isNotZero();
      }
    }
  }

  /** A server that refuses LIST in an empty directory, and says by NLST that it is empty. */
  @Test
  void aRefusalThatIsConfirmedIsAnEmptyDirectory() {
    server.answers =
        (command, path) ->
            command.startsWith("LIST") && command.contains("/d")
                    || command.startsWith("LIST") && path.endsWith("/d")
                ? "450 No files found"
                : command.startsWith("NLST") ? "150\n" : null;
    Run ls = Run.ketch("ls", server.url("t/d"));
    assertThat(ls.code()).as(ls.err()).isZero();
    assertThat(ls.out() + ls.err()).isEmpty();
    Run run = mirror();
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(local.resolve("d")).isEmptyDirectory();
  }

  /** Nothing, with a 226: confirmed or not. */
  @Test
  void anEmptyAnswerIsConfirmed() {
    for (boolean machine : List.of(false, true)) {
      server.machine = machine;
      for (String second : List.of("502 no", "550 No files found", "150\na\n")) {
        server.answers =
            (command, path) -> {
              boolean first = command.startsWith(machine ? "MLSD" : "LIST");
              return !lists(command) || !path.contains("/d") && !command.contains("/d")
                  ? machine
                      ? null
                      : command.startsWith("LIST")
                          ? "150\ndrwxr-xr-x 1 o g 0 Jan  2  2020 d\n-rwxr-xr-x 1 o g 9 Jan  2  2020 b\n"
                          : null
                  : first ? "150\n" : second;
            };
        nothingDeleted(mirror(), 1);
      }
    }
  }

  @Test
  void linesThatCannotBeReadAreShownOnceAndCounted() {
    String bare = "first of them\nthe second\n";
    server.answers = (command, path) -> command.startsWith("LIST") ? "150\n" + bare : null;
    Run run = Run.ketch("ls", server.url("t"));
    assertThat(run.code()).isEqualTo(10);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .containsOnlyOnce("first of them")
        .containsOnlyOnce("the second")
        .containsOnlyOnce("2 lines of the listing cannot be read");
    String some = bare + "-rwxr-xr-x 1 o g 9 Jan  2  2020 b\n";
    server.answers = (command, path) -> command.startsWith("LIST") ? "150\n" + some : null;
    for (String option : List.of("-l", "-R", "--json")) {
      run = Run.ketch("ls", option, server.url("t"));
      assertThat(run.code()).isEqualTo(1);
      assertThat(run.out()).contains("b");
      assertThat(run.err() + run.out()).containsOnlyOnce("first of them");
    }
    nothingDeleted(mirror(), 1);
    Run get = Run.ketch("get", "-r", "-o", work.toString(), server.url("t"));
    assertThat(get.code()).isEqualTo(1);
    Run rm = Run.ketch("rm", "-r", server.url("t"));
    assertThat(rm.code()).isEqualTo(10);
    assertThat(rm.err()).contains("nothing in it was removed");
    assertThat(server.paths()).contains("/home/t/b", "/home/t/d/a");
  }

  /** Below the directory that was asked for. */
  @Test
  void aDirectoryBelowThatCannotBeRead() {
    server.directory("/home/t/e");
    server.answers =
        (command, path) ->
            command.startsWith("LIST") && (path.endsWith("/d") || path.endsWith("/e"))
                ? "150\n?\n"
                : null;
    Run run = Run.ketch("ls", "-R", server.url("t"));
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("2 directories are not listed completely");
    assertThat(Run.ketch("rm", "-r", server.url("t")).code()).isEqualTo(10);
    assertThat(server.paths()).contains("/home/t/d/a");
  }

  /** A file called -a, and a server that lists nothing else for LIST -a. */
  @Test
  void aFileThatLooksLikeAnOption() throws IOException {
    String name = "-a";
    Files.move(local.resolve("d"), local.resolve("it's"));
    server.directory("/home/t/it's").file("/home/t/it's/precious").file("/home/t/it's/" + name);
    String line = "-rwxr-xr-x 1 o g 9 Jan  2  2020 " + name + "\n";
    server.answers =
        (command, path) ->
            command.equals("LIST -a") && path.endsWith("it's")
                ? "150\n" + line
                : command.equals("LIST") && path.endsWith("it's")
                    ? "150\n" + line + "-rwxr-xr-x 1 o g 9 Jan  2  2020 precious\n"
                    : command.startsWith("LIST")
                        ? "150\ndrwxr-xr-x 1 o g 0 Jan  2  2020 it's\n"
                        : null;
    Run run = mirror();
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(local.resolve("it's/precious")).exists();
    assertThat(local.resolve("it's/" + name)).exists();
    assertThat(Run.ketch("ls", server.url("t/it's")).out()).contains("-a\n", "precious");
  }

  /** The listing of a directory that has become a file; one of that name is here already. */
  @Test
  void aFileInTheDirectorysPlace() throws IOException {
    Files.writeString(local.resolve("d/d"), "123456789");
    FileTime time = FileTime.from(Instant.parse("2020-01-02T00:00:00Z"));
    Files.setLastModifiedTime(local.resolve("d/d"), time);
    server.answers =
        (command, path) ->
            command.startsWith("LIST") && (path + command).contains("/d")
                ? "150\n-rw-r--r-- 1 o g 9 Jan  2  2020 d\n"
                : command.startsWith("CWD") && path.endsWith("/d") ? "550 no directory" : null;
    nothingDeleted(mirror(), 1);
  }

  /** Files at the target that the listing there does not show. */
  @Test
  void onlyMissingWritesOverNothingThatMayBeThere() throws IOException {
    Files.writeString(local.resolve("b"), "new");
    server.answers =
        (command, path) ->
            command.startsWith("LIST") ? "150\n?\ndrwxr-xr-x 1 o g 0 Jan  2  2020 d\n" : null;
    Run run =
        Run.ketch("mirror", "--only-missing", "--tries", "1", local.toString(), server.url("t"));
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("the target may have it");
    assertThat(new String(server.tree.get("/home/t/b"), java.nio.charset.StandardCharsets.UTF_8))
        .isEqualTo("/home/t/b");
  }

  /** The copy is not complete, and so the originals stay. */
  @Test
  void whatIsToMoveStaysIfTheListingHasGaps() throws IOException {
    Files.writeString(local.resolve("b"), "/home/t/b");
    String root = "150\n?\n-rwxr-xr-x 1 o g 9 Jan  2  2020 b\n";
    server.answers = (command, path) -> command.startsWith("LIST") ? root : null;
    Run run = Run.ketch("mirror", "--move", "--compare", "size", server.url("t"), local.toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(server.paths()).contains("/home/t/b");
  }

  /** A TLS stream that ends at a line's end without close_notify. */
  @Test
  void aListingThatMayBeCutDeletesNothing() {
    String list =
        "passive\nC: LIST -a /t\nS: 150 go\n"
            + "data+ drwxr-xr-x 1 o g 0 Jan  2  2020 .\\r\\n\n"
            + "data cut\nS: 226 ok\n";
    String script = "login-tls\nC: CWD /t\nS: 250 ok\nC: TYPE A\nS: 200 ok\n" + list + "any";
    for (String delete : List.of("--delete=all", "--verbose")) {
      try (ScriptedServer tls = ScriptedServer.play(script)) {
        Run run =
            Run.ketch(
                "mirror",
                delete,
                "--tls",
                "explicit",
                "--insecure",
                "--no-close-notify",
                "--parallel",
                "1",
                "--tries",
                "1",
                "ftp://127.0.0.1:" + tls.port() + "//t",
                local.toString());
        nothingDeleted(run, delete.equals("--verbose") ? 0 : 1);
        if (run.code() == 1) {
          assertThat(run.err()).contains("close_notify");
        }
      }
    }
  }

  /** A listing that ends within a line. */
  @Test
  void aListingCutWithinALineDeletesNothing() {
    server.answers =
        (command, path) ->
            command.startsWith("LIST") ? "150\n-rwxr-xr-x 1 o g 9 Jan  2  2020 b" : null;
    nothingDeleted(mirror(), 1);
  }

  /** MLSD without types: nothing of it could be copied. */
  @Test
  void entriesWithoutATypeAreReported() {
    server.machine = true;
    server.answers =
        (command, path) ->
            command.startsWith("MLSD") ? "150\nsize=9;modify=20200102030405; b\n" : null;
    nothingDeleted(mirror(), 1);
    Run get = Run.ketch("get", "-r", "-o", work.toString(), server.url("t"));
    assertThat(get.code()).isEqualTo(1);
    assertThat(get.err()).contains("does not say what 1 of its entries are");
  }

  /** NLST alone, and a server that does not say what its names are. */
  @Test
  void namesWithoutTypesDeleteNothing() {
    server.answers =
        (command, path) ->
            command.startsWith("LIST")
                ? "500 what"
                : command.startsWith("NLST")
                    ? path.endsWith("/d") ? "150\nls: /d: denied\n" : "150\nb\nd/\n"
                    : null;
    nothingDeleted(mirror(), 1);
    server.answers =
        (command, path) ->
            command.startsWith("LIST")
                ? "500 what"
                : command.startsWith("NLST")
                    ? path.endsWith("/d") ? "150\na\n" : "150\nb\nd/\n"
                    : null;
    Run run = mirror();
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(local.resolve("d/precious")).doesNotExist();
    assertThat(local.resolve("d/a")).exists();
  }

  /** Not known is not missing. */
  @Test
  void statDoesNotSayThatThereIsNothing() {
    server.answers = (command, path) -> command.startsWith("CWD") ? "450 busy" : null;
    assertThat(Run.ketch("stat", server.url("t/b")).code()).isEqualTo(7);
    assertThat(Run.ketch("rm", "-r", server.url("t/d")).code()).isEqualTo(7);
    assertThat(server.touched).noneMatch(line -> line.matches("(DELE|RMD|STOR).*"));
    server.answers = (command, path) -> command.startsWith("LIST") ? "150\n?\n" : null;
    assertThat(Run.ketch("stat", server.url("t/x")).code()).isEqualTo(10);
    assertThat(Run.ketch("touch", server.url("t/x")).code()).isEqualTo(10);
  }

  /** A server without SIZE: what is in the trash already is not written over. */
  @Test
  void theTrashIsNotWrittenOver() throws IOException {
    server.file("/home/bin/old").directory("/home/up").file("/home/up/old");
    server.answers = (command, path) -> command.startsWith("SIZE") ? "502 no" : null;
    Path empty = Files.createDirectory(work.resolve("empty"));
    Run run =
        Run.ketch(
            "mirror", "--delete=all", "--trash", "/home/bin", empty.toString(), server.url("up"));
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(server.paths()).contains("/home/bin/old", "/home/bin/old~1");
  }
}
