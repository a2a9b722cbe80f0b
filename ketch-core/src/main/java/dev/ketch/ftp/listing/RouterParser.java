package dev.ketch.ftp.listing;

import dev.ketch.ftp.listing.FtpEntry.Type;
import java.time.Clock;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Small systems: VxWorks ({@code 2048 Feb-28-1998 05:23:30 name <DIR>}), Bay and Nortel routers
 * ({@code name 1014196 06/03/04 Thur. 10:20:03}), and VShell ({@code 206876 Apr 04, 2000 21:06
 * name}).
 */
final class RouterParser implements ListingParser {
  private final Words words = new Words();
  private final Dates dates;

  RouterParser(Clock clock, ZoneId zone) {
    this.dates = new Dates(clock, zone);
  }

  @Override
  public Line parse(String line) {
    words.of(line);
    if (words.count() == 0 || isHeading()) {
      return Line.NOTHING;
    }
    if (words.count() < 4) {
      return Line.UNKNOWN;
    }
    if (words.number(0) >= 0) {
      Line found = vxWorks();
      return found == Line.UNKNOWN ? vShell() : found;
    }
    return nortel();
  }

  /** Column names and the rules below them. */
  private boolean isHeading() {
    if (words.are("size", "date", "time", "name")
        || words.are("File", "Name", "Size", "Date")
        || words.are("Volume", "-", "drive")
        || words.are("Directory", "of") && words.count() == 3) {
      return true;
    }
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
    String date = last >= 4 ? words.text(last - 2) : "";
    int seconds = ClockText.seconds(line, words.start(last), words.end(last));
    if (date.length() != 8 || date.charAt(2) != '/' || date.charAt(5) != '/' || seconds < 0) {
      return Line.UNKNOWN;
    }
    int year = Scan.small(date, 6, 8);
    ModifiedTime time =
        year < 0
            ? null
            : dates.second(
                Dates.fullYear(year), Scan.small(date, 0, 2), Scan.small(date, 3, 5), seconds, 0);
    long size = words.number(last - 3);
    return size < 0 ? Line.UNKNOWN : entry(words.text(0, last - 4), false, size, time);
  }

  private static Line entry(
      String name, boolean directory, long size, @Nullable ModifiedTime time) {
    return time == null
        ? Line.UNKNOWN
        : new Line.Entry(
            FtpEntry.of(name, directory ? Type.DIRECTORY : Type.FILE, directory ? -1 : size, time));
  }
}
