package dev.ketch.ftp.listing;

import org.jspecify.annotations.Nullable;

/**
 * Finds the date of a UNIX line: first the forms that nearly all servers send, then the odd ones.
 */
final class UnixDates {
  private final Dates dates;
  private int firstWord;
  private int end;
  private @Nullable ModifiedTime time;

  UnixDates(Dates dates) {
    this.dates = dates;
  }

  /** The word that the date begins with. */
  int firstWord() {
    return firstWord;
  }

  /** Where the date ends in the line. */
  int end() {
    return end;
  }

  @Nullable ModifiedTime time() {
    return time;
  }

  /** Looks for a date with a size before it; true if there is one. */
  boolean find(Words words, int from) {
    int last = words.count() - 1;
    for (int i = from + 1; i < last; i++) {
      if (isSize(words, i - 1) && (english(words, i) || iso(words, i))) {
        return true;
      }
    }
    for (int i = from + 1; i < last; i++) {
      if (isSize(words, i - 1) && (otherOrder(words, i) || numeric(words, i))) {
        return true;
      }
      // "Mon Jan 12 10:20:30 2003": BusyBox with full times.
      if (i + 1 < last && isSize(words, i - 1) && words.length(i) == 3 && english(words, i + 1)) {
        firstWord = i;
        return true;
      }
    }
    return false;
  }

  private static boolean isSize(Words words, int word) {
    char last = words.last(word);
    if (last >= '0' && last <= '9') {
      return true;
    }
    int length = words.length(word);
    return length > 1
        && "kKmMgGtT".indexOf(last) >= 0
        && Character.isDigit(words.at(word, length - 2));
  }

  private boolean found(int first, int lastWord, Words words, @Nullable ModifiedTime found) {
    if (found == null) {
      return false;
    }
    firstWord = first;
    end = words.end(lastWord);
    time = found;
    return true;
  }

  /** {@code Mar 20 09:48}, {@code Mar 20 2003}, {@code Mar 20 09:48:59 2003}. */
  private boolean english(Words words, int i) {
    int month = Months.english(words.line(), words.start(i), words.end(i));
    if (month == 0 || i + 2 >= words.count()) {
      return false;
    }
    int day = Scan.small(words.line(), words.start(i + 1), words.end(i + 1));
    return day >= 1 && yearOrTime(words, i, i + 2, month, day);
  }

  /** What follows month and day: a time of this year, or a year, or both. */
  private boolean yearOrTime(Words words, int first, int i, int month, int day) {
    String line = words.line();
    int from = words.start(i);
    int to = words.end(i);
    if (to - from == 4 && Scan.digits(line, from, to)) {
      return found(first, i, words, dates.day(Scan.small(line, from, to), month, day));
    }
    int minutes = ClockText.minutes(line, from, to);
    if (minutes >= 0) {
      return found(first, i, words, dates.recent(month, day, minutes));
    }
    int seconds = ClockText.seconds(line, from, to);
    int year = i + 1 < words.count() && words.length(i + 1) == 4 ? (int) words.number(i + 1) : -1;
    return seconds >= 0
        && year > 0
        && found(first, i + 1, words, dates.second(year, month, day, seconds, 0));
  }

  /** {@code 2026-01-31 12:30[:15[.123] +0100]}, or the day alone. */
  private boolean iso(Words words, int i) {
    String line = words.line();
    int from = words.start(i);
    if (words.length(i) != 10 || line.charAt(from + 4) != '-' || line.charAt(from + 7) != '-') {
      return false;
    }
    int year = Scan.small(line, from, from + 4);
    int month = Scan.small(line, from + 5, from + 7);
    int day = Scan.small(line, from + 8, from + 10);
    int minutes = ClockText.minutes(line, words.start(i + 1), words.end(i + 1));
    if (minutes >= 0) {
      return found(i, i + 1, words, dates.minute(year, month, day, minutes));
    }
    int dot = line.indexOf('.', words.start(i + 1));
    boolean fraction = dot > 0 && dot < words.end(i + 1);
    int stop = fraction ? dot : words.end(i + 1);
    int seconds = ClockText.seconds(line, words.start(i + 1), stop);
    if (seconds >= 0) {
      int nanos = fraction ? Math.max(0, Scan.nanos(line, dot + 1, words.end(i + 1))) : 0;
      boolean zoned = i + 2 < words.count() && isOffset(words, i + 2);
      return zoned
          ? found(i, i + 2, words, zoned(words, i + 2, year, month, day, seconds, nanos))
          : found(i, i + 1, words, dates.second(year, month, day, seconds, nanos));
    }
    // A time that is none, or an offset without its time, is no name.
    boolean damaged =
        words.length(i + 1) > 3 && line.charAt(words.end(i + 1) - 3) == ':'
            || isOffset(words, i + 1);
    if (damaged || !found(i, i, words, dates.day(year, month, day))) {
      return false;
    }
    // "ls --time-style=iso" fills the place of the time with a blank.
    end += end + 1 < line.length() && line.charAt(end + 1) == ' ' ? 1 : 0;
    return true;
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
        java.time.Instant.ofEpochSecond(
            words.first(word) == '-' ? local + offset : local - offset, nanos),
        ModifiedTime.Precision.SECOND);
  }

  /** Month and day in any order and language: {@code 20 mars 09:48}, {@code 26. Juli, 20:10}. */
  private boolean otherOrder(Words words, int i) {
    if (i + 2 >= words.count()) {
      return dayMonthYear(words, i);
    }
    int year = yearAt(words, i);
    int at = year > 0 && i + 3 < words.count() ? i + 1 : i;
    int month = Months.any(words.text(at));
    int day = dayAt(words, at + 1);
    if (month == 0 || day < 1) {
      month = Months.any(words.text(at + 1));
      day = dayAt(words, at);
    }
    if (month == 0 || day < 1) {
      return dayMonthYear(words, i);
    }
    if (at > i) { // "2003 5월 20", with or without a time behind it.
      int minutes = ClockText.minutes(words.line(), words.start(at + 2), words.end(at + 2));
      return minutes >= 0
          ? found(i, at + 2, words, dates.minute(year, month, day, minutes))
          : found(i, at + 1, words, dates.day(year, month, day));
    }
    boolean comma = words.last(i + 1) == ',';
    int shown = yearAt(words, i + 2);
    if (shown > 0) {
      int minutes =
          comma && i + 3 < words.count()
              ? ClockText.minutes(words.line(), words.start(i + 3), words.end(i + 3))
              : -1;
      return minutes >= 0
          ? found(i, i + 3, words, dates.minute(shown, month, day, minutes))
          : found(i, i + 2, words, dates.day(shown, month, day));
    }
    return yearOrTime(words, i, i + 2, month, day);
  }

  /** Four digits, with a character behind them that is not ASCII where years have one. */
  private static int yearAt(Words words, int word) {
    int length = words.length(word);
    if (length < 4 || length > 7 || length > 4 && words.at(word, 4) < 0x80) {
      return -1;
    }
    int year = Scan.small(words.line(), words.start(word), words.start(word) + 4);
    return year >= 1900 && year < 2200 ? year : -1;
  }

  /** One or two digits, with a point, a comma or a character behind them that is not ASCII. */
  private static int dayAt(Words words, int word) {
    int length = words.length(word);
    int digits = length > 1 && Character.isDigit(words.at(word, 1)) ? 2 : 1;
    boolean bare = length == digits;
    char next = bare ? ' ' : words.at(word, digits);
    if (!bare && next != '.' && next != ',' && next < 0x80 || length > digits + 3) {
      return -1;
    }
    int day = Scan.small(words.line(), words.start(word), words.start(word) + digits);
    return day > 31 ? -1 : day;
  }

  /** {@code 01-jun-99} and {@code 01-Jun-1999 12:30}. */
  private boolean dayMonthYear(Words words, int i) {
    String line = words.line();
    int from = words.start(i);
    int to = words.end(i);
    int dash = line.indexOf('-', from);
    int second = dash < 0 ? -1 : line.indexOf('-', dash + 1);
    if (second < 0 || second >= to) {
      return false;
    }
    int day = Scan.small(line, from, dash);
    int month = Months.any(line.substring(dash + 1, second));
    int year = Scan.small(line, second + 1, to);
    if (month == 0 || year < 0) {
      return false;
    }
    int minutes = ClockText.minutes(line, words.start(i + 1), words.end(i + 1));
    return minutes >= 0
        ? found(i, i + 1, words, dates.minute(Dates.fullYear(year), month, day, minutes))
        : found(i, i, words, dates.day(Dates.fullYear(year), month, day));
  }

  /** {@code 3 29 03:26} and {@code 09-26 2000}: the month is a number. */
  private boolean numeric(Words words, int i) {
    String line = words.line();
    int dash = line.indexOf('-', words.start(i));
    boolean dashed = dash > 0 && dash < words.end(i);
    int month = Scan.small(line, words.start(i), dashed ? dash : words.end(i));
    int at = dashed ? i + 1 : i + 2;
    if (month < 1 || month > 12 || at >= words.count() - 1 && !dashed || at >= words.count()) {
      return false;
    }
    int day =
        dashed
            ? Scan.small(line, dash + 1, words.end(i))
            : Scan.small(line, words.start(i + 1), words.end(i + 1));
    return day >= 1 && day <= 31 && yearOrTime(words, i, at, month, day);
  }
}
