package dev.ketch.ftp.listing;

import dev.ketch.ftp.listing.FtpEntry.Type;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/**
 * {@code QSYS 77824 02/23/00 15:09:55 *DIR home/} of IBM i (OS/400). Members of a file come as
 * {@code NAME.FILE/NAME.MBR} behind the file itself: those belong to the file's own listing.
 */
final class Os400Parser implements ListingParser {
  private final Words words = new Words();
  private final Dates dates;
  private final DayOrder order;
  private String lastFile = "";

  /** Whether there was anything but members, so that this is no listing of a file's members. */
  private boolean others;

  Os400Parser(Clock clock, ZoneId zone) {
    this.dates = new Dates(clock, zone);
    this.order = new DayOrder(dates);
  }

  @Override
  public Line parse(String line) {
    words.of(line);
    if (words.count() == 0) {
      return Line.BLANK;
    }
    int type = 1;
    while (type < Math.min(5, words.count()) && words.first(type) != '*') {
      type++;
    }
    if (type >= words.count() - 1 || words.first(type) != '*' || words.length(type) < 3) {
      return Line.UNKNOWN;
    }
    boolean full = type == 4;
    int[] date = full ? date() : new int[0];
    long size = full ? words.number(1) : -1;
    // A member has neither size nor time of its own.
    boolean member = type == 1 && words.is(type, "*MEM") && words.last(words.count() - 1) == 'R';
    if (full ? date.length == 0 || size < 0 || !isKind(type) : !member) {
      return Line.UNKNOWN;
    }
    Line found = entry(words.text(type), words.rest(type).stripTrailing(), size);
    return full && found instanceof Line.Entry entry ? dated(entry.entry(), date) : found;
  }

  private Line dated(FtpEntry entry, int[] date) {
    int seconds = ClockText.seconds(words.line(), words.start(3), words.end(3));
    if (date.length == 4) {
      ModifiedTime time = dates.second(date[0], date[1], date[2], seconds, 0);
      return time == null ? Line.UNKNOWN : new Line.Entry(entry.withModified(time));
    }
    return order.line(words.line(), entry, date, seconds, true, true);
  }

  private boolean isKind(int word) {
    for (int i = 1; i < words.length(word); i++) {
      if (words.at(word, i) < 'A' || words.at(word, i) > 'Z') {
        return false;
      }
    }
    return true;
  }

  private Line entry(String kind, String told, long size) {
    String name = told.endsWith("/") ? told.substring(0, told.length() - 1) : told;
    if (kind.equals("*FILE")) {
      lastFile = name;
    }
    int slash = name.lastIndexOf('/');
    if (slash >= 0 && kind.equals("*MEM")) {
      if (name.substring(0, slash).equals(lastFile)) {
        return Line.MEMBER;
      }
      if (others) {
        return Line.UNKNOWN; // A member whose file was not listed, or was in a line nobody read.
      }
      name = name.substring(slash + 1);
    }
    others |= !kind.equals("*MEM");
    if (name.isEmpty()) {
      return Line.UNKNOWN;
    }
    Type type =
        switch (kind) {
          case "*DIR", "*DDIR", "*LIB", "*FLR" -> Type.DIRECTORY;
          case "*SYMLNK" -> Type.SYMLINK;
          // A physical file is a directory of members; a save file is one piece.
          case "*FILE" -> name.endsWith(".SAVF") ? Type.FILE : Type.DIRECTORY;
          default -> Type.FILE;
        };
    return new Line.Entry(
        new FtpEntry(
            name, type, size, null, null, words.text(0), null, null, Map.of("type", kind)));
  }

  /** As they stand; with points the day is first, so year, month, day and 1. */
  private int[] date() {
    String line = words.line();
    int from = words.start(2);
    if (words.length(2) != 8) {
      return new int[0];
    }
    int a = Scan.small(line, from, from + 2);
    int b = Scan.small(line, from + 3, from + 5);
    int c = Scan.small(line, from + 6, from + 8);
    if (a < 0 || b < 0 || c < 0) {
      return new int[0];
    }
    boolean dayFirst = line.charAt(from + 2) == '.' && a <= 31;
    return dayFirst ? new int[] {Dates.fullYear(c), b, a, 1} : new int[] {a, b, c};
  }

  @Override
  public List<Settled> settled() {
    return order.settled();
  }

  @Override
  public List<Settled> atEnd() {
    return order.atEnd();
  }
}
