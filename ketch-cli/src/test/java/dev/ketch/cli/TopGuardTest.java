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
import org.junit.jupiter.params.provider.ValueSource;

/** The root and the login directory are never removed, however their URL is written. */
class TopGuardTest {
  private static final String HOME = "/a/u";
  private static final List<String> PIECES =
      List.of("/", ".", "..", "%2e", "%2E", "%2f", "a", "b%20c");

  @TempDir Path work;

  private static PlaceServer server() throws IOException {
    return new PlaceServer(HOME)
        .file("/b c/f")
        .file("/a/b c/f")
        .file("/a/u/a/a/f")
        .file("/a/u/a/b c/f")
        .file("/a/u/b c/a/f")
        .file("/top");
  }

  @Test
  void whatIsRemovedIsWhatTheServerUnderstands() throws IOException {
    Random random = new Random(9);
    int removed = 0;
    int refused = 0;
    for (int i = 0; i < 500; i++) {
      StringBuilder path = new StringBuilder();
      for (int n = 1 + random.nextInt(6); n > 0; n--) {
        path.append(PIECES.get(random.nextInt(PIECES.size())));
      }
      try (PlaceServer server = server()) {
        server.machine = random.nextBoolean();
        List<String> before = server.paths();
        String target = understood(path.toString());
        Run run = Run.ketch("rm", "-r", server.url(path.toString()));
        List<String> left = new ArrayList<>(before);
        if ((HOME + "/").startsWith(target.equals("/") ? "/" : target + "/")) {
          refused++;
          assertThat(run.code()).as(path + run.err()).isIn(2, 6);
        } else {
          boolean there = left.removeIf(p -> (p + "/").startsWith(target + "/"));
          removed += there ? 1 : 0;
          assertThat(run.code()).as(path + run.err()).isEqualTo(there ? 0 : 6);
        }
        assertThat(server.paths()).as(path.toString()).isEqualTo(left);
      }
    }
    assertThat(removed).isGreaterThan(40);
    assertThat(refused).isGreaterThan(100);
  }

  /** The path as a server without links takes it, in the login directory. */
  private static String understood(String url) {
    String path = url.replaceAll("%2[eE]", ".").replace("%2f", "/").replace("%20", " ");
    List<String> names = new ArrayList<>(path.startsWith("/") ? List.of() : List.of("a", "u"));
    for (String name : path.split("/")) {
      if (name.equals("..")) {
        names.subList(Math.max(0, names.size() - 1), names.size()).clear();
      } else if (!name.isEmpty() && !name.equals(".")) {
        names.add(name);
      }
    }
    return "/" + String.join("/", names);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/.",
        "/./",
        "/%2e",
        "%2F",
        "/b%20c/..",
        "//b%20c/..",
        ".",
        "./",
        "%2e%2e",
        "a/..",
        "a/../..",
        "..",
        "/../",
        "~",
        "%5c",
        ";type=d",
        "/;type=i",
        "/a/u",
        "/a",
        "../u"
      })
  void rmRefusesTheTop(String path) throws IOException {
    try (PlaceServer server = server()) {
      List<String> before = server.paths();
      Run run = Run.ketch("rm", "-r", server.url(path));
      assertThat(run.code()).as(run.err()).isEqualTo(2);
      assertThat(run.err()).contains("a whole server is refused");
      assertThat(server.paths()).isEqualTo(before);
      assertThat(server.touched).noneMatch(t -> !t.startsWith("LIST"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "%2e/", "/", "a/..", "..", "/%2e%2e"})
  void otherCommandsNeedAName(String path) throws IOException {
    Path file = Files.writeString(work.resolve("x"), "x");
    try (PlaceServer server = server()) {
      String url = server.url(path);
      List<String> before = server.paths();
      assertThat(Run.ketch("rm", url).code()).isEqualTo(2);
      assertThat(Run.ketch("rmdir", url).code()).isEqualTo(2);
      assertThat(Run.ketch("mkdir", url).code()).isEqualTo(2);
      assertThat(Run.ketch("mv", url, server.url("z")).code()).isEqualTo(2);
      assertThat(Run.ketch("mv", server.url("a"), url).code()).isEqualTo(2);
      assertThat(Run.ketch("put", "-", url).code()).isEqualTo(2);
      assertThat(Run.ketch("get", "-o", work.toString(), url).code()).isEqualTo(2);
      assertThat(server.touched).isEmpty();
      assertThat(server.paths()).isEqualTo(before);
      assertThat(Run.ketch("put", file.toString(), url).code()).isZero();
    }
  }

  @Test
  void withoutAPlaceAPathThatClimbsIsNotRemoved() throws IOException {
    try (PlaceServer server = server()) {
      server.pwd = "502 no";
      Run run = Run.ketch("rm", "-r", server.url("b%20c/../a"));
      assertThat(run.code()).isEqualTo(2);
      assertThat(run.err()).contains("holds ..").contains("name the directory without it");
      assertThat(server.paths()).contains("/a/u/a/a/f");
    }
  }

  @Test
  void aTreeIsFetchedIntoTheDirectoryNamed() throws IOException {
    Path inner = Files.createDirectories(work.resolve("outer/inner"));
    try (PlaceServer server = server()) {
      Run run = Run.ketch("get", "-r", "-o", inner.toString(), server.url("a/.."));
      assertThat(run.code()).as(run.err()).isZero();
      assertThat(inner.resolve("a/a/f")).exists();
      assertThat(work.resolve("outer")).isDirectoryNotContaining("glob:**/a");
    }
  }
}
