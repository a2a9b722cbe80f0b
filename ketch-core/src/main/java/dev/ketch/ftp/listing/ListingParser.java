package dev.ketch.ftp.listing;

import java.util.List;

/**
 * Reads one listing, line by line and in order: make a new parser for each listing. Implementations
 * take linear time and never throw. Every line is accounted for: it is an entry, it is passed over
 * by a rule that has a name, or it is not understood.
 */
public interface ListingParser {
  /** Why a line is no entry, and why nothing is lost without it. */
  enum Rule {
    /** A line of nothing but blanks. */
    BLANK,
    /** A sum of what is listed, such as {@code total 12}. */
    TOTAL,
    /** Names of columns, the rule below them, the name of the directory. */
    HEADING,
    /** The directory itself or the one above it. */
    DIRECTORY_ITSELF,
    /** A part of the entry in the line before or behind it. */
    CONTINUATION,
    /** A member of a file that is listed itself, and has a listing of its own. */
    MEMBER
  }

  /** What a line turned out to be. */
  sealed interface Line {
    /** An entry. */
    record Entry(FtpEntry entry) implements Line {}

    /** A line without an entry, and the rule that says so. */
    record Ignored(Rule rule) implements Line {}

    /** A line that this dialect does not know. */
    record Unknown() implements Line {}

    /**
     * A line that later lines decide about: VMS breaks lines behind long names, and a total is one
     * only if a listing follows. {@link ListingParser#settled} and {@link ListingParser#atEnd} tell
     * what became of it.
     */
    record Held() implements Line {}

    /** A blank line. */
    Line BLANK = new Ignored(Rule.BLANK);

    /** A total. */
    Line TOTAL = new Ignored(Rule.TOTAL);

    /** A heading. */
    Line HEADING = new Ignored(Rule.HEADING);

    /** The directory itself. */
    Line DIRECTORY_ITSELF = new Ignored(Rule.DIRECTORY_ITSELF);

    /** A part of another line's entry. */
    Line CONTINUATION = new Ignored(Rule.CONTINUATION);

    /** A member of a listed file. */
    Line MEMBER = new Ignored(Rule.MEMBER);

    /** The one {@link Unknown}. */
    Line UNKNOWN = new Unknown();

    /** The one {@link Held}. */
    Line HELD = new Held();
  }

  /**
   * What became of a line that was held.
   *
   * @param text the line
   * @param line what it is; never {@link Line.Held}
   */
  record Settled(String text, Line line) {}

  /** Reads a line that has lost its line end. */
  Line parse(String line);

  /**
   * What became of held lines since the last call, in their order; each is told once. To be asked
   * after every line as long as any is held.
   */
  default List<Settled> settled() {
    return List.of();
  }

  /** The same at the end of the listing, for all lines that are still held. */
  default List<Settled> atEnd() {
    return List.of();
  }
}
