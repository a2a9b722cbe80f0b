package dev.ketch.ftp.listing;

import dev.ketch.ftp.listing.ListingParser.Rule;
import java.util.Map;

/**
 * What became of the lines of a listing. Every line is in one of the three: {@code entries +
 * ignoredLines() + unparsed == lines}.
 *
 * @param lines how many lines the server sent
 * @param entries how many of them are entries, without {@code .} and {@code ..}
 * @param ignored how many were passed over, by the rule that says why; rules without lines are left
 *     out
 * @param unparsed how many no dialect took
 * @param lastLineEnded whether the last line came with its line end; also true without any lines.
 *     Some servers leave it out, and a listing that was cut off has none either
 */
public record ListingCounts(
    long lines, long entries, Map<Rule, Long> ignored, long unparsed, boolean lastLineEnded) {
  /** Copies the map. */
  public ListingCounts {
    ignored = Map.copyOf(ignored);
  }

  /** How many lines were passed over, by whatever rule. */
  public long ignoredLines() {
    return ignored.values().stream().mapToLong(Long::longValue).sum();
  }
}
