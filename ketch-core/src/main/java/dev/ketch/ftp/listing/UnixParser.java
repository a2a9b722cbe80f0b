package dev.ketch.ftp.listing;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code -rw-r--r-- 1 owner group 12 Mar 20 09:48 name} and its relatives. The line is read from
 * the date: what stands before it is size, group and owner from right to left, what stands one
 * blank behind it is the name, whatever blanks that begins with.
 */
final class UnixParser implements ListingParser {
  private static final String TYPES = "-dlbcpsD";
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

  private final Clock clock;
  private final ZoneId zone;

  UnixParser(Clock clock, ZoneId zone) {
    this.clock = clock;
    this.zone = zone;
  }

  /** A date found in a line: where it begins (as a word), where it ends (as an offset). */
  private record Date(int firstWord, int end, ModifiedTime time) {}

  @Override
  public Line parse(String line) {
    if (line.isBlank() || isTotal(line)) {
      return Line.NOTHING;
    }
    if (TYPES.indexOf(line.charAt(0)) < 0 || line.length() < 10) {
      return Line.UNKNOWN;
    }
    List<Scan.Word> words = Scan.words(line, 16);
    Date date = findDate(words);
    if (date == null || date.end() + 1 >= line.length()) {
      return Line.UNKNOWN;
    }
    return new Line.Entry(entry(line, words, date));
  }

  private static FtpEntry entry(String line, List<Scan.Word> words, Date date) {
    String name = line.substring(date.end() + 1);
    String target = null;
    FtpEntry.Type type = typeOf(line.charAt(0));
    int arrow = type == FtpEntry.Type.SYMLINK ? name.indexOf(" -> ") : -1;
    if (arrow > 0) {
      target = name.substring(arrow + 4);
      name = name.substring(0, arrow);
    }
    int size = date.firstWord() - 1;
    String owner = size >= 3 ? words.get(size == 3 ? 2 : size - 2).text() : null;
    String group = size >= 4 ? words.get(size - 1).text() : null;
    boolean device = line.charAt(0) == 'b' || line.charAt(0) == 'c';
    String mode = words.get(0).text();
    return new FtpEntry(
        name,
        type,
        device ? -1 : Scan.number(words.get(size).text()),
        date.time(),
        mode.length() >= 10 ? mode.substring(1, 10) : null,
        owner,
        group,
        target,
        Map.of());
  }

  private static boolean isTotal(String line) {
    return line.startsWith("total ") && Scan.number(line.substring(6).strip()) >= 0;
  }

  private static FtpEntry.Type typeOf(char c) {
    return switch (c) {
      case '-' -> FtpEntry.Type.FILE;
      case 'd' -> FtpEntry.Type.DIRECTORY;
      case 'l' -> FtpEntry.Type.SYMLINK;
      default -> FtpEntry.Type.OTHER;
    };
  }

  private @Nullable Date findDate(List<Scan.Word> words) {
    for (int i = 2; i + 1 < words.size(); i++) {
      Date date = iso(words, i);
      if (date == null && i + 2 < words.size()) {
        date = monthDay(words, i);
      }
      if (date != null) {
        return date;
      }
    }
    return null;
  }

  /** {@code 2026-01-31 12:30[:15]}. */
  private @Nullable Date iso(List<Scan.Word> words, int i) {
    String day = words.get(i).text();
    if (day.length() != 10 || day.charAt(4) != '-' || day.charAt(7) != '-') {
      return null;
    }
    String clockTime = words.get(i + 1).text();
    int minutes = minutes(clockTime.length() > 5 ? clockTime.substring(0, 5) : clockTime);
    ModifiedTime time =
        minutes < 0
            ? null
            : time(
                (int) Scan.number(day.substring(0, 4)),
                (int) Scan.number(day.substring(5, 7)),
                (int) Scan.number(day.substring(8, 10)),
                minutes,
                ModifiedTime.Precision.MINUTE);
    return time == null ? null : new Date(i, words.get(i + 1).end(), time);
  }

  /** {@code Mar 20 09:48}, {@code Mar 20 2003}, and the same with the day first. */
  private @Nullable Date monthDay(List<Scan.Word> words, int i) {
    int month = month(words.get(i).text());
    int day = (int) Scan.number(words.get(i + 1).text());
    if (month == 0) {
      month = month(words.get(i + 1).text());
      day = (int) Scan.number(words.get(i).text());
    }
    if (month == 0 || day < 1 || day > 31) {
      return null;
    }
    String last = words.get(i + 2).text();
    int minutes = minutes(last);
    int year = minutes < 0 && last.length() == 4 ? (int) Scan.number(last) : -1;
    ModifiedTime time =
        minutes >= 0
            ? recent(month, day, minutes)
            : year < 0 ? null : time(year, month, day, 0, ModifiedTime.Precision.DAY);
    return time == null ? null : new Date(i, words.get(i + 2).end(), time);
  }

  /** A date without a year is the latest such date that is not more than a day ahead of us. */
  private @Nullable ModifiedTime recent(int month, int day, int minutes) {
    Instant now = clock.instant();
    int year = now.atZone(zone).getYear();
    Instant latest = now.plus(Duration.ofDays(1));
    for (int candidate = year + 1; candidate > year - 9; candidate--) {
      // More than one step back only for 29 February.
      ModifiedTime time = time(candidate, month, day, minutes, ModifiedTime.Precision.MINUTE);
      if (time != null && !time.instant().isAfter(latest)) {
        return time;
      }
    }
    return null;
  }

  private @Nullable ModifiedTime time(
      int year, int month, int day, int minutes, ModifiedTime.Precision precision) {
    try {
      LocalDateTime midnight = LocalDateTime.of(year, month, day, 0, 0);
      return new ModifiedTime(midnight.plusMinutes(minutes).atZone(zone).toInstant(), precision);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static int month(String word) {
    return word.length() == 3 ? MONTHS.indexOf(word.toLowerCase(Locale.ROOT)) + 1 : 0;
  }

  /** Minutes since midnight of {@code h:mm}, or -1; 24:00 is the next midnight. */
  private static int minutes(String word) {
    int colon = word.indexOf(':');
    if (colon < 1 || colon > 2 || word.length() != colon + 3) {
      return -1;
    }
    int hours = (int) Scan.number(word.substring(0, colon));
    int minutes = (int) Scan.number(word.substring(colon + 1));
    return hours < 0 || hours > 24 || minutes < 0 || minutes > 59 ? -1 : hours * 60 + minutes;
  }
}
