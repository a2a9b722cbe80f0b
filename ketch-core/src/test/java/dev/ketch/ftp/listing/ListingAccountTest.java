package dev.ketch.ftp.listing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ketch.ftp.internal.transfer.LineReader;
import dev.ketch.ftp.internal.transfer.ListingReader;
import dev.ketch.ftp.protocol.NameCodec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every line of a listing is an entry, is passed over by a rule, or is told as unread; and no line
 * of some other kind becomes an entry.
 */
class ListingAccountTest {
  /** What servers, their systems and what stands between put into listings. */
  private static final List<String> STRANGERS =
      List.of(
          "  a line no dialect knows 12:34",
          "ls: cannot access 'x': Permission denied",
          "/bin/ls: x: No such file or directory",
          "/pub/x/ - No such directory",
          "%SYSTEM-F-NOPRIV, insufficient privilege or object protection violation",
          "226-Options: -a -l",
          "226 3 matches total",
          "550 12 34 56 78 90 11 22",
          "WARNING: 12 files were skipped",
          "PERMISSION DENIED",
          "<html><head><title>Index of /</title></head>",
          "<a href=\"x\">x</a>  12-Jan-2003 10:20  5k",
          "2026-01-01 12:00 ERROR something 5 broke",
          "Jan 12 10:20:30 host ftpd[123]: oops",
          "01-12-26 10:20AM error",
          "precious 2024.txt",
          "Chapter 1",
          "Total of all things",
          "Volume - drive notes.txt",
          "Directory [x",
          "-- more --",
          "==========",
          "$money.txt",
          "name;1 x",
          "x *bold text here",
          "type=file name",
          "a=b; c",
          "+x\ty",
          "drwx",
          "\tat foo.Bar(Baz.java:12)");

  record Read(List<String> names, List<String> unparsed, ListingCounts counts) {}

  static Stream<Path> fixtures() throws IOException {
    return ListingFixturesTest.fixtures();
  }

  static Read read(String listing) throws IOException {
    return read(listing, Dialect.AUTO);
  }

  static Read read(String listing, Dialect dialect) throws IOException {
    List<String> names = new ArrayList<>();
    List<String> unparsed = new ArrayList<>();
    ListingCounts counts =
        ListingReader.read(
            LineReader.ofListing(
                new ByteArrayInputStream(listing.getBytes(StandardCharsets.ISO_8859_1)),
                new NameCodec(StandardCharsets.UTF_8),
                64 << 10),
            dialect.parser(ListingFixturesTest.NOW, ZoneOffset.UTC),
            entry -> names.add(entry.name()),
            unparsed::add,
            dot -> {});
    assertThat(counts.entries()).isEqualTo(names.size());
    assertThat(counts.unparsed()).isEqualTo(unparsed.size());
    assertThat(counts.entries() + counts.ignoredLines() + counts.unparsed())
        .as(listing)
        .isEqualTo(counts.lines());
    assertThat(counts.lines()).isEqualTo(lines(listing));
    return new Read(names, unparsed, counts);
  }

  private static long lines(String listing) {
    long ends = listing.chars().filter(c -> c == '\n').count();
    return ends + (listing.isEmpty() || listing.endsWith("\n") ? 0 : 1);
  }

  static String text(Path fixture) throws IOException {
    return Files.readString(fixture, StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void everyLineIsCountedOnceWhateverTheDialect(Path fixture) throws IOException {
    for (Dialect dialect : Dialect.values()) {
      read(text(fixture), dialect);
    }
  }

  /** Lines cut, doubled, moved, garbled at random: the sum is still that of the lines. */
  @ParameterizedTest
  @MethodSource("fixtures")
  void everyLineOfADamagedListingIsCountedOnce(Path fixture) throws IOException {
    List<String> lines = text(fixture).lines().toList();
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      List<String> damaged = new ArrayList<>(lines);
      for (int i = random.nextInt(6); i >= 0; i--) {
        int at = random.nextInt(damaged.size());
        String line = damaged.get(at);
        int cut = random.nextInt(line.length() + 1);
        switch (random.nextInt(5)) {
          case 0 -> damaged.set(at, line.substring(cut));
          case 1 -> damaged.set(at, line.substring(0, cut));
          case 2 -> damaged.add(at, line);
          case 3 -> damaged.add(at, STRANGERS.get(random.nextInt(STRANGERS.size())));
          default -> damaged.set(at, line.substring(0, cut) + "\t??" + line.substring(cut));
        }
      }
      read(String.join("\n", damaged) + "\n");
    }
  }

  /** Wherever a line of some other kind stands, it is told, and no name comes of it. */
  @ParameterizedTest
  @MethodSource("fixtures")
  void aStrangersLineIsNeverAnEntryAndNeverLost(Path fixture) throws IOException {
    List<String> lines = text(fixture).lines().toList();
    Set<String> names = new HashSet<>(read(text(fixture)).names());
    for (String stranger : STRANGERS) {
      for (int at = 0; at <= lines.size(); at++) {
        List<String> more = new ArrayList<>(lines);
        more.add(at, stranger);
        Read read = read(String.join("\n", more) + "\n");
        assertThat(names).as("%s at %d", stranger, at).containsAll(read.names());
        assertThat(read.unparsed()).as("at %d", at).contains(stranger);
      }
    }
  }

  /** What is left of a line without its first words is no entry under another name. */
  @ParameterizedTest
  @MethodSource("fixtures")
  void aLineThatLostItsBeginningIsNoEntryOfAnotherName(Path fixture) throws IOException {
    List<String> lines = text(fixture).lines().toList();
    Set<String> names = new HashSet<>(read(text(fixture)).names());
    // The directory itself, and a name without its line, where the rest of the next makes it one.
    names.addAll(List.of("/tmp", "NOTHING_FOLLOWS.TXT"));
    for (int at = 0; at < lines.size(); at++) {
      String line = lines.get(at);
      var word = Pattern.compile("\\s\\S").matcher(line.stripTrailing());
      while (word.find()) {
        if (line.endsWith(" KIL001") && word.end() > line.length() - 6) {
          continue; // A member's name alone is a member.
        }
        List<String> cut = new ArrayList<>(lines);
        cut.set(at, line.substring(word.start()));
        assertThat(names).as(cut.get(at)).containsAll(read(String.join("\n", cut)).names());
        cut.set(at, line.substring(word.start() + 1));
        assertThat(names).as(cut.get(at)).containsAll(read(String.join("\n", cut)).names());
      }
    }
  }
}
