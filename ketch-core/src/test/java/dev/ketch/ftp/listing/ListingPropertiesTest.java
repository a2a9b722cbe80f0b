package dev.ketch.ftp.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for all listings, tried on many made from seeds: a failure names its seed. */
class ListingPropertiesTest {
  private static final String JUNK = "\r\n \t\0;=:-,./<>[]()0123456789\u6708\uDC80+*%'\"";

  static Stream<Path> fixtures() throws IOException {
    return ListingFixturesTest.fixtures();
  }

  /** Whatever is inserted or cut out anywhere, every dialect answers something and goes on. */
  @ParameterizedTest
  @MethodSource("fixtures")
  void nothingThatIsInsertedAnywhereThrows(Path fixture) throws IOException {
    String listing = Files.readString(fixture, StandardCharsets.ISO_8859_1);
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder(listing);
      for (int i = random.nextInt(20); i >= 0; i--) {
        int at = random.nextInt(text.length());
        if (random.nextInt(3) > 0) {
          text.insert(at, JUNK.charAt(random.nextInt(JUNK.length())));
        } else {
          text.deleteCharAt(at);
        }
      }
      for (Dialect dialect : Dialect.values()) {
        ListingParser parser = dialect.parser(ListingFixturesTest.NOW, ZoneOffset.UTC);
        for (String line : text.toString().split("\n", -1)) {
          assertThat(parser.parse(line)).as("seed %d, %s", seed, dialect).isNotNull();
        }
        parser.atEnd();
      }
    }
  }

  /** No byte is lost in silence: cut anywhere, the first lines are read as before. */
  @ParameterizedTest
  @MethodSource("fixtures")
  void aListingThatIsCutOffIsReadUpToTheCut(Path fixture) throws IOException {
    // There a later line tells what the first ones mean.
    assumeThat(fixture.toString()).doesNotContain("day-first");
    byte[] listing = Files.readAllBytes(fixture);
    List<String> whole = ListingFixturesTest.read(listing, Dialect.AUTO, 4096);
    Random random = new Random(listing.length);
    for (int i = 0; i < 20; i++) {
      int cut = random.nextInt(listing.length);
      while (cut > 0 && listing[cut - 1] != '\n') {
        cut--;
      }
      List<String> part =
          ListingFixturesTest.read(java.util.Arrays.copyOf(listing, cut), Dialect.AUTO, 4096);
      // A heading or a long name may be told as unread when nothing follows.
      part.removeIf(row -> row.startsWith("unparsed"));
      whole.removeIf(row -> row.startsWith("unparsed"));
      assertThat(part).isEqualTo(whole.subList(0, part.size()));
    }
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void longLinesOfOneSignAreReadInNoTime(Dialect dialect) {
    ListingParser parser = dialect.parser(ListingFixturesTest.NOW, ZoneOffset.UTC);
    for (String sign :
        List.of("(", "=;", "1,", "1 ", "- ", "d", "a;1 ", "type=x;", "[", ".", "1/")) {
      String line = sign.repeat(65_536 / sign.length());
      for (int i = 0; i < 50; i++) {
        parser.parse(line);
        parser.parse("-rw-r--r-- 1 " + line);
        parser.parse("+" + line + "\tx");
      }
    }
  }

  private static String name(Random random) {
    String letters = "abcXYZ019 -_.,;=[](){}'\"#&%$\u00e9\u65e5\u6708>";
    int length = 1 + random.nextInt(12);
    return random
        .ints(length, 0, letters.length())
        .mapToObj(i -> String.valueOf(letters.charAt(i)))
        .collect(Collectors.joining());
  }

  /** What {@code ls -l} prints of an entry is read as that entry. */
  @ParameterizedTest
  @ValueSource(strings = {"MMM dd HH:mm", "MMM dd  yyyy", "yyyy-MM-dd HH:mm", "dd MMM yyyy"})
  void unixEntriesRoundTrip(String form) {
    DateTimeFormatter format = DateTimeFormatter.ofPattern(form, Locale.ENGLISH);
    for (int seed = 0; seed < 2000; seed++) {
      Random random = new Random(seed);
      String name = name(random);
      long size = random.nextLong() >>> random.nextInt(1, 63);
      boolean recent = form.equals("MMM dd HH:mm");
      LocalDateTime time =
          LocalDateTime.of(2026, 3, 1, 11, 59)
              .minusMinutes(random.nextInt(recent ? 500_000 : 20_000_000));
      String line = "-rw-r--r--  1 ann  staff " + size + " " + format.format(time) + " " + name;
      ModifiedTime modified =
          form.contains("HH")
              ? new ModifiedTime(time.toInstant(ZoneOffset.UTC), ModifiedTime.Precision.MINUTE)
              : new ModifiedTime(
                  time.toLocalDate().atStartOfDay().toInstant(ZoneOffset.UTC),
                  ModifiedTime.Precision.DAY);
      FtpEntry found = entry(Dialect.AUTO, line);
      assertThat(found.name()).as("seed " + seed).isEqualTo(name);
      assertThat(found.size()).as(line).isEqualTo(size);
      assertThat(found.modified()).as(line).isEqualTo(modified);
    }
  }

  @Test
  void machineEntriesRoundTrip() {
    for (int seed = 0; seed < 2000; seed++) {
      Random random = new Random(seed);
      String name = name(random);
      long size = random.nextLong() >>> 1;
      Instant time = Instant.ofEpochSecond(random.nextInt());
      String line =
          "modify=" + TimeVal.format(time) + ";Size=" + size + ";type=file;x.y=a b=c; " + name;
      FtpEntry found = entry(Dialect.MLSX, line.replace("a b=c", "ab=c"));
      assertThat(found.name()).as("seed " + seed).isEqualTo(name);
      assertThat(found.size()).isEqualTo(size);
      assertThat(found.modified()).isEqualTo(new ModifiedTime(time, ModifiedTime.Precision.SECOND));
      assertThat(found.facts()).containsEntry("x.y", "ab=c").hasSize(4);
    }
  }

  private static FtpEntry entry(Dialect dialect, String line) {
    ListingParser.Line found = dialect.parser(ListingFixturesTest.NOW, ZoneOffset.UTC).parse(line);
    assertThat(found).as(line).isInstanceOf(ListingParser.Line.Entry.class);
    return ((ListingParser.Line.Entry) found).entry();
  }

  /** The calendar's own arithmetic against the JDK's, day by day over four centuries. */
  @Test
  void daysAreCountedAsTheJdkDoes() {
    java.time.LocalDate day = java.time.LocalDate.of(1599, 12, 31);
    for (int i = 0; i < 160_000; i++) {
      assertThat(Dates.epochDay(day.getYear(), day.getMonthValue(), day.getDayOfMonth()))
          .isEqualTo(day.toEpochDay());
      day = day.plusDays(1);
    }
    assertThat(Dates.epochDay(1900, 2, 29)).isEqualTo(Dates.NO_DAY);
    assertThat(Dates.epochDay(2026, 13, 1)).isEqualTo(Dates.NO_DAY);
  }

  /** Where the name comes first, what follows the last column is no part of the entry. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "LOGIN    COM      V  80  259  1 2026-01-02 03:04:00 ANN191",
        "SUB      DIR      -  -  -  -  2026-01-02 03:04:00 -",
        "IARPTS   101  16354  18-Mar-09 15:52:09 244, 10 \"nnnn\"",
        "TBSHELF  01.03 2002/09/12 2002/10/11 09:37    11    11     0 KIL001",
      })
  void twoLinesInOneAreNoEntry(String line) {
    for (String glue : List.of("", " ")) {
      for (Dialect dialect : Dialect.values()) {
        ListingParser parser = dialect.parser(ListingFixturesTest.NOW, ZoneOffset.UTC);
        parser.parse(" Name     VV.MM   Created       Changed      Size  Init   Mod   Id");
        assertThat(parser.parse(line + glue + line))
            .as(dialect + " " + line + glue)
            .isNotInstanceOf(ListingParser.Line.Entry.class);
      }
    }
  }
}
