package dev.ketch.ftp.listing;

/**
 * Reads one line of a listing. Implementations hold no state between lines, take linear time and
 * never throw: whatever a server sends is an entry, something to pass over, or not understood.
 */
@FunctionalInterface
public interface ListingParser {
  /** What a line turned out to be. */
  sealed interface Line {
    /** An entry. */
    record Entry(FtpEntry entry) implements Line {}

    /** A line without an entry: a blank one, a total, a heading, the directory itself. */
    record Nothing() implements Line {}

    /** A line that this dialect does not know. */
    record Unknown() implements Line {}

    /** The one {@link Nothing}. */
    Line NOTHING = new Nothing();

    /** The one {@link Unknown}. */
    Line UNKNOWN = new Unknown();
  }

  /** Reads a line that has lost its line end. */
  Line parse(String line);

  /** This dialect, and where it does not know a line, another. */
  default ListingParser or(ListingParser other) {
    return line -> {
      Line found = parse(line);
      return found instanceof Line.Unknown ? other.parse(line) : found;
    };
  }
}
