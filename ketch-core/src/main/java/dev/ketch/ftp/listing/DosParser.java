package dev.ketch.ftp.listing;

import dev.ketch.ftp.listing.FtpEntry.Type;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/**
 * {@code 02-19-04 09:30AM <DIR> name}: MS-DOS listings of IIS and Windows CE, with years of two or
 * four digits; and the other way round, {@code NAME <DIR> 11-16-94 17:16}, of servers for 16-bit
 * Windows, with attributes behind or without.
 */
final class DosParser implements ListingParser {
  private static final String[] ARROWS = {" -> ", " => "};

  private final Words words = new Words();
  private final Dates dates;
  private final DayOrder order;

  DosParser(Clock clock, ZoneId zone) {
    this.dates = new Dates(clock, zone);
    this.order = new DayOrder(dates);
  }

  @Override
  public Line parse(String line) {
    words.of(line);
    if (words.count() == 0) {
      return Line.BLANK;
    }
    if (words.count() < 4) {
      return Line.UNKNOWN;
    }
    boolean half = isHalf(2);
    int seconds = clock(1, half);
    int[] date = seconds < 0 ? new int[0] : date(0);
    return date.length == 0 ? nameFirst() : dateFirst(line, date, seconds, half ? 3 : 2);
  }

  private Line dateFirst(String line, int[] date, int seconds, int sizeAt) {
    if (words.count() <= sizeAt + 1) {
      return Line.UNKNOWN;
    }
    boolean directory = isDirectory(sizeAt);
    boolean link =
        words.is(sizeAt, "<JUNCTION>")
            || words.is(sizeAt, "<SYMLINK>")
            || words.is(sizeAt, "<SYMLINKD>");
    long size = directory || link ? -1 : words.groupedNumber(sizeAt);
    if (!directory && !link && size < 0) {
      return Line.UNKNOWN;
    }
    // IIS pads <DIR> with ten blanks and a size with one; a name may begin with blanks of its own.
    int next = words.start(sizeAt + 1);
    int nameAt = link ? next : Math.min(words.end(sizeAt) + (directory ? 10 : 1), next);
    // Twelve hours with AM and PM: Americans write so, and IIS whatever the country.
    boolean american = sizeAt == 3 || Character.isLetter(words.last(1));
    return entry(line.substring(nameAt), type(directory, link), size, date, seconds, american);
  }

  private static Type type(boolean directory, boolean link) {
    return link ? Type.SYMLINK : directory ? Type.DIRECTORY : Type.FILE;
  }

  private Line entry(String told, Type type, long size, int[] date, int seconds, boolean american) {
    String name = told;
    String target = null;
    if (type == Type.SYMLINK) {
      int bracket = told.endsWith("]") ? told.lastIndexOf(" [") : -1;
      int cut = bracket;
      for (int i = 0; cut < 0 && i < ARROWS.length; i++) {
        cut = told.indexOf(ARROWS[i]);
      }
      if (cut > 0) {
        name = told.substring(0, cut);
        target = bracket > 0 ? told.substring(cut + 2, told.length() - 1) : told.substring(cut + 4);
      }
    }
    FtpEntry entry = new FtpEntry(name, type, size, null, null, null, null, target, Map.of());
    if (date[3] == 1) {
      ModifiedTime time = dates.minute(date[0], date[1], date[2], seconds / 60);
      return time == null ? Line.UNKNOWN : new Line.Entry(entry.withModified(time));
    }
    return order.line(words.line(), entry, date, seconds, false, !american);
  }

  private boolean isDirectory(int word) {
    return words.isIgnoringCase(word, "<DIR>");
  }

  /** {@code NAME 1045 05-10-95 11:01}, {@code NAME 1045 May 10 1995 11:01 RHA}. */
  private Line nameFirst() {
    if (!isShortName(words.text(0))) {
      return Line.UNKNOWN;
    }
    int month = Months.english(words.line(), words.start(2), words.end(2));
    int clock = month > 0 ? 5 : 3;
    boolean attributes = words.count() == clock + 2 && areAttributes(clock + 1);
    boolean fits = words.count() == clock + 1 || attributes;
    boolean directory = isDirectory(1);
    long size = directory ? -1 : words.number(1);
    int seconds = fits ? clock(clock, false) : -1;
    if (seconds < 0 || !directory && size < 0) {
      return Line.UNKNOWN;
    }
    int[] date =
        month > 0 ? new int[] {(int) words.number(4), month, (int) words.number(3), 1} : date(2);
    return date.length == 0
        ? Line.UNKNOWN
        : entry(words.text(0), type(directory, false), size, date, seconds, false);
  }

  private boolean areAttributes(int word) {
    for (int i = 0; i < words.length(word); i++) {
      if ("RHSA".indexOf(words.at(word, i)) < 0) {
        return false;
      }
    }
    return true;
  }

  /** Eight letters, a point and three more, as all names of 16-bit Windows are; and the dots. */
  private static boolean isShortName(String name) {
    int dot = name.indexOf('.');
    int end = dot < 0 ? name.length() : dot;
    return name.equals(".")
        || name.equals("..")
        || end > 0 && end <= 8 && name.length() - end <= 4 && name.indexOf('.', end + 1) < 0;
  }

  private boolean isHalf(int word) {
    return words.isIgnoringCase(word, "AM") || words.isIgnoringCase(word, "PM");
  }

  /** Seconds since midnight, with {@code AM} or {@code PM} glued or as the next word; or -1. */
  private int clock(int word, boolean half) {
    String text = half ? words.text(word) + words.text(word + 1) : words.text(word);
    int minutes = ClockText.minutes(text, 0, text.length());
    return minutes >= 0 ? minutes * 60 : ClockText.seconds(text, 0, text.length());
  }

  /** The three numbers of a date, and 1 behind them if they are year, month, day; or nothing. */
  private int[] date(int word) {
    String line = words.line();
    int from = words.start(word);
    int to = words.end(word);
    int first = separator(line, from, to);
    int second = first < 0 ? -1 : separator(line, first + 1, to);
    if (second < 0 || separator(line, second + 1, to) >= 0) {
      return new int[0];
    }
    int a = Scan.small(line, from, first);
    int b = Scan.small(line, first + 1, second);
    int c = Scan.small(line, second + 1, to);
    if (a < 0 || b < 0 || c < 0) {
      return new int[0];
    }
    boolean dayFirst = line.charAt(first) == '.' && first - from < 4;
    return dayFirst
        ? new int[] {Dates.fullYear(c), b, a, 1}
        : new int[] {a, b, c, first - from == 4 ? 1 : 0};
  }

  private static int separator(String line, int from, int to) {
    for (int i = from; i < to; i++) {
      if (line.charAt(i) == '-' || line.charAt(i) == '/' || line.charAt(i) == '.') {
        return i;
      }
    }
    return -1;
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
