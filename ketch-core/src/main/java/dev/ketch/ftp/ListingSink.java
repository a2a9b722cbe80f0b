package dev.ketch.ftp;

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
  private int dots;

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
    dots++;
  }

  boolean isEmpty() {
    return entries == 0;
  }

  boolean sawDots() {
    return dots > 0;
  }

  ListingSummary summary() {
    return new ListingSummary(entries, unparsedLines, unparsed);
  }
}
