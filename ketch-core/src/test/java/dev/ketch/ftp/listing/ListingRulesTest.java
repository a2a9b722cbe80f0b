package dev.ketch.ftp.listing;

import static dev.ketch.ftp.listing.ListingAccountTest.read;
import static dev.ketch.ftp.listing.ListingAccountTest.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ketch.ftp.listing.ListingAccountTest.Read;
import dev.ketch.ftp.listing.ListingParser.Rule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which lines are passed over, by which rule, and which never. */
class ListingRulesTest {
  /** Bare names, as some servers answer LIST: none is read, none is lost. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "precious 2024.txt",
        "Chapter 1",
        "total 12",
        "total 1",
        "insgesamt 12",
        "$RECYCLE.BIN",
        "\\a",
        "$a.b",
        "Directory of photos",
        "Directory [old]",
        "Total of 3 files",
        "----------",
        "Volume - drive 1:",
        "NAME.TXT;1",
        "a *MEM b",
        "x",
        " x",
        "2024",
        "README 12",
        "pub/ = x"
      })
  void theFirstOfBareNamesIsTold(String first) throws IOException {
    assertThat(read(first + "\nnotes.txt\nplans.txt\n").unparsed())
        .containsExactlyInAnyOrder(first, "notes.txt", "plans.txt");
    assertThat(read("\n" + first + "\n\nnotes.txt\n").unparsed())
        .containsExactlyInAnyOrder(first, "notes.txt");
    if (!first.startsWith("pub/") && !first.startsWith("a *")) {
      assertThat(read(first + "\n").unparsed()).containsExactly(first);
    }
  }

  @Test
  void aTotalIsOneOnlyWhereEntriesBearItOut() throws IOException {
    String file = "-rw-r--r-- 1 ann staff 5 Jan 12  2003 a\n";
    for (String total :
        List.of(
            "total 12", "Total 0", "insgesamt 12", "total 4.0K", "\u7dcf\u8a08 3", "total: 8")) {
      byte[] utf8 = total.getBytes(StandardCharsets.UTF_8);
      String line = new String(utf8, StandardCharsets.ISO_8859_1) + "\n";
      Read read = read(line + "\n" + file);
      assertThat(read.counts().ignored()).as(total).containsEntry(Rule.TOTAL, 1L);
      assertThat(read.names()).containsExactly("a");
      assertThat(read(file + line).unparsed()).as(total).hasSize(1);
    }
    assertThat(read("precious 2024\n" + file).unparsed()).containsExactly("precious 2024");
    assertThat(read("total 2024.txt\n" + file).unparsed()).containsExactly("total 2024.txt");
    assertThat(read("total 0\n").counts().ignored()).isEqualTo(Map.of(Rule.TOTAL, 1L));
    assertThat(read("total 8\n").unparsed()).containsExactly("total 8");
    assertThat(read("total 0\n12-01-26  10:20AM  5 a\n").unparsed()).containsExactly("total 0");
    assertThat(read("12-01-26  10:20AM  5 a\ntotal 0\n").unparsed()).containsExactly("total 0");
  }

  @Test
  void rulesHaveNames() throws IOException {
    assertThat(ignored("vms"))
        .isEqualTo(Map.of(Rule.BLANK, 3L, Rule.HEADING, 1L, Rule.CONTINUATION, 1L, Rule.TOTAL, 1L));
    assertThat(ignored("dls")).isEqualTo(Map.of(Rule.CONTINUATION, 1L));
    assertThat(ignored("os400")).isEqualTo(Map.of(Rule.MEMBER, 1L));
    assertThat(ignored("nonstop")).isEqualTo(Map.of(Rule.BLANK, 2L, Rule.HEADING, 2L));
    assertThat(ignored("nortel")).isEqualTo(Map.of(Rule.BLANK, 1L, Rule.HEADING, 4L));
    assertThat(ignored("unix-gnu")).isEqualTo(Map.of(Rule.TOTAL, 1L, Rule.DIRECTORY_ITSELF, 2L));
    assertThat(ignored("mlsx")).isEqualTo(Map.of(Rule.DIRECTORY_ITSELF, 2L));
  }

  private static Map<Rule, Long> ignored(String fixture) throws IOException {
    return read(text(ListingFixturesTest.FIXTURES.resolve(fixture + ".txt"))).counts().ignored();
  }

  /** A line cut short behind the point of a hidden file's name is not the directory itself. */
  @Test
  void aHiddenNameCutShortIsNotTheDirectoryItself() throws IOException {
    String directory = "drwxr-xr-x 2 ann staff 5 Jan 12  2003 ";
    String file = "-rw-r--r-- 1 ann staff 5 Jan 12  2003 .";
    String link = "lrwxrwxrwx 1 ann staff 5 Jan 12  2003 .";
    Read read = read(directory + ".\n" + directory + "..\n" + file + "\n" + link + "\n");
    assertThat(read.unparsed()).containsExactly(file, link);
    assertThat(read(directory + ".\n" + directory + ".\n").unparsed()).hasSize(1);
    assertThat(read(".;2  1  2-JUL-2003 10:30\nA.TXT;1  1  2-JUL-2003 10:30\n").names())
        .containsExactly(".;2", "A.TXT");
  }

  @Test
  void machineLinesWithABlankBeforeThemAreRead() throws IOException {
    String listing = " type=cdir; .\r\n type=file;size=1; a\r\n  type=dir; b c\r\n";
    assertThat(read(listing, Dialect.MLSX).names()).containsExactly("a", "b c");
    Read read = read(listing);
    assertThat(read.names()).isEmpty();
    assertThat(read.unparsed()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " name without facts",
        "type=file name",
        "a=b; c",
        "type=OS.unix=slink:/target of a link that was cut",
        "size=9;type=OS.unix=slink:/target of a link that was cut",
        "type=file;unix.ownername=Domain Users; name",
        "type=file;size=1;",
        "type=file; ",
        ";type=file; x",
        "=x; y",
        "550 Permission denied"
      })
  void whatIsNoMachineLineIsNoEntry(String line) throws IOException {
    String good = "type=file;size=1; a\n";
    for (String listing : List.of(line, good + line, line + "\n" + good)) {
      Read read = read(listing, Dialect.MLSX);
      assertThat(read.unparsed()).containsExactly(line);
      assertThat(read(listing).unparsed()).containsExactly(line);
    }
  }

  @Test
  void theFooterOfSpoolFilesIsNoFile() throws IOException {
    Read read =
        read(
            "JOBNAME  JOBID    OWNER    STATUS CLASS\n"
                + "ANN1     JOB01906 ANN      OUTPUT A        RC=0000 2 spool files\n"
                + "         ID  STEPNAME PROCSTEP C DDNAME   BYTE-COUNT\n"
                + "         001 JES2              A JESMSGLG      1200\n"
                + "         002 JES2              A JESJCL         300\n"
                + "2 spool files\n"
                + "12 jobs were left out\n");
    assertThat(read.names()).containsExactly("JOB01906", "001", "002");
    assertThat(read.counts().ignored()).isEqualTo(Map.of(Rule.HEADING, 2L, Rule.TOTAL, 1L));
    assertThat(read.unparsed()).containsExactly("12 jobs were left out");
  }

  @Test
  void starsForBlocksAreNoName() throws IOException {
    String line = "BIG.ISO;2     ******     6-MAY-2008 09:29:00 [ANN,USERS] (RWED,RE,,)\n";
    assertThat(read(line).names()).containsExactly("BIG.ISO");
    assertThat(read(line.replace("******", "??")).names()).isEmpty();
  }

  @Test
  void anyNumberOfCarriageReturnsEndsALine() throws IOException {
    String file = "-rw-r--r-- 1 ann staff 5 Jan 12  2003 ";
    Read read = read(file + "a\r\r\n" + file + "b\r\r\r\n" + file + "c\r\n" + file + "d\n\r\r\n");
    assertThat(read.names()).containsExactly("a", "b", "c", "d");
    assertThat(read.counts().ignored()).isEqualTo(Map.of(Rule.BLANK, 1L));
    assertThat(read("type=file; x\r\r\ntype=file; y\r\r", Dialect.MLSX).names())
        .containsExactly("x", "y");
  }

  @Test
  void aLastLineWithoutItsEndIsTold() throws IOException {
    String file = "-rw-r--r-- 1 ann staff 5 Jan 12  2003 ";
    assertThat(read(file + "a\r\n").counts().lastLineEnded()).isTrue();
    assertThat(read(file + "a\r\n" + file + "b").counts().lastLineEnded()).isFalse();
    assertThat(read("").counts().lastLineEnded()).isTrue();
  }
}
