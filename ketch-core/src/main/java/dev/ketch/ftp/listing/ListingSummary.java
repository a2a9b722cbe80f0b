package dev.ketch.ftp.listing;

import java.util.List;

/**
 * How a listing went that was passed on entry by entry. Names that came twice are not looked for:
 * that would need memory for all of them.
 *
 * @param entries how many entries there were, without {@code .} and {@code ..}
 * @param unparsedLines how many lines no dialect took
 * @param unparsed the first of those lines, as received
 * @param completeness whether the directory holds nothing else, or why that is not certain
 */
public record ListingSummary(
    long entries, long unparsedLines, List<String> unparsed, Completeness completeness) {
  /** Copies the lines. */
  public ListingSummary {
    unparsed = List.copyOf(unparsed);
  }

  /** A listing that is complete if every line was understood. */
  public ListingSummary(long entries, long unparsedLines, List<String> unparsed) {
    this(entries, unparsedLines, unparsed, Completeness.ofUnread(unparsedLines));
  }

  /** Whether it is certain that the directory holds nothing else. */
  public boolean isComplete() {
    return completeness.isComplete();
  }
}
