package dev.ketch.ftp.listing;

import dev.ketch.ftp.listing.FtpEntry.Type;
import java.time.Clock;
import java.time.ZoneId;

/** {@code 1123 DIR A 10-05-100 23:38 name} of OS/2, whose years count from 1900. */
final class Os2Parser implements ListingParser {
  private final Words words = new Words();
  private final Dates dates;

  Os2Parser(Clock clock, ZoneId zone) {
    this.dates = new Dates(clock, zone);
  }

  @Override
  public Line parse(String line) {
    words.of(line);
    if (words.count() == 0) {
      return Line.BLANK;
    }
    long size = words.number(0);
    if (size < 0 || words.count() < 4) {
      return Line.UNKNOWN;
    }
    boolean directory = false;
    int date = 1;
    while (date < Math.min(4, words.count()) && isAttributes(date)) {
      directory |= words.is(date, "DIR");
      date++;
    }
    if (date + 2 >= words.count()) {
      return Line.UNKNOWN;
    }
    ModifiedTime time = time(date);
    return time == null
        ? Line.UNKNOWN
        : new Line.Entry(
            FtpEntry.of(
                words.rest(date + 1),
                directory ? Type.DIRECTORY : Type.FILE,
                directory ? -1 : size,
                time));
  }

  private boolean isAttributes(int word) {
    if (words.is(word, "DIR")) {
      return true;
    }
    for (int i = 0; i < words.length(word); i++) {
      if ("AHRSD".indexOf(words.at(word, i)) < 0) {
        return false;
      }
    }
    return true;
  }

  private @org.jspecify.annotations.Nullable ModifiedTime time(int date) {
    String line = words.line();
    int from = words.start(date);
    if (words.length(date) < 8 || line.charAt(from + 2) != '-' || line.charAt(from + 5) != '-') {
      return null;
    }
    int year = Scan.small(line, from + 6, words.end(date));
    int minutes = ClockText.minutes(line, words.start(date + 1), words.end(date + 1));
    return year < 0
        ? null
        : dates.minute(
            Dates.fullYear(year),
            Scan.small(line, from, from + 2),
            Scan.small(line, from + 3, from + 5),
            minutes);
  }
}
