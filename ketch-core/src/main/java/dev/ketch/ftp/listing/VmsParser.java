package dev.ketch.ftp.listing;

import dev.ketch.ftp.listing.FtpEntry.Type;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code NAME.EXT;3 155 2-JUL-2003 10:30:13.64 [GROUP,OWNER] (RWED,RWED,RE,)} of OpenVMS, with
 * MultiNet's errors in place of sizes and with lines broken behind long names. Sizes are blocks of
 * 512 bytes, so they are left out; they tell nothing that a transfer could be held to.
 */
final class VmsParser implements ListingParser {
  private final Words words = new Words();
  private final Dates dates;
  private @Nullable String held;
  private @Nullable String leftOver;

  VmsParser(Clock clock, ZoneId zone) {
    this.dates = new Dates(clock, zone);
  }

  @Override
  public Line parse(String line) {
    words.of(line);
    String name = held;
    held = null;
    if (name != null) {
      if (words.count() > 0 && Words.isBlank(line.charAt(0))) {
        Line joined = entry(name, 0);
        if (joined != Line.UNKNOWN) {
          return joined;
        }
      }
      leftOver = name;
      words.of(line);
    }
    if (words.count() == 0 || isHeading()) {
      return Line.NOTHING;
    }
    if (!isVersioned(0) || Words.isBlank(line.charAt(0))) {
      return Line.UNKNOWN;
    }
    if (words.count() == 1) {
      held = words.text(0);
      return Line.HELD;
    }
    return entry(words.text(0), 1);
  }

  @Override
  public List<String> leftOver() {
    String last = leftOver != null ? leftOver : held;
    if (last == null) {
      return List.of();
    }
    leftOver = null;
    held = null;
    return List.of(last);
  }

  /** {@code Directory DISK:[USER]} and {@code Total of 18 files, 1102 blocks.} */
  private boolean isHeading() {
    return words.is(0, "Directory") && words.count() == 2 && words.last(1) == ']'
        || words.is(0, "Total") && words.count() > 3 && words.is(1, "of")
        || words.is(0, "Grand") && words.count() > 3 && words.is(1, "total");
  }

  /** {@code NAME.EXT;3}: the version tells VMS from all others. */
  private boolean isVersioned(int word) {
    int semicolon = words.text(word).lastIndexOf(';');
    return semicolon > 0
        && words.text(word).lastIndexOf('.', semicolon) >= 0
        && Scan.digits(words.line(), words.start(word) + semicolon + 1, words.end(word));
  }

  private Line entry(String versioned, int at) {
    boolean directory = versioned.contains(".DIR;");
    // A directory is entered by its name alone; a file by its name, with which version is fine.
    String name =
        directory
            ? versioned.substring(0, versioned.indexOf(".DIR;"))
            : versioned.substring(0, versioned.lastIndexOf(';'));
    Type type = directory ? Type.DIRECTORY : Type.FILE;
    if (words.first(at) == '%') { // MultiNet: "%RMS-E-PRV, insufficient privilege…"
      return new Line.Entry(FtpEntry.of(name, type));
    }
    int date = at;
    while (date < words.count() && !isDate(date)) {
      date++;
    }
    if (date == words.count() || date > at + 1 || date > at && !isBlocks(at)) {
      return Line.UNKNOWN;
    }
    ModifiedTime time = time(date);
    if (time == null) {
      return Line.UNKNOWN;
    }
    return new Line.Entry(
        new FtpEntry(
            name, type, -1, time, inBrackets('(', ')'), owner(false), owner(true), null, Map.of()));
  }

  /** {@code 155} or {@code 1/3}: used, and used of allocated. */
  private boolean isBlocks(int word) {
    String text = words.text(word);
    int slash = text.indexOf('/');
    return Scan.digits(text, 0, slash < 0 ? text.length() : slash)
        && (slash < 0 || Scan.digits(text, slash + 1, text.length()));
  }

  private boolean isDate(int word) {
    String text = words.text(word);
    int dash = text.indexOf('-');
    return (dash == 1 || dash == 2)
        && text.length() > dash + 5
        && Months.english(text, dash + 1, dash + 4) > 0;
  }

  private @Nullable ModifiedTime time(int date) {
    String text = words.text(date);
    int dash = text.indexOf('-');
    int day = Scan.small(text, 0, dash);
    int month = Months.english(text, dash + 1, dash + 4);
    int year = Scan.small(text, dash + 5, text.length());
    if (year < 0) {
      return null;
    }
    int clock = date + 1;
    if (clock >= words.count() || words.first(clock) < '0' || words.first(clock) > '9') {
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

  private @Nullable String inBrackets(char open, char close) {
    String line = words.line();
    int from = line.lastIndexOf(open);
    int to = line.lastIndexOf(close);
    return from >= 0 && to > from ? line.substring(from + 1, to) : null;
  }

  /** {@code [GROUP,OWNER]} or {@code [OWNER]}. */
  private @Nullable String owner(boolean group) {
    String both = inBrackets('[', ']');
    if (both == null) {
      return null;
    }
    int comma = both.indexOf(',');
    return group
        ? comma < 0 ? null : both.substring(0, comma).strip()
        : both.substring(comma + 1).strip();
  }
}
