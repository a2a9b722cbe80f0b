package dev.ketch.ftp;

import dev.ketch.ftp.listing.Completeness;
import dev.ketch.ftp.listing.FtpEntry;
import dev.ketch.ftp.listing.ListingSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Where a listing goes: the entries to whoever asked, the rest is counted. */
final class ListingSink implements Consumer<FtpEntry> {
  /** Lines kept of those that could not be read; more of them tell nothing new. */
  private static final int MOST_UNPARSED = 1000;

  private final Consumer<FtpEntry> out;
  private final List<String> unparsed = new ArrayList<>();
  private long entries;
  private long unparsedLines;
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
    if (unparsedLines++ < MOST_UNPARSED) {
      unparsed.add(line);
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
