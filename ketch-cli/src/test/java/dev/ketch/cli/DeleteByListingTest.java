package dev.ketch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ketch.testkit.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code mirror --delete} deletes nothing on the word of a listing with a line that nobody could
 * read, wherever it stands and whatever it looks like.
 */
class DeleteByListingTest {
  private static final String A = "-rw-r--r--   1 ann      staff           5 Jan 12  2003 a\\r\\n";
  private static final String B = "-rw-r--r--   1 ann      staff           5 Jan 12  2003 b\\r\\n";

  @TempDir Path work;

  private Run mirror(String features, String asks, String listing) throws IOException {
    for (String name : new String[] {"a", "b", "precious 2024.txt", "Chapter 1", "total 12"}) {
      Path file = Files.writeString(work.resolve(name), "12345");
      Files.setLastModifiedTime(
          file,
          java.nio.file.attribute.FileTime.from(java.time.Instant.parse("2003-01-12T00:00:00Z")));
    }
    String first = "passive\nC: " + asks + "\nS: 150 go\ndata> " + listing + "\nS: 226 ok\n";
    // Without the directory itself in it, perhaps -a was taken for a name: LIST alone is asked.
    boolean again = asks.startsWith("LIST");
    String script =
        ("login" + features + "\nC: CWD /\nS: 250 ok\nC: TYPE A\nS: 200 ok\n")
            + first
            + (again ? first.replace("-a ", "") : "")
            + "C: QUIT\nS: 221 bye";
    try (ScriptedServer server = ScriptedServer.play(script)) {
      return Run.ketch(
          "mirror",
          "--parallel",
          "1",
          "--delete=all",
          "ftp://127.0.0.1:" + server.port() + "//",
          work.toString());
    }
  }

  private void nothingIsDeleted(Run run) {
    assertThat(work.toFile().list())
        .as(run.err())
        .contains("a", "b", "precious 2024.txt", "Chapter 1", "total 12");
    assertThat(run.code()).as(run.out() + run.err()).isNotZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        A + "  a line no dialect knows 12:34\\r\\n" + B,
        "  a line no dialect knows 12:34\\r\\n" + A + B,
        A + B + "total 12\\r\\n",
        A + "%SYSTEM-F-NOPRIV, insufficient privilege or object protection violation\\r\\n" + B,
        A + " ls: reading directory '.': Input/output error\\r\\n" + B,
        "precious 2024.txt\\r\\na\\r\\nb\\r\\n",
        "Chapter 1\\r\\n" + A + B,
        "total 12\\r\\na\\r\\nb\\r\\n",
        "total 12\\r\\n",
        "precious 2024.txt\\r\\n",
        "----------\\r\\n",
        "$RECYCLE.BIN\\r\\n",
        "Directory [old]\\r\\n",
        A + "-rw-r--r--   1 ann      staff           5 Jan 12  2003 .\\r\\n",
        "a=b; a\\r\\nc=d; b\\r\\n",
        " x\\r\\n",
      })
  void aLineThatNobodyReadStopsDeletion(String listing) throws IOException {
    nothingIsDeleted(mirror("", "LIST -a /", listing));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " ls: permission denied\\r\\n",
        "type=file;size=5; a\\r\\n a line without facts\\r\\n",
        "type=file;size=5; a\\r\\ntype=OS.unix=slink:/some where\\r\\n",
        "error=5; a\\r\\n",
        "type=file a\\r\\n",
      })
  void norDoesALineThatIsNoMachines(String listing) throws IOException {
    nothingIsDeleted(mirror(" MLST type*;", "MLSD /", listing));
  }

  /** Servers that send their MLST lines, with the blank before them, for MLSD. */
  @Test
  void machineLinesWithABlankBeforeThemAreFiles() throws IOException {
    String times = ";modify=20030112000000;size=5; ";
    Run run =
        mirror(
            " MLST type*;",
            "MLSD /",
            " type=cdir; /\\r\\n type=file" + times + "a\\r\\n type=file" + times + "b\\r\\n");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(work.toFile().list()).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void anyNumberOfCarriageReturnsEndsALine() throws IOException {
    Run run = mirror("", "LIST -a /", A.replace("\\n", "\\r\\n") + B.replace("\\r", "\\r\\r\\r"));
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(work.toFile().list()).containsExactlyInAnyOrder("a", "b");
  }
}
