package dev.ketch.ftp.listing;

import java.util.List;

/**
 * How a listing went that was passed on entry by entry.
 *
 * @param entries how many entries there were, without {@code .} and {@code ..}
 * @param unparsedLines how many lines no dialect took
 * @param unparsed the first of those lines, as received
 */
public record ListingSummary(long entries, long unparsedLines, List<String> unparsed) {
  /** Copies the lines. */
  public ListingSummary {
    unparsed = List.copyOf(unparsed);
  }

  /** Whether every line was understood. */
  public boolean isComplete() {
    return unparsedLines == 0;
  }
}
