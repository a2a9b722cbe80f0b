package dev.ketch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a server says about its working directory, no command acts in another one. */
class WhereAmITest {
  private static final String HOME = "/home/u";

  @TempDir Path work;

  /** {@code $P} is where the session really is. */
  static List<String> answers() {
    return List.of(
        "257 \"$P\" is current directory",
        "257 Current directory is \"$P\"",
        "257-It is\r\n257 \"$P\"",
        "257-\"$P\"\r\n257 end",
        "250 \"$P\"",
        "200 \"$P\"",
        "257 $P",
        "257 $P is the current directory",
        "257 '$P' is current directory",
        "257 \"$P",
        "257 \"\" is current directory",
        "257 \"$P\u0007\"",
        "257 \"home\"",
        "257 \"DISK$USER:[HOME]\" is current directory",
        "257 \"'HLQ.'\" is the working directory name prefix",
        "257 \"C:\\home\" is current directory",
        "257 a and b",
        "257 \"$P\" or perhaps \"/\"",
        "500 unknown",
        "502 not implemented",
        "550 denied",
        "450 busy");
  }

  private PlaceServer server(String home, String pwd) throws IOException {
    PlaceServer server = new PlaceServer(home);
    server.pwd = pwd;
    return server
        .file("/sub/decoy")
        .file(home + "/sub/a")
        .file(home + "/sub/b c/f")
        .file(home + "/sub/sub/deep")
        .file(home + "/keep");
  }

  private static Run ok(String... args) {
    Run run = Run.ketch(args);
    assertThat(run.code()).as(run.err()).isZero();
    return run;
  }

  /** All that was looked at or changed lies in the login directory's {@code sub}. */
  private static void requireInside(PlaceServer server, String home) {
    assertThat(server.paths()).contains("/sub/decoy", home + "/keep");
    assertThat(server.touched)
        .allMatch(t -> (t + "/").substring(t.indexOf(' ') + 1).startsWith(home + "/sub/"));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void treesAreRemovedInTheLoginDirectoryAlone(String pwd) throws IOException {
    for (boolean machine : new boolean[] {false, true}) {
      try (PlaceServer server = server(HOME, pwd)) {
        server.machine = machine;
        ok("rm", "-r", server.url("sub"));
        assertThat(server.paths()).doesNotContain(HOME + "/sub");
        requireInside(server, HOME);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("answers")
  void filesAreSentToTheDirectoryMeant(String pwd) throws IOException {
    Path file = Files.writeString(work.resolve("x"), "text");
    try (PlaceServer server = server(HOME, pwd)) {
      ok("put", file.toString(), server.url("sub"));
      ok("put", file.toString(), server.url("sub/new"));
      ok("put", file.toString(), server.url("sub/b%20c/"));
      assertThat(server.paths())
          .contains(HOME + "/sub/x", HOME + "/sub/new", HOME + "/sub/b c/x")
          .doesNotContain("/sub/x");
      requireInside(server, HOME);
    }
  }

  @ParameterizedTest
  @MethodSource("answers")
  void directoriesAreListedAndFetched(String pwd) throws IOException {
    try (PlaceServer server = server(HOME, pwd)) {
      assertThat(ok("ls", server.url("sub/")).out()).isEqualTo("a\nb c\nsub\n");
      assertThat(ok("ls", "-R", server.url("sub")).out())
          .isEqualTo("sub/a\nsub/b c\nsub/b c/f\nsub/sub\nsub/sub/deep\n");
      ok("get", "-r", "-o", work.toString(), server.url("sub"));
      assertThat(work.resolve("sub/b c/f")).hasContent(HOME + "/sub/b c/f");
      assertThat(work.resolve("sub/sub/deep")).exists();
      requireInside(server, HOME);
    }
  }

  @ParameterizedTest
  @MethodSource("answers")
  void mirrorsGoBothWays(String pwd) throws IOException {
    try (PlaceServer server = server(HOME, pwd)) {
      Path here = work.resolve("here");
      ok("mirror", "--delete", server.url("sub"), here.toString());
      assertThat(here.resolve("b c/f")).hasContent(HOME + "/sub/b c/f");
      Files.writeString(here.resolve("more"), "more");
      Files.delete(here.resolve("a"));
      ok("mirror", "--delete", here.toString(), server.url("sub"));
      assertThat(server.paths())
          .contains(HOME + "/sub/more", HOME + "/sub/b c/f")
          .doesNotContain(HOME + "/sub/a");
      requireInside(server, HOME);
    }
  }

  @Test
  void eachUrlBeginsAtTheLoginDirectory() throws IOException {
    try (PlaceServer server = server(HOME, "502 no")) {
      server.file(HOME + "/sub/shut/inner").file(HOME + "/shut/outer");
      server.closed.add(HOME + "/sub");
      Run run = Run.ketch("ls", server.url("sub"), server.url("shut"));
      assertThat(run.code()).as(run.err()).isEqualTo(1);
      assertThat(run.out()).isEqualTo("outer\n");
    }
  }

  @Test
  void generatedAnswersNeverLeadElsewhere() throws IOException {
    Random random = new Random(13);
    List<String> codes = List.of("257 ", "257 ", "250 ", "200 ", "257-", "550 ", "500 ", "199 ");
    List<String> before =
        List.of("", "", "in ", "Current directory: ", "say \"x\" ", "it's ", "\"");
    List<String> quotes = List.of("\"", "\"", "'", "", "`", "<");
    List<String> after =
        List.of("", " is current directory", ".", " \"/\"", "x", "\"", "\u0001", " '/'");
    List<String> names =
        List.of("u", "a b", "a\"b", "a\" is", "it's", "[x]", "'", "x y.", "q\"\"q");
    int known = 0;
    for (int i = 0; i < 300; i++) {
      String home = "/home/" + pick(random, names);
      String code = pick(random, codes);
      String quote = pick(random, quotes);
      String doubled = random.nextInt(3) > 0 || home.contains("\"\"") ? "$P" : "$R";
      String end = pick(random, after);
      if (quote.isEmpty() && end.equals("x")) {
        continue; // It would be another path, and a lie.
      }
      String pwd = code + pick(random, before) + quote + doubled + quote + end;
      if (code.endsWith("-")) {
        pwd += random.nextBoolean() ? "\r\n257 end" : "\r\n257 \"" + "y".repeat(1000) + "\"";
      }
      try (PlaceServer server = server(home, pwd)) {
        server.machine = random.nextBoolean();
        Run run = Run.ketch(command(random, server));
        assertThat(server.paths()).as(pwd + run.err()).contains("/sub/decoy", home + "/keep");
        requireInside(server, home);
        known += run.code() == 0 ? 1 : 0;
        assertThat(run.code()).as(pwd + run.err()).isZero();
        List<String> absolute = new ArrayList<>(server.received);
        absolute.removeIf(line -> !line.contains(" /"));
        assertThat(absolute)
            .as(pwd)
            .allMatch(line -> line.equals("CWD " + home) || line.contains(" " + home + "/sub"));
      }
    }
    assertThat(known).isGreaterThan(250);
  }

  private String[] command(Random random, PlaceServer server) throws IOException {
    String here = work.resolve("here").toString();
    Path file = Files.writeString(work.resolve("x"), "text");
    return switch (random.nextInt(4)) {
      case 0 -> new String[] {"rm", "-r", server.url("sub")};
      case 1 -> new String[] {"put", file.toString(), server.url("sub")};
      case 2 -> new String[] {"mirror", "--delete", server.url("sub"), here};
      default -> {
        Files.createDirectories(work.resolve("here/b c"));
        Files.writeString(work.resolve("here/b c/f"), "new");
        yield new String[] {"mirror", "--delete", here, server.url("sub")};
      }
    };
  }

  private static String pick(Random random, List<String> from) {
    return from.get(random.nextInt(from.size()));
  }
}
