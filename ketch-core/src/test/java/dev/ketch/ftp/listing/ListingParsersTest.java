package dev.ketch.ftp.listing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListingParsersTest {
  private static final Clock NOW =
      Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);
  private ListingParser auto = ListingParsers.auto(NOW, ZoneOffset.UTC);

  private FtpEntry entry(String line) {
    auto = ListingParsers.auto(NOW, ZoneOffset.UTC);
    ListingParser.Line found = auto.parse(line);
    assertThat(found).as(line).isInstanceOf(ListingParser.Line.Entry.class);
    return ((ListingParser.Line.Entry) found).entry();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "-rw-r--r--   1 owner group  5 Feb 28 09:48 a b#a b#FILE#5#2026-02-28T09:48:00Z",
        "-rw-r--r--   1 owner group  5 Mar  2 11:59 near#near#FILE#5#2026-03-02T11:59:00Z",
        "-rw-r--r--   1 owner group  5 Mar  3 09:48 far#far#FILE#5#2025-03-03T09:48:00Z",
        "-rw-r--r--   1 owner group  5 Feb 29 09:48 leap#leap#FILE#5#2024-02-29T09:48:00Z",
        "-rw-r--r--   1 owner group  5 Jan 12  2003  lead # lead #FILE#5#2003-01-12T00:00:00Z",
        "drwxr-xr-x   2 owner      4096 Jan 12  2003 d#d#DIRECTORY#4096#2003-01-12T00:00:00Z",
        "-rw-r--r-- 1 o g 9223372036854775 Jan 12 2003 big#big#FILE#9223372036854775#2003-01-12T00:00:00Z",
        "-rw-r--r-- 1 o g 7 2019-05-06 07:08 iso#iso#FILE#7#2019-05-06T07:08:00Z",
        "-rw-r--r-- 1 o g 7 12 Jan 2003 dayfirst#dayfirst#FILE#7#2003-01-12T00:00:00Z",
        "-rw-r--r-- 1 may jun 7 Jan 12 2003 months#months#FILE#7#2003-01-12T00:00:00Z",
        "-rw-r--r-- 1 o g 7 Jan 12 2003 a -> b#a -> b#FILE#7#2003-01-12T00:00:00Z",
        "02-19-04  09:30PM                 12 dos file#dos file#FILE#12#2004-02-19T21:30:00Z",
        "02-19-2004  12:05AM       <DIR>          dir#dir#DIRECTORY#-1#2004-02-19T00:05:00Z"
      })
  void readsEachDialect(String line, String name, FtpEntry.Type type, long size, String time) {
    FtpEntry found = entry(line);
    assertThat(found.name()).isEqualTo(name);
    assertThat(found.type()).isEqualTo(type);
    assertThat(found.size()).isEqualTo(size);
    assertThat(String.valueOf(found.modified() == null ? null : found.modified().instant()))
        .isEqualTo(time);
  }

  @Test
  void readsLinksOwnersAndModes() {
    FtpEntry link = entry("lrwxrwxrwx 1 ann staff 3 Jan 12 2003 l -> ../x -> y");
    assertThat(link.type()).isEqualTo(FtpEntry.Type.SYMLINK);
    assertThat(link.name()).isEqualTo("l");
    assertThat(link.target()).isEqualTo("../x -> y");
    assertThat(link.owner()).isEqualTo("ann");
    assertThat(link.group()).isEqualTo("staff");
    assertThat(link.permissions()).isEqualTo("rwxrwxrwx");
  }

  @Test
  void tellsEntriesFromOtherLines() {
    assertThat(auto.parse("total 12")).isEqualTo(ListingParser.Line.HELD);
    assertThat(auto.parse("")).isEqualTo(ListingParser.Line.BLANK);
    assertThat(auto.parse("-rw-r--r-- 1 o g 5 Jan 42 2003 x"))
        .isEqualTo(ListingParser.Line.UNKNOWN);
    assertThat(auto.parse("some words of the server")).isEqualTo(ListingParser.Line.UNKNOWN);
  }

  @Test
  void readsMachineListings() {
    ListingParser mlsx = ListingParsers.mlsx();
    FtpEntry slink =
        ((ListingParser.Line.Entry) mlsx.parse("type=OS.unix=slink:/a b;unix.mode=0777; l"))
            .entry();
    assertThat(slink.type()).isEqualTo(FtpEntry.Type.SYMLINK);
    assertThat(slink.target()).isEqualTo("/a b");
    assertThat(mlsx.parse("type=pdir; ..")).isEqualTo(ListingParser.Line.DIRECTORY_ITSELF);
    assertThat(mlsx.parse("no facts here")).isEqualTo(ListingParser.Line.UNKNOWN);
    FtpEntry odd = ((ListingParser.Line.Entry) mlsx.parse("type=file;size=x;  two; =")).entry();
    assertThat(odd.name()).isEqualTo(" two; =");
    assertThat(odd.size()).isEqualTo(-1);
  }

  @Test
  void nothingThatIsThrownAtThemThrows() {
    Random random = new Random(7);
    String[] seeds = {
      "-rw-r--r--   1 owner group  5 Feb 28 09:48 a b",
      "02-19-04  09:30PM   12 f",
      "type=file;size=1;modify=20260102030405; x"
    };
    String junk = "\0\r\n\t ;=:-0123456789/\uDC80x<DIR>";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder line = new StringBuilder(seeds[i % seeds.length]);
      for (int k = random.nextInt(8); k >= 0; k--) {
        int at = random.nextInt(line.length());
        if (random.nextBoolean()) {
          line.insert(at, junk.charAt(random.nextInt(junk.length())));
        } else {
          line.deleteCharAt(at);
        }
      }
      auto.parse(line.toString());
      ListingParsers.mlsx().parse(line.toString());
    }
  }
}
