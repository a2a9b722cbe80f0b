package dev.ketch.ftp.listing;

import java.util.List;

/**
 * A directory's listing: the entries that could be read and the lines that could not. A listing
 * with unread lines is not complete, and nothing may be deleted on its word.
 *
 * @param entries what was understood, in the server's order, without {@code .} and {@code ..}
 * @param unparsed lines that no dialect took, as received
 */
public record FtpListing(List<FtpEntry> entries, List<String> unparsed) {
  /** Copies both lists. */
  public FtpListing {
    entries = List.copyOf(entries);
    unparsed = List.copyOf(unparsed);
  }

  /** Whether every line was understood. */
  public boolean isComplete() {
    return unparsed.isEmpty();
  }
}
