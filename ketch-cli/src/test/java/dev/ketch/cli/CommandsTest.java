package dev.ketch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command against the embedded server, as a user types it. */
class CommandsTest {
  @TempDir Path served;
  @TempDir Path work;
  private EmbeddedServer server;
  private String base = "";

  @BeforeEach
  void start() throws IOException {
    server = EmbeddedServer.start(served);
    base = "ftp://127.0.0.1:" + server.port() + "/";
    Files.createDirectories(served.resolve("pub/sub dir"));
    Files.writeString(served.resolve("pub/a.txt"), "alpha\n");
    Files.writeString(served.resolve("pub/.hidden"), "h");
    Files.writeString(served.resolve("pub/sub dir/[b]"), "beta");
    Files.setLastModifiedTime(
        served.resolve("pub/a.txt"), FileTime.from(Instant.parse("2020-02-29T12:34:56Z")));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static Run ok(String... args) {
    Run run = Run.ketch(args);
    assertThat(run.code()).as(run.err()).isZero();
    return run;
  }

  @Test
  void demo() {
    assertThat(ok("demo").out()).contains("Every name, every directory and every byte is the same");
  }

  @Test
  void ls() {
    assertThat(ok("ls", base + "pub").out()).isEqualTo("a.txt\nsub dir\n");
    assertThat(ok("ls", "-R", base + "pub").out()).contains("pub/sub dir/[b]\n");
    assertThat(ok("ls", "-l", base + "pub").out()).contains("2020-02-29 12:34 a.txt");
    assertThat(ok("ls", "--json", base + "pub").out())
        .contains(
            "{\"name\":\"a.txt\",\"path\":\"pub/a.txt\",\"type\":\"file\",\"size\":6,"
                + "\"modified\":\"2020-02-29T12:34:56Z\",\"precision\":\"second\"")
        .contains("\"type\":\"directory\"");
    assertThat(ok("ls", base + "pub/a.txt").out()).isEqualTo("a.txt\n");
    assertThat(Run.ketch("ls", base + "missing").code()).isEqualTo(6);
  }

  @Test
  void getAndCat() throws IOException {
    ok("get", "--times", "-o", work.toString(), base + "pub/a.txt");
    assertThat(work.resolve("a.txt")).hasContent("alpha\n");
    assertThat(Files.getLastModifiedTime(work.resolve("a.txt")).toInstant())
        .isEqualTo("2020-02-29T12:34:56Z");
    assertThat(ok("get", "-o", "-", base + "pub/a.txt").out()).isEqualTo("alpha\n");
    assertThat(ok("cat", base + "pub/sub%20dir/%5Bb%5D").out()).isEqualTo("beta");
    assertThat(ok("cat", base + "pub/a.txt;type=a").out()).isEqualTo("alpha\n");
    ok("get", "-r", "-o", work.toString(), base + "pub");
    assertThat(work.resolve("pub/sub dir/[b]")).hasContent("beta");
    Files.writeString(work.resolve("a.txt"), "alp");
    ok("get", "-c", "-o", work.toString(), base + "pub/a.txt");
    assertThat(work.resolve("a.txt")).hasContent("alpha\n");
  }

  @Test
  void put() throws IOException {
    Path one = Files.writeString(work.resolve("one"), "1");
    Path tree = Files.createDirectories(work.resolve("tree/x"));
    Files.writeString(tree.resolve("two"), "2");
    ok("put", one.toString(), base + "pub/");
    ok("put", one.toString(), base + "pub");
    ok("put", one.toString(), base + "renamed");
    ok("put", "-r", work.resolve("tree").toString(), base);
    assertThat(served.resolve("pub/one")).hasContent("1");
    assertThat(served.resolve("renamed")).hasContent("1");
    assertThat(served.resolve("tree/x/two")).hasContent("2");
    assertThat(Run.ketch("put", work.resolve("tree").toString(), base).code()).isEqualTo(2);
  }

  @Test
  void mirror() throws IOException {
    Path copy = work.resolve("copy");
    Run plan = ok("mirror", "--dry-run", base + "pub", copy.toString());
    assertThat(plan.out()).contains("transfer  a.txt  (missing)");
    assertThat(copy).doesNotExist();
    Run json = ok("mirror", "--json", "--exclude", ".*", base + "pub", copy.toString());
    assertThat(json.out().strip().lines().reduce((a, b) -> b).orElse(""))
        .startsWith(
            "{\"event\":\"summary\",\"files\":2,\"directories\":1,\"links\":0,\"bytes\":10,")
        .contains("\"failed\":0");
    assertThat(copy.resolve(".hidden")).doesNotExist();
    Files.writeString(served.resolve("pub/a.txt"), "longer than before");
    Files.writeString(copy.resolve("extra"), "x");
    Run changed = ok("mirror", "-v", "--delete", "--exclude", ".*", base + "pub", copy.toString());
    assertThat(changed.out()).contains("size differs 6≠18").contains("delete  extra");
    assertThat(copy.resolve("extra")).doesNotExist();
    ok("mirror", copy.toString(), base + "up");
    assertThat(served.resolve("up/sub dir/[b]")).hasContent("beta");
  }

  @Test
  void maxDeleteDeletesNothingIfExceeded() throws IOException {
    Path copy = Files.createDirectories(work.resolve("copy"));
    Files.writeString(copy.resolve("x"), "");
    Files.writeString(copy.resolve("y"), "");
    Run run = Run.ketch("mirror", "--delete", "--max-delete", "1", base + "pub", copy.toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("2 entries would be deleted");
    assertThat(copy.resolve("x")).exists();
  }

  @Test
  void directoriesAndFiles() {
    ok("mkdir", "-p", base + "a/b/c", base + "d");
    ok("rmdir", base + "d");
    ok("touch", "--time", "2021-01-01T00:00:00Z", base + "a/b/f");
    assertThat(ok("stat", "--json", base + "a/b/f").out())
        .contains("\"size\":0")
        .contains("\"modified\":\"2021-01-01T00:00:00Z\"");
    ok("mv", base + "a/b/f", base + "a/g");
    ok("rm", base + "a/g");
    ok("rm", "-r", base + "a");
    assertThat(served.resolve("a")).doesNotExist();
    // This server refuses to delete what is not there with a 450: for now, it says.
    assertThat(Run.ketch("rm", base + "a").code()).isEqualTo(7);
    assertThat(Run.ketch("stat", base + "a").code()).isEqualTo(6);
    assertThat(Run.ketch("chmod", "644", base + "pub/a.txt").code()).isEqualTo(6);
  }

  @Test
  void rawAndDebug() throws IOException {
    Path transcript = work.resolve("wire");
    Run run =
        ok("raw", "--debug", "--transcript", transcript.toString(), base + "pub", "PWD", "NLST");
    assertThat(run.out()).contains("257 \"/pub\"").contains("a.txt");
    assertThat(run.err()).contains("C: PASS ****").contains("S: 2");
    assertThat(Files.readString(transcript)).contains("C: PWD");
    assertThat(Run.ketch("raw", base, "NONSENSE").code()).isEqualTo(6);
  }

  @Test
  void helpAndCompletion() {
    assertThat(ok("--help").out()).contains("mirror").contains("demo");
    for (String command :
        "ls get put cat mkdir rmdir rm mv stat chmod touch raw mirror".split(" ")) {
      assertThat(ok(command, "--help").out()).as(command).contains("Example");
    }
    assertThat(ok("--version").out()).startsWith("ketch ");
    assertThat(ok("completion").out()).contains("complete").contains("mirror");
  }
}
