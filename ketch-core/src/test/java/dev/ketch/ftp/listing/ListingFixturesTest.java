package dev.ketch.ftp.listing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ketch.ftp.internal.transfer.LineReader;
import dev.ketch.ftp.internal.transfer.ListingReader;
import dev.ketch.ftp.protocol.NameCodec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One file a kind of server: {@code NAME.txt} is the listing, {@code NAME.expected} what must be
 * read from it, a line an entry. All are read on 2026-03-01 at noon UTC.
 */
class ListingFixturesTest {
  static final Clock NOW = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);
  static final Path FIXTURES = Path.of("src/test/resources/listings");

  static Stream<Path> fixtures() throws IOException {
    try (Stream<Path> files = Files.list(FIXTURES)) {
      return files.filter(f -> f.toString().endsWith(".txt")).sorted().toList().stream();
    }
  }

  /** The listings themselves: what the fuzzer begins with. */
  static Stream<byte[]> contents() throws IOException {
    List<byte[]> all = new ArrayList<>();
    for (Path fixture : fixtures().toList()) {
      all.add(Files.readAllBytes(fixture));
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void isReadAsExpected(Path fixture) throws IOException {
    String name = fixture.getFileName().toString().replace(".txt", "");
    List<String> expected = Files.readAllLines(FIXTURES.resolve(name + ".expected"));
    assertThat(read(Files.readAllBytes(fixture), Dialect.AUTO, 32 << 10)).isEqualTo(expected);
  }

  /** However the network cuts a listing: the entries are the same. */
  @ParameterizedTest
  @MethodSource("fixtures")
  void isReadTheSameHoweverItIsCut(Path fixture) throws IOException {
    byte[] listing = Files.readAllBytes(fixture);
    byte[] crlf =
        new String(listing, StandardCharsets.ISO_8859_1)
            .replace("\n", "\r\n")
            .getBytes(StandardCharsets.ISO_8859_1);
    List<String> whole = read(listing, Dialect.AUTO, 32 << 10);
    assertThat(read(crlf, Dialect.AUTO, 32 << 10)).isEqualTo(whole);
    for (int piece : new int[] {1, 2, 3, 7, 64}) {
      assertThat(read(crlf, Dialect.AUTO, piece)).as("pieces of " + piece).isEqualTo(whole);
    }
  }

  /** Reads a listing that arrives in pieces of at most so many bytes. */
  static List<String> read(byte[] listing, Dialect dialect, int piece) throws IOException {
    InputStream in =
        new ByteArrayInputStream(listing) {
          @Override
          public synchronized int read(byte[] bytes, int offset, int length) {
            return super.read(bytes, offset, Math.min(length, piece));
          }
        };
    List<String> rows = new ArrayList<>();
    ListingReader.read(
        LineReader.ofListing(in, new NameCodec(StandardCharsets.UTF_8), 64 << 10),
        dialect.parser(NOW, ZoneOffset.UTC),
        entry -> rows.add(row(entry)),
        line -> rows.add("unparsed |" + escaped(line) + "|"),
        dot -> rows.add("dot " + dot.name()));
    return rows;
  }

  private static String row(FtpEntry entry) {
    StringBuilder row = new StringBuilder(entry.type().name().toLowerCase(java.util.Locale.ROOT));
    row.append(" |").append(escaped(entry.name())).append("| ").append(entry.size());
    ModifiedTime time = entry.modified();
    row.append(' ').append(time == null ? "-" : time.instant() + " " + time.precision());
    append(row, "mode", entry.permissions());
    append(row, "owner", entry.owner());
    append(row, "group", entry.group());
    append(row, "target", entry.target());
    return row.toString();
  }

  private static void append(
      StringBuilder row, String what, @org.jspecify.annotations.Nullable String text) {
    if (text != null) {
      row.append(' ').append(what).append("=|").append(escaped(text)).append('|');
    }
  }

  /** Lone surrogates cannot be written to a file. */
  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      escaped.append(
          Character.isSurrogate(c) ? String.format("\\u%04x", (int) c) : String.valueOf(c));
    }
    return escaped.toString();
  }
}
