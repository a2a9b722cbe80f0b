package dev.ketch.ftp.listing;

import dev.ketch.ftp.listing.FtpEntry.Type;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Small systems: VxWorks ({@code 2048 Feb-28-1998 05:23:30 name <DIR>}), Bay and Nortel routers
 * ({@code name 1014196 06/03/04 Thur. 10:20:03}), VShell ({@code 206876 Apr 04, 2000 21:06 name}),
 * and OS-9 ({@code 20.20 07/03/29 1026 d-ewrewr 2650 85920 name}).
 */
final class RouterParser implements ListingParser {
  private static final String WEEKDAYS = "montuewedthufrisatsun";

  private final Words words = new Words();
  private final Dates dates;
  private final HeldLines headings = new HeldLines();
  private boolean columnNames;

  RouterParser(Clock clock, ZoneId zone) {
    this.dates = new Dates(clock, zone);
  }

  @Override
  public Line parse(String line) {
    words.of(line);
    if (words.count() == 0) {
      return Line.BLANK;
    }
    if (isHeading()) {
      return headings.hold(line, Line.HEADING);
    }
    Line found = words.count() < 4 || !words.areAll() ? Line.UNKNOWN : entry();
    if (found != Line.UNKNOWN || columnNames) {
      headings.bearOut();
    } else {
      headings.refute();
    }
    return found;
  }

  private Line entry() {
    if (words.number(0) >= 0) {
      Line found = vxWorks();
      return found == Line.UNKNOWN ? vShell() : found;
    }
    return isOs9() ? os9() : nortel();
  }

  /**
   * {@code 20.20 07/03/29 1026 d-ewrewr 2650 85920 name}: owner, date, time, attributes, sector.
   */
  private boolean isOs9() {
    if (words.count() < 7 || words.length(3) != 8 || words.length(1) != 8) {
      return false;
    }
    for (int i = 0; i < 8; i++) {
      char c = words.at(3, i);
      if (c != '-' && c != "dsewrewr".charAt(i)) {
        return false;
      }
    }
    int point = words.text(0).indexOf('.');
    return point > 0
        && words.at(1, 2) == '/'
        && words.at(1, 5) == '/'
        && words.length(2) == 4
        && words.number(2) >= 0
        && words.number(5) >= 0;
  }

  private Line os9() {
    String line = words.line();
    int from = words.start(1);
    int year = Scan.small(line, from, from + 2);
    ModifiedTime time =
        year < 0
            ? null
            : dates.day(
                Dates.fullYear(year),
                Scan.small(line, from + 3, from + 5),
                Scan.small(line, from + 6, from + 8));
    return entry(words.rest(5), words.first(3) == 'd', words.number(5), time);
  }

  @Override
  public List<Settled> settled() {
    return headings.take();
  }

  @Override
  public List<Settled> atEnd() {
    if (columnNames) {
      headings.bearOut();
    } else {
      headings.refute();
    }
    return headings.take();
  }

  /** Column names, the rule below them, and what stands above them. */
  private boolean isHeading() {
    if (words.are("size", "date", "time", "name") && words.count() == 4
        || words.are("File", "Name", "Size", "Date")
        || words.are("Owner", "Last", "modified", "Attributes")) {
      columnNames = true;
      return true;
    }
    boolean drive =
        words.are("Volume", "-", "drive") && words.count() == 4
            || words.are("Directory", "of") && words.count() == 3;
    return drive && words.last(words.count() - 1) == ':' || columnNames && isRule();
  }

  private boolean isRule() {
    String line = words.line();
    for (int i = words.start(0); i < line.length(); i++) {
      if (line.charAt(i) != '-' && !Words.isBlank(line.charAt(i))) {
        return false;
      }
    }
    return words.length(0) > 3;
  }

  private Line vxWorks() {
    String date = words.text(1);
    int last = words.count() - 1;
    if (date.length() < 9 || date.charAt(3) != '-' || date.charAt(6) != '-') {
      return Line.UNKNOWN;
    }
    int year = Scan.small(date, 7, date.length());
    int seconds = ClockText.seconds(words.line(), words.start(2), words.end(2));
    ModifiedTime time =
        year < 0
            ? null
            : dates.second(
                Dates.fullYear(year),
                Months.english(date, 0, 3),
                Scan.small(date, 4, 6),
                seconds,
                0);
    boolean directory = words.is(last, "<DIR>") && last > 3;
    String name = words.text(3, directory ? last - 1 : last);
    return entry(name, directory, words.number(0), time);
  }

  private Line vShell() {
    String line = words.line();
    int month = Months.english(line, words.start(1), words.end(1));
    if (month == 0 || words.last(2) != ',' || words.count() < 6) {
      return Line.UNKNOWN;
    }
    int day = Scan.small(line, words.start(2), words.end(2) - 1);
    int minutes = ClockText.minutes(line, words.start(4), words.end(4));
    String told = words.rest(4);
    boolean directory = told.endsWith("/") && told.length() > 1;
    ModifiedTime time =
        words.length(3) == 4 ? dates.minute((int) words.number(3), month, day, minutes) : null;
    return entry(
        directory ? told.substring(0, told.length() - 1) : told, directory, words.number(0), time);
  }

  private Line nortel() {
    int last = words.count() - 1;
    String line = words.line();
    String date = words.text(Math.max(0, last - 2));
    int seconds = ClockText.seconds(line, words.start(last), words.end(last));
    boolean slashed = date.length() == 8 && date.charAt(2) == '/' && date.charAt(5) == '/';
    if (last != 4 || !slashed || seconds < 0 || !isWeekday(words.text(3))) {
      return Line.UNKNOWN;
    }
    int year = Scan.small(date, 6, 8);
    ModifiedTime time =
        year < 0
            ? null
            : dates.second(
                Dates.fullYear(year), Scan.small(date, 0, 2), Scan.small(date, 3, 5), seconds, 0);
    long size = words.number(last - 3);
    return size < 0 ? Line.UNKNOWN : entry(words.text(0), false, size, time);
  }

  /** {@code Fri.} and {@code Thur.} */
  private static boolean isWeekday(String word) {
    String day = word.endsWith(".") ? word.substring(0, word.length() - 1) : word;
    return day.length() >= 3
        && WEEKDAYS.indexOf(day.substring(0, 3).toLowerCase(Locale.ROOT)) % 3 == 0;
  }

  private static Line entry(
      String name, boolean directory, long size, @Nullable ModifiedTime time) {
    return time == null
        ? Line.UNKNOWN
        : new Line.Entry(
            FtpEntry.of(name, directory ? Type.DIRECTORY : Type.FILE, directory ? -1 : size, time));
  }
}
