package dev.ketch.ftp.internal.transfer;

import dev.ketch.ftp.listing.FtpEntry;
import dev.ketch.ftp.listing.ListingCounts;
import dev.ketch.ftp.listing.ListingParser;
import dev.ketch.ftp.listing.ListingParser.Line;
import dev.ketch.ftp.listing.ListingParser.Rule;
import dev.ketch.ftp.listing.ListingParser.Settled;
import java.io.IOException;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Reads a listing line by line into entries; holds none of them. Every line is accounted for. */
public final class ListingReader {
  private final LineReader lines;
  private final ListingParser parser;
  private final Consumer<FtpEntry> entries;
  private final Consumer<String> unparsed;
  private final Consumer<FtpEntry> dots;
  private final long[] ignored = new long[Rule.values().length];

  /** Lines that the parser holds, by whether they came in the fallback charset. */
  private final Set<String> heldInFallback = new HashSet<>();

  private long lineCount;
  private long entryCount;
  private long unparsedCount;
  private long held;
  private boolean sawItself;
  private boolean sawParent;

  private ListingReader(
      LineReader lines,
      ListingParser parser,
      Consumer<FtpEntry> entries,
      Consumer<String> unparsed,
      Consumer<FtpEntry> dots) {
    this.lines = lines;
    this.parser = parser;
    this.entries = entries;
    this.unparsed = unparsed;
    this.dots = dots;
  }

  /**
   * Feeds every line to the parser; what it cannot read goes to {@code unparsed}, the directory
   * itself to {@code dots}.
   *
   * @return what became of the lines
   */
  public static ListingCounts read(
      LineReader lines,
      ListingParser parser,
      Consumer<FtpEntry> entries,
      Consumer<String> unparsed,
      Consumer<FtpEntry> dots)
      throws IOException {
    try (lines) {
      return new ListingReader(lines, parser, entries, unparsed, dots).readAll();
    }
  }

  private ListingCounts readAll() throws IOException {
    String line;
    while ((line = lines.next()) != null) {
      if (lineCount++ == 0 && line.startsWith("\uFEFF")) {
        line = line.substring(1); // A byte order mark, seen before MLSD listings.
      }
      Line found = parser.parse(line);
      if (held > 0) {
        settle(parser.settled());
      }
      if (found == Line.HELD) {
        hold(line);
      } else {
        take(line, found, lines.usedFallback());
      }
    }
    settle(parser.atEnd());
    for (; held > 0; held--) {
      unparsed("(a line that its parser never came back to)");
    }
    return counts();
  }

  private void hold(String line) {
    held++;
    if (lines.usedFallback()) {
      heldInFallback.add(line);
    }
  }

  private void settle(List<Settled> settled) {
    for (Settled line : settled) {
      held--;
      take(line.text(), line.line(), heldInFallback.contains(line.text()));
    }
  }

  private void take(String line, Line found, boolean inFallback) {
    if (found instanceof Line.Entry entry) {
      take(line, entry.entry(), inFallback);
    } else if (found instanceof Line.Ignored passed) {
      ignored[passed.rule().ordinal()]++;
    } else {
      unparsed(line);
    }
  }

  private void take(String line, FtpEntry entry, boolean inFallback) {
    // "." and ".." are no entries. Other names are left as they are, to be judged later.
    String name = entry.name();
    boolean itself = name.equals(".");
    if (itself || name.equals("..")) {
      if (isDot(entry, itself ? sawItself : sawParent)) {
        sawItself |= itself;
        sawParent |= !itself;
        ignored[Rule.DIRECTORY_ITSELF.ordinal()]++;
        dots.accept(entry);
      } else {
        unparsed(line);
      }
      return;
    }
    lines.remember(name, inFallback);
    entryCount++;
    entries.accept(entry);
  }

  /**
   * A file called so, or a second directory, is what is left of a longer name: a line cut short.
   */
  private static boolean isDot(FtpEntry entry, boolean seen) {
    return !seen
        && !entry.isFile()
        && (entry.type() != FtpEntry.Type.SYMLINK || entry.target() != null);
  }

  private void unparsed(String line) {
    unparsedCount++;
    unparsed.accept(line);
  }

  private ListingCounts counts() {
    Map<Rule, Long> byRule = new EnumMap<>(Rule.class);
    for (Rule rule : Rule.values()) {
      if (ignored[rule.ordinal()] > 0) {
        byRule.put(rule, ignored[rule.ordinal()]);
      }
    }
    return new ListingCounts(lineCount, entryCount, byRule, unparsedCount, lines.lastLineEnded());
  }
}
