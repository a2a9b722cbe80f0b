package dev.ketch.ftp.listing;

import java.util.List;

/**
 * A directory's listing: the entries that could be read, the lines that could not, and whether that
 * is all. Nothing may be deleted because it is missing from a listing that is not complete.
 *
 * @param entries what was understood, in the server's order, without {@code .} and {@code ..}
 * @param unparsed lines that no dialect took, as received
 * @param completeness whether the directory holds nothing else, or why that is not certain
 */
public record FtpListing(List<FtpEntry> entries, List<String> unparsed, Completeness completeness) {
  /** Copies both lists. */
  public FtpListing {
    entries = List.copyOf(entries);
    unparsed = List.copyOf(unparsed);
  }

  /** A listing that is complete if every line was understood. */
  public FtpListing(List<FtpEntry> entries, List<String> unparsed) {
    this(entries, unparsed, Completeness.ofUnread(unparsed.size()));
  }

  /** Whether it is certain that the directory holds nothing else. */
  public boolean isComplete() {
    return completeness.isComplete();
  }
}
