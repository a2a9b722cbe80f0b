package dev.ketch.ftp.listing;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Whether a listing shows everything that its directory holds, or why that is not certain. Whoever
 * deletes because a name is not listed, or says that there is nothing to do, asks this value first.
 *
 * @param doubts why it is not certain; empty for a complete listing
 */
public record Completeness(List<Doubt> doubts) {
  /** Everything was listed. */
  public static final Completeness COMPLETE = new Completeness(List.of());

  /** Why a listing may not show everything. */
  public enum Reason {
    /** Lines that no dialect takes. */
    UNREAD_LINES(true),
    /** One name came twice: what it stands for is not known. */
    REPEATED_NAME(true),
    /** The server listed nothing, not even the directory itself, which it shows elsewhere. */
    NOTHING_LISTED(true),
    /** Entries of which the server does not say whether they are files or directories. */
    UNKNOWN_TYPES(true),
    /** The server refused to list the directory. */
    REFUSED(true),
    /** Another command lists names that this listing does not have. */
    CONTRADICTED(true),
    /** The data ended without a TLS close_notify or within a line: the end may be missing. */
    MAY_BE_CUT(false),
    /** Nothing was listed, and no second way confirms that the directory is empty. */
    EMPTY_UNCONFIRMED(false),
    /** Only names were listed, and for some the server does not confirm that they are files. */
    UNCONFIRMED_TYPES(false);

    private final boolean gap;

    Reason(boolean gap) {
      this.gap = gap;
    }

    /**
     * Whether something is known to be missing. Otherwise the listing can be used, but proves
     * nothing about names that are not in it.
     */
    public boolean isGap() {
      return gap;
    }
  }

  /**
   * One reason, and what happened as a sentence for people.
   *
   * @param reason for programs
   * @param sentence for people, without a capital or a full stop
   */
  public record Doubt(Reason reason, String sentence) {}

  /** Copies the list. */
  public Completeness {
    doubts = List.copyOf(doubts);
  }

  /** Not certain for one reason. */
  public static Completeness doubtful(Reason reason, String sentence) {
    return new Completeness(List.of(new Doubt(reason, sentence)));
  }

  /** What a number of unread lines means. */
  static Completeness ofUnread(long lines) {
    if (lines == 0) {
      return COMPLETE;
    }
    return doubtful(
        Reason.UNREAD_LINES,
        (lines == 1 ? "one line" : lines + " lines") + " of the listing cannot be read");
  }

  /** Whether it is certain that everything was listed: only then may what is missing be deleted. */
  public boolean isComplete() {
    return doubts.isEmpty();
  }

  /** Whether something of the directory is known to be missing from the listing. */
  public boolean hasGaps() {
    return doubts.stream().anyMatch(doubt -> doubt.reason().isGap());
  }

  /** Whether this is one of the reasons. */
  public boolean has(Reason reason) {
    return doubts.stream().anyMatch(doubt -> doubt.reason() == reason);
  }

  /** Both together. */
  public Completeness and(Completeness other) {
    if (isComplete() || other.isComplete()) {
      return isComplete() ? other : this;
    }
    List<Doubt> all = new ArrayList<>(doubts);
    other.doubts.stream().filter(doubt -> !doubts.contains(doubt)).forEach(all::add);
    return new Completeness(all);
  }

  /** All reasons in one sentence; empty for a complete listing. */
  public String explanation() {
    return doubts.stream().map(Doubt::sentence).collect(Collectors.joining("; "));
  }
}
