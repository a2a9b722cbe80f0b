package dev.ketch.ftp;

import dev.ketch.ftp.listing.Completeness;
import dev.ketch.ftp.listing.FtpEntry;
import dev.ketch.ftp.listing.ListingSummary;
import dev.ketch.ftp.protocol.FtpProtocolException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Where a listing goes: the entries to whoever asked, the rest is counted. */
final class ListingSink implements Consumer<FtpEntry> {
  /** Lines kept of those that could not be read; more of them tell nothing new. */
  private static final int MOST_UNPARSED = 1000;

  private static final int MOST_KEPT = 256 << 10;
  private static final int MOST_OF_A_LINE = 1 << 10;

  /** A listing with so many characters in lines that cannot be read is none. */
  private static final long MOST_UNREAD = 64 << 20;

  /** Leaves a stream of entries; never seen outside this package. */
  static final class OverLimit extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OverLimit(String message) {
      super(message, null, false, false);
    }

    FtpProtocolException told() {
      return FtpProtocolException.overLimit(String.valueOf(getMessage()));
    }
  }

  private final Consumer<FtpEntry> out;
  private final List<String> unparsed = new ArrayList<>();
  private long entries;
  private long unparsedLines;
  private long unreadChars;
  private int keptChars;
  private boolean showedItself;
  private Completeness doubts = Completeness.COMPLETE;

  ListingSink(Consumer<FtpEntry> out) {
    this.out = out;
  }

  @Override
  public void accept(FtpEntry entry) {
    entries++;
    out.accept(entry);
  }

  void unparsed(String line) {
    unreadChars += line.length();
    if (unreadChars > MOST_UNREAD) {
      throw new OverLimit("the listing has more than 64 MiB of lines that cannot be read");
    }
    if (unparsedLines++ < MOST_UNPARSED && keptChars < MOST_KEPT) {
      boolean whole = line.length() <= MOST_OF_A_LINE;
      String kept = whole ? line : line.substring(0, MOST_OF_A_LINE) + "…";
      keptChars += kept.length();
      unparsed.add(kept);
    }
  }

  void dot(FtpEntry entry) {
    showsItself();
  }

  void showsItself() {
    showedItself = true;
  }

  void doubt(Completeness why) {
    doubts = doubts.and(why);
  }

  /** Whether no entry has gone out. */
  boolean isEmpty() {
    return entries == 0;
  }

  /** Whether the listing held the directory itself, or the one above it. */
  boolean showedItself() {
    return showedItself;
  }

  boolean hasUnparsed() {
    return unparsedLines > 0;
  }

  /** Whether there was nothing at all, and so nothing to show that this is the directory. */
  boolean isBlank() {
    return isEmpty() && !showedItself && !hasUnparsed();
  }

  /** Takes over all of another but its entries. */
  void addAllBut(ListingSink other) {
    other.unparsed.forEach(this::unparsed);
    unparsedLines += other.unparsedLines - other.unparsed.size();
    showedItself |= other.showedItself;
    doubt(other.doubts);
  }

  ListingSummary summary() {
    ListingSummary read = new ListingSummary(entries, unparsedLines, unparsed);
    return new ListingSummary(entries, unparsedLines, unparsed, read.completeness().and(doubts));
  }
}
