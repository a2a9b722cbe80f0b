package dev.ketch.ftp.listing;

import dev.ketch.ftp.listing.FtpEntry.Type;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code 02-19-04 09:30AM <DIR> name}: MS-DOS listings of IIS and Windows CE, with years of two or
 * four digits; and the other way round, {@code NAME <DIR> 11-16-94 17:16}, of servers for 16-bit
 * Windows.
 */
final class DosParser implements ListingParser {
  private final Words words = new Words();
  private final Dates dates;

  DosParser(Clock clock, ZoneId zone) {
    this.dates = new Dates(clock, zone);
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
    ModifiedTime time = time(0, 1);
    if (time == null) {
      return nameFirst();
    }
    boolean directory = isDirectory(2);
    boolean link =
        words.is(2, "<JUNCTION>") || words.is(2, "<SYMLINK>") || words.is(2, "<SYMLINKD>");
    long size = directory || link ? -1 : words.groupedNumber(2);
    if (!directory && !link && size < 0) {
      return Line.UNKNOWN;
    }
    // IIS pads <DIR> with ten blanks and a size with one; a name may begin with blanks of its own.
    int nameAt =
        link ? words.start(3) : Math.min(words.end(2) + (directory ? 10 : 1), words.start(3));
    return entry(line.substring(nameAt), directory, link, size, time);
  }

  private static Line entry(
      String name, boolean directory, boolean link, long size, ModifiedTime time) {
    String target = null;
    int bracket = link ? name.lastIndexOf(" [") : -1;
    if (bracket > 0 && name.endsWith("]")) {
      target = name.substring(bracket + 2, name.length() - 1);
      name = name.substring(0, bracket);
    }
    Type type = link ? Type.SYMLINK : directory ? Type.DIRECTORY : Type.FILE;
    return new Line.Entry(new FtpEntry(name, type, size, time, null, null, null, target, Map.of()));
  }

  private boolean isDirectory(int word) {
    return words.isIgnoringCase(word, "<DIR>");
  }

  private Line nameFirst() {
    ModifiedTime time = words.count() == 4 && isShortName(words.text(0)) ? time(2, 3) : null;
    boolean directory = isDirectory(1);
    long size = directory ? -1 : words.number(1);
    if (time == null || !directory && size < 0) {
      return Line.UNKNOWN;
    }
    return entry(words.text(0), directory, false, size, time);
  }

  /** Eight letters, a point and three more, as all names of 16-bit Windows are; and the dots. */
  private static boolean isShortName(String name) {
    int dot = name.indexOf('.');
    int end = dot < 0 ? name.length() : dot;
    return name.equals(".")
        || name.equals("..")
        || end > 0 && end <= 8 && name.length() - end <= 4 && name.indexOf('.', end + 1) < 0;
  }

  private @Nullable ModifiedTime time(int date, int clock) {
    String line = words.line();
    int minutes = ClockText.minutes(line, words.start(clock), words.end(clock));
    if (minutes < 0) {
      int seconds = ClockText.seconds(line, words.start(clock), words.end(clock));
      minutes = seconds < 0 ? -1 : seconds / 60;
    }
    int from = words.start(date);
    int to = words.end(date);
    int first = separator(line, from, to);
    int second = first < 0 ? -1 : separator(line, first + 1, to);
    if (second < 0 || minutes < 0 || separator(line, second + 1, to) >= 0) {
      return null;
    }
    int a = Scan.small(line, from, first);
    int b = Scan.small(line, first + 1, second);
    int c = Scan.small(line, second + 1, to);
    if (a < 0 || b < 0 || c < 0) {
      return null;
    }
    boolean yearFirst = first - from == 4;
    boolean dayFirst = !yearFirst && (a > 12 || line.charAt(first) == '.');
    return yearFirst
        ? dates.minute(a, b, c, minutes)
        : dates.minute(Dates.fullYear(c), dayFirst ? b : a, dayFirst ? a : b, minutes);
  }

  private static int separator(String line, int from, int to) {
    for (int i = from; i < to; i++) {
      if (line.charAt(i) == '-' || line.charAt(i) == '/' || line.charAt(i) == '.') {
        return i;
      }
    }
    return -1;
  }
}
