package dev.ketch.cli;

import dev.ketch.ftp.listing.ListingSummary;

/** Lines of a listing that could not be read: never kept silent about. */
final class Unparsed {
  private Unparsed() {}

  static void show(Console console, ListingSummary summary, boolean json) {
    for (String line : summary.unparsed()) {
      if (json) {
        console.line(new Json().with("unparsed", line).toString());
      } else {
        console.error("a line of the listing could not be read: " + line);
      }
    }
    long more = summary.unparsedLines() - summary.unparsed().size();
    if (more > 0) {
      console.error(more + " more lines of the listing could not be read");
    }
  }
}
