package dev.ketch.ftp.listing;

import org.jspecify.annotations.Nullable;

/**
 * Finds the date of a UNIX line: first the forms that nearly all servers send, then the odd ones.
 */
final class UnixDates {
  private final Dates dates;
  private final IsoDates iso;
  private int firstWord;
  private int end;
  private boolean tightYear;
  private @Nullable ModifiedTime time;

  UnixDates(Dates dates) {
    this.dates = dates;
    this.iso = new IsoDates(dates);
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

  /** Whether the date ends with a year of four digits, one blank behind its day. */
  boolean endsWithTightYear() {
    return tightYear;
  }

  /** Whether a word could be the beginning of a date, in whatever form. */
  static boolean isPart(String word) {
    int dash = word.indexOf('-');
    boolean digits = true;
    for (int i = 0; i < word.length(); i++) {
      digits &= "0123456789-/.:,+T".indexOf(word.charAt(i)) >= 0;
    }
    return digits
        || Months.any(word) > 0
        || Scan.digits(word, 0, dash) && Months.any(word.substring(dash + 1).split("-")[0]) > 0
        || word.length() == 3 && "MonTueWedThuFriSatSun".contains(word);
  }

  /** Looks for a date with a size before it; true if there is one. */
  boolean find(Words words, int from) {
    int last = words.count() - 1;
    for (int i = from + 1; i < last; i++) {
      if (endsAsSize(words, i - 1)
          && (english(words, i) || iso(words, i))
          && isSize(words, i - 1)) {
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

  /** Whether a date begins at this word, whatever stands before it. */
  boolean at(Words words, int i) {
    return english(words, i) || iso(words, i) || otherOrder(words, i);
  }

  /** What most words are not: asked first, for speed. */
  private static boolean endsAsSize(Words words, int word) {
    char last = words.last(word);
    return last >= '0' && last <= '9' || "kKmMgGtT".indexOf(last) >= 0;
  }

  private static boolean isSize(Words words, int word) {
    char last = words.last(word);
    if (last >= '0' && last <= '9') {
      return isNumber(words, word);
    }
    int length = words.length(word);
    return length > 1
        && "kKmMgGtT".indexOf(last) >= 0
        && Character.isDigit(words.at(word, length - 2));
  }

  /** Digits, with commas or without; a group may run into them, but 119:26 and 0x10 are none. */
  private static boolean isNumber(Words words, int word) {
    char first = words.first(word);
    boolean digit = first >= '0' && first <= '9';
    for (int i = 0; i < words.length(word); i++) {
      char c = words.at(word, i);
      if (digit ? (c < '0' || c > '9') && c != ',' : c == ':') {
        return false;
      }
    }
    return true;
  }

  private boolean found(int first, int lastWord, Words words, @Nullable ModifiedTime found) {
    if (found == null) {
      return false;
    }
    firstWord = first;
    end = words.end(lastWord);
    time = found;
    tightYear = false;
    return true;
  }

  /** {@code Mar 20 09:48}, {@code Mar 20 2003}, {@code Mar 20 09:48:59 2003}. */
  private boolean english(Words words, int i) {
    int month = Months.english(words.line(), words.start(i), words.end(i));
    if (month == 0 || i + 2 >= words.count()) {
      return false;
    }
    int day = Scan.small(words.line(), words.start(i + 1), words.end(i + 1));
    if (day < 1 || !yearOrTime(words, i, i + 2, month, day)) {
      return false;
    }
    tightYear = words.start(i + 2) - words.end(i + 1) == 1 && words.number(i + 2) >= 0;
    return true;
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
    if (seconds >= 0 && year > 0) {
      return found(first, i + 1, words, dates.second(year, month, day, seconds, 0));
    }
    return seconds >= 0
        ? found(first, i, words, dates.recentSecond(month, day, seconds))
        : oddTime(words, first, i, month, day);
  }

  /** {@code 00:0} of BusyBox, {@code 11.01}. */
  private boolean oddTime(Words words, int first, int i, int month, int day) {
    String text = words.text(i);
    int length = text.length();
    int minutes = -1;
    if (length > 2 && text.charAt(length - 2) == ':') {
      String full = text.substring(0, length - 1) + '0' + text.charAt(length - 1);
      minutes = ClockText.minutes(full, 0, length + 1);
    } else if (length > 3 && text.charAt(length - 3) == '.') {
      minutes = ClockText.minutes(text.replace('.', ':'), 0, length);
    }
    return minutes >= 0 && found(first, i, words, dates.recent(month, day, minutes));
  }

  private boolean iso(Words words, int i) {
    if (!iso.find(words, i)) {
      return false;
    }
    firstWord = i;
    end = iso.end();
    time = iso.time();
    tightYear = false;
    return true;
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
    if (comma && i + 4 < words.count() && shortYear(words, i, month, day)) {
      return true;
    }
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

  /** {@code Sept 14, 99 8:55 pm} of NetWare. */
  private boolean shortYear(Words words, int i, int month, int day) {
    int year = words.length(i + 2) == 2 ? (int) words.number(i + 2) : -1;
    boolean half = words.isIgnoringCase(i + 4, "am") || words.isIgnoringCase(i + 4, "pm");
    if (year < 0 || !half) {
      return false;
    }
    String clock = words.text(i + 3) + words.text(i + 4);
    int minutes = ClockText.minutes(clock, 0, clock.length());
    return minutes >= 0
        && found(i, i + 4, words, dates.minute(Dates.fullYear(year), month, day, minutes));
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
