package dev.ketch.ftp.listing;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every parser on every input that the fuzzer finds: nothing is ever thrown. Begins with the
 * fixtures; run longer by {@code JAZZER_FUZZ=1} and a larger number here.
 */
class ListingFuzzTest {
  @MethodSource("dev.ketch.ftp.listing.ListingFixturesTest#contents")
  @FuzzTest(maxExecutions = 8_000, maxDuration = "30s")
  void everyParserTakesEverything(byte[] listing) {
    String text = new String(listing, StandardCharsets.UTF_8);
    for (Dialect dialect : Dialect.values()) {
      ListingParser parser = dialect.parser(ListingFixturesTest.NOW, ZoneOffset.UTC);
      for (String line : text.split("\n", -1)) {
        if (parser.parse(line) instanceof ListingParser.Line.Entry found
            && found.entry().name().isEmpty()) {
          throw new AssertionError(dialect + " made an entry without a name of: " + line);
        }
      }
      parser.atEnd();
    }
  }
}
