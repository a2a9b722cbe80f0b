package dev.ketch.ftp.listing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Dates of UNIX lines that are all digits, with the year in front or behind: {@code 2026-01-31
 * 12:30[:15[.123] +0100]}, {@code 2026/01/31 12:30}, {@code 2026.01.31}, {@code
 * 2026-01-31T12:30:15}, {@code 31-01-2026 12:30}.
 */
final class IsoDates {
  private final Dates dates;
  private int end;
  private @Nullable ModifiedTime time;

  IsoDates(Dates dates) {
    this.dates = dates;
  }

  /** Where the date ends in the line; for a day whose time was left blank, behind that blank. */
  int end() {
    return end;
  }

  @Nullable ModifiedTime time() {
    return time;
  }

  /** Whether such a date begins at this word, and something follows it. */
  boolean find(Words words, int i) {
    String line = words.line();
    int from = words.start(i);
    int length = words.length(i);
    if (length < 10 || i + 1 >= words.count()) {
      return false;
    }
    if (isSeparated(line, from + 4, from + 7)) {
      int year = Scan.small(line, from, from + 4);
      int month = Scan.small(line, from + 5, from + 7);
      int day = Scan.small(line, from + 8, from + 10);
      return length == 10
          ? withClock(words, i, year, month, day)
          : line.charAt(from + 10) == 'T' && stamp(words, i, year, month, day);
    }
    if (length == 10 && isSeparated(line, from + 2, from + 5)) {
      int a = Scan.small(line, from, from + 2);
      int b = Scan.small(line, from + 3, from + 5);
      boolean monthFirst = b > 12;
      return withClock(
          words, i, Scan.small(line, from + 6, from + 10), monthFirst ? a : b, monthFirst ? b : a);
    }
    return false;
  }

  private static boolean isSeparated(String line, int first, int second) {
    char c = line.charAt(first);
    return (c == '-' || c == '/' || c == '.') && line.charAt(second) == c;
  }

  private boolean found(int to, @Nullable ModifiedTime found) {
    end = to;
    time = found;
    return found != null;
  }

  private boolean withClock(Words words, int i, int year, int month, int day) {
    String line = words.line();
    int minutes = ClockText.minutes(line, words.start(i + 1), words.end(i + 1));
    if (minutes >= 0) {
      return found(words.end(i + 1), dates.minute(year, month, day, minutes));
    }
    int dot = line.indexOf('.', words.start(i + 1));
    boolean fraction = dot > 0 && dot < words.end(i + 1);
    int stop = fraction ? dot : words.end(i + 1);
    int seconds = ClockText.seconds(line, words.start(i + 1), stop);
    if (seconds >= 0) {
      int nanos = fraction ? Math.max(0, Scan.nanos(line, dot + 1, words.end(i + 1))) : 0;
      boolean zoned = i + 2 < words.count() && isOffset(words, i + 2);
      return zoned
          ? found(words.end(i + 2), zoned(words, i + 2, year, month, day, seconds, nanos))
          : found(words.end(i + 1), dates.second(year, month, day, seconds, nanos));
    }
    // A time that is none, or an offset without its time, is no name.
    boolean damaged =
        words.length(i + 1) > 3 && line.charAt(words.end(i + 1) - 3) == ':'
            || isOffset(words, i + 1);
    return !damaged && found(behind(words, i), dates.day(year, month, day));
  }

  /** "ls --time-style=iso" fills the place of the time with a blank; where points are, with all. */
  private static int behind(Words words, int i) {
    int to = words.end(i);
    if (words.at(i, 4) == '.') {
      return words.start(i + 1) - 1;
    }
    return words.start(i + 1) > to + 1 && words.line().charAt(to + 1) == ' ' ? to + 1 : to;
  }

  /** {@code 2024-02-03T04:05:06}, with a fraction, {@code Z} or an offset behind it. */
  private boolean stamp(Words words, int i, int year, int month, int day) {
    String line = words.line();
    int from = words.start(i) + 11;
    int to = words.end(i);
    int stop = Math.min(to, from + 8);
    int seconds = ClockText.seconds(line, from, stop);
    if (seconds < 0) {
      int minutes = ClockText.minutes(line, from, to);
      return minutes >= 0 && found(to, dates.minute(year, month, day, minutes));
    }
    if (stop == to || line.charAt(stop) == '.' && Scan.digits(line, stop + 1, to)) {
      return found(to, dates.second(year, month, day, seconds, 0));
    }
    // An instant, whatever the server's zone.
    try {
      Instant instant = java.time.OffsetDateTime.parse(words.text(i)).toInstant();
      return found(to, new ModifiedTime(instant, ModifiedTime.Precision.SECOND));
    } catch (java.time.format.DateTimeParseException e) {
      return false;
    }
  }

  private static boolean isOffset(Words words, int word) {
    char sign = words.first(word);
    return words.length(word) == 5
        && (sign == '+' || sign == '-')
        && Scan.digits(words.line(), words.start(word) + 1, words.end(word));
  }

  private @Nullable ModifiedTime zoned(
      Words words, int word, int year, int month, int day, int seconds, int nanos) {
    long epochDay = Dates.epochDay(year, month, day);
    if (epochDay == Dates.NO_DAY) {
      return null;
    }
    int at = words.start(word) + 1;
    int offset =
        Scan.small(words.line(), at, at + 2) * 3600 + Scan.small(words.line(), at + 2, at + 4) * 60;
    long local = epochDay * 86_400 + seconds;
    return new ModifiedTime(
        Instant.ofEpochSecond(words.first(word) == '-' ? local + offset : local - offset, nanos),
        ModifiedTime.Precision.SECOND);
  }
}
