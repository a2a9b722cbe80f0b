package dev.ketch.ftp.listing;

import dev.ketch.ftp.listing.FtpEntry.Type;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code README 763 Information about this server}: the descriptive {@code dls} of some archives,
 * {@code pub/ = Public area} for directories, {@code morgan 14 -> ../real/morgan} for links, with
 * or without a date. Two words tell little, so the columns of the first directory hold for all
 * lines: what does not end where its sizes end is none of these entries.
 */
final class DlsParser implements ListingParser {
  private static final int MOST_EARLY = 200;
  private static final int MOST_DIGITS = 8;

  private final Words words = new Words();
  private final UnixDates dates;

  /** Lines before the first directory, as long as all have the same column. */
  private final HeldLines early = new HeldLines();

  private final HeldLines longNames = new HeldLines();
  private String longName = "";

  /** Where the column of sizes ends: told by a directory, or supposed by what came before it. */
  private int column = -1;

  private boolean sure;

  DlsParser(Clock clock, ZoneId zone) {
    this.dates = new UnixDates(new Dates(clock, zone));
  }

  @Override
  public Line parse(String line) {
    words.of(line);
    if (words.count() == 0) {
      return Line.BLANK;
    }
    Line found = found(line);
    if (found == Line.UNKNOWN) {
      early.refute();
      longNames.refute();
    } else if (sure) {
      early.bearOut();
    } else if (found instanceof Line.Entry) {
      if (early.size() >= MOST_EARLY) {
        early.refute();
        return Line.UNKNOWN;
      }
      return early.hold(line, found);
    }
    return found;
  }

  private Line found(String line) {
    if (Words.isBlank(line.charAt(0))) {
      return below();
    }
    longNames.refute();
    boolean directory = words.last(0) == '/' && words.length(0) > 1;
    String name = directory ? line.substring(0, words.end(0) - 1) : words.text(0);
    if (name.indexOf('/') >= 0 || words.count() < 2 && !sure) {
      return Line.UNKNOWN;
    }
    if (words.count() == 1) {
      // A shorter name would have had room for its size.
      if (words.length(0) < column - MOST_DIGITS) {
        return Line.UNKNOWN;
      }
      longName = line.stripTrailing();
      return longNames.hold(line, Line.CONTINUATION);
    }
    if (!inColumn(directory)) {
      return Line.UNKNOWN;
    }
    column = words.end(1);
    sure |= directory;
    return entry(name, directory, 1);
  }

  /** The rest of an entry whose name had no room, or of a description, where descriptions stand. */
  private Line below() {
    boolean directory = longName.endsWith("/");
    boolean size = directory ? words.is(0, "-") || words.is(0, "=") : words.number(0) >= 0;
    if (!longNames.isEmpty() && size && words.end(0) == column) {
      longNames.bearOut();
      return entry(
          directory ? longName.substring(0, longName.length() - 1) : longName, directory, 0);
    }
    longNames.refute();
    return sure && words.start(0) > column ? Line.CONTINUATION : Line.UNKNOWN;
  }

  /** Whether the second word is a size, or a directory's mark, and stands where sizes do. */
  private boolean inColumn(boolean directory) {
    boolean plain = words.number(1) >= 0;
    boolean marked = words.is(1, "-") || words.is(1, "=");
    boolean padded = words.start(1) - words.end(0) > 1;
    if (directory ? !marked && !plain : !plain) {
      return false;
    }
    return column < 0 ? padded && words.end(1) >= 16 : words.end(1) == column;
  }

  private Line entry(String name, boolean directory, int size) {
    int next = size + 1;
    ModifiedTime time = null;
    if (next + 1 < words.count() && dates.at(words, next)) {
      time = dates.time();
      while (next < words.count() && words.start(next) < dates.end()) {
        next++;
      }
    }
    boolean link = next + 1 < words.count() && words.is(next, "->");
    return new Line.Entry(
        new FtpEntry(
            name,
            link ? Type.SYMLINK : directory ? Type.DIRECTORY : Type.FILE,
            directory ? -1 : words.number(size),
            time,
            null,
            null,
            null,
            target(link, next),
            Map.of()));
  }

  private @Nullable String target(boolean link, int arrow) {
    return link ? words.rest(arrow).stripTrailing() : null;
  }

  @Override
  public List<Settled> settled() {
    List<Settled> before = early.take();
    List<Settled> behind = longNames.take();
    if (before.isEmpty() || behind.isEmpty()) {
      return before.isEmpty() ? behind : before;
    }
    return java.util.stream.Stream.concat(before.stream(), behind.stream()).toList();
  }

  @Override
  public List<Settled> atEnd() {
    early.refute();
    longNames.refute();
    return settled();
  }
}
