package dev.ketch.ftp.listing;

import java.util.List;

/**
 * Reads one listing, line by line and in order: make a new parser for each listing. Implementations
 * take linear time and never throw: whatever a server sends is an entry, something to pass over,
 * part of what follows, or not understood.
 */
public interface ListingParser {
  /** What a line turned out to be. */
  sealed interface Line {
    /** An entry. */
    record Entry(FtpEntry entry) implements Line {}

    /** A line without an entry: a blank one, a total, a heading, the directory itself. */
    record Nothing() implements Line {}

    /** A line that this dialect does not know. */
    record Unknown() implements Line {}

    /** A line that belongs to the next: VMS breaks lines behind long names. */
    record Held() implements Line {}

    /** The one {@link Nothing}. */
    Line NOTHING = new Nothing();

    /** The one {@link Unknown}. */
    Line UNKNOWN = new Unknown();

    /** The one {@link Held}. */
    Line HELD = new Held();
  }

  /** Reads a line that has lost its line end. */
  Line parse(String line);

  /**
   * Lines that were held for a next one that never came, or that did not fit to them; each is told
   * once. To be asked after an {@link Line.Unknown} and at the end of the listing.
   */
  default List<String> leftOver() {
    return List.of();
  }
}
