package dev.ketch.ftp.listing;

import org.jspecify.annotations.Nullable;

/**
 * What stands behind a name of VMS, in whatever order the server has it: blocks, the date with or
 * without a time, {@code [GROUP,OWNER]} and {@code (RWED,RWED,RE,)}. A word that is none of these
 * makes the line a stranger's.
 */
final class VmsColumns {
  private final Words words;
  private final Dates dates;
  private @Nullable ModifiedTime time;
  private @Nullable String owners;
  private @Nullable String protection;

  VmsColumns(Words words, Dates dates) {
    this.words = words;
    this.dates = dates;
  }

  @Nullable ModifiedTime time() {
    return time;
  }

  @Nullable String protection() {
    return protection;
  }

  /**
   * Reads the words from one on; false if there is no date or a word that does not belong there.
   */
  boolean read(int from) {
    time = null;
    owners = null;
    protection = null;
    if (isError(from)) {
      return true;
    }
    boolean sized = false;
    int i = from;
    while (i < words.count()) {
      char first = words.first(i);
      if (first == '[' || first == '(') {
        i = bracket(i, first == '[' ? ']' : ')');
        if (i < 0) {
          return false;
        }
      } else if (time == null && isDate(i)) {
        int clock = i + 1 < words.count() && isClock(i + 1) ? i + 1 : i;
        time = timeOf(i, clock);
        if (time == null) {
          return false;
        }
        i = clock + 1;
      } else if (!sized && isBlocks(i)) {
        sized = true;
        i++;
      } else if (owners == null && time != null && isBareOwner(i)) {
        owners = words.text(i);
        i++;
      } else {
        return false;
      }
    }
    return time != null;
  }

  /** MultiNet: {@code %RMS-E-PRV, insufficient privilege or file protection violation}. */
  private boolean isError(int word) {
    if (words.first(word) != '%' || words.count() <= word + 1) {
      return false;
    }
    String text = words.text(word);
    int dash = text.indexOf('-');
    return dash > 1 && text.length() > dash + 3 && text.charAt(dash + 2) == '-';
  }

  /** Takes what stands in brackets; the word behind it, or -1 where they are not closed. */
  private int bracket(int word, char close) {
    int to = words.line().indexOf(close, words.start(word));
    if (to < 0) {
      // An owner that had no room for its end; the protection follows in its own column.
      int last = words.count() - 1;
      owners = close == ']' ? words.text(word).substring(1) : null;
      return owners != null && last == word + 1 && words.first(last) == '(' ? last : -1;
    }
    String inside = words.line().substring(words.start(word) + 1, to);
    if (close == ']') {
      owners = inside;
    } else if (inside.chars().allMatch(c -> "RWEDCL, ".indexOf(c) >= 0)) {
      protection = inside;
    } else {
      return -1;
    }
    int next = word;
    while (next < words.count() && words.end(next) <= to) {
      next++;
    }
    return next < words.count() && words.end(next) == to + 1 ? next + 1 : -1;
  }

  /** {@code 155}, {@code 1/3} (used of allocated), {@code 2KB}, and stars where it has no room. */
  private boolean isBlocks(int word) {
    String text = words.text(word);
    int to = text.endsWith("KB") ? text.length() - 2 : text.length();
    int slash = text.indexOf('/');
    return text.chars().allMatch(c -> c == '*')
        || Scan.digits(text, 0, slash < 0 ? to : slash)
            && (slash < 0 || Scan.digits(text, slash + 1, to));
  }

  /** A name without brackets, right before the protection. */
  private boolean isBareOwner(int word) {
    if (word + 1 >= words.count() || words.first(word + 1) != '(') {
      return false;
    }
    String text = words.text(word);
    return text.chars().allMatch(c -> c >= 'A' && c <= 'Z' || c == '_' || c == '$');
  }

  private boolean isDate(int word) {
    String text = words.text(word);
    int dash = text.indexOf('-');
    int second = text.indexOf('-', dash + 1);
    return (dash == 1 || dash == 2)
        && second > dash + 1
        && Scan.digits(text, 0, dash)
        && Scan.digits(text, second + 1, text.length())
        && month(text, dash, second) > 0;
  }

  /** VMS has three letters for a month: its French July is {@code JUI}, its June {@code JUN}. */
  private static int month(String text, int dash, int second) {
    String name = text.substring(dash + 1, second);
    return name.equalsIgnoreCase("JUI") ? 7 : Months.any(name);
  }

  private boolean isClock(int word) {
    return words.first(word) >= '0' && words.first(word) <= '9' && words.text(word).contains(":");
  }

  private @Nullable ModifiedTime timeOf(int date, int clock) {
    String text = words.text(date);
    int dash = text.indexOf('-');
    int second = text.indexOf('-', dash + 1);
    int day = Scan.small(text, 0, dash);
    int month = month(text, dash, second);
    int year = Dates.fullYear(Scan.small(text, second + 1, text.length()));
    if (clock == date) {
      return dates.day(year, month, day);
    }
    String hours = words.text(clock);
    int minutes = ClockText.minutes(hours, 0, hours.length());
    if (minutes >= 0) {
      return dates.minute(year, month, day, minutes);
    }
    int dot = hours.indexOf('.');
    int seconds = ClockText.seconds(hours, 0, dot < 0 ? hours.length() : dot);
    int nanos = dot < 0 ? 0 : Math.max(0, Scan.nanos(hours, dot + 1, hours.length()));
    return dates.second(year, month, day, seconds, nanos);
  }

  /** {@code OWNER} of {@code [GROUP,OWNER]} or {@code [OWNER]}. */
  @Nullable String owner() {
    String both = owners;
    return both == null ? null : both.substring(both.indexOf(',') + 1).strip();
  }

  /** {@code GROUP} of {@code [GROUP,OWNER]}. */
  @Nullable String group() {
    String both = owners;
    int comma = both == null ? -1 : both.indexOf(',');
    return both == null || comma < 0 ? null : both.substring(0, comma).strip();
  }
}
