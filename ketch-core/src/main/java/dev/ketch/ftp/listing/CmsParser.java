package dev.ketch.ftp.listing;

import dev.ketch.ftp.listing.FtpEntry.Type;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code README ANONYMOU V 71 26 1 1997-04-02 12:33:20 TCP291} of z/VM (CMS): name, type, record
 * format and length, records, blocks, date. A file is fetched as {@code NAME.TYPE}.
 */
final class CmsParser implements ListingParser {
  private final Words words = new Words();
  private final Dates dates;

  /** Whether lines tell the disk of each file, as old systems do. */
  private boolean old;

  CmsParser(Clock clock, ZoneId zone) {
    this.dates = new Dates(clock, zone);
  }

  @Override
  public Line parse(String line) {
    words.of(line);
    if (words.count() == 0) {
      return Line.BLANK;
    }
    if (words.are("Filename", "FileType", "Fm", "Format")) {
      old = true;
      return Line.HEADING;
    }
    if (words.count() < 7 || Words.isBlank(line.charAt(0))) {
      return Line.UNKNOWN;
    }
    // AUTHORS DIR - - - 1999-09-20 10:31:11 -; with the mode of its disk before DIR in old forms.
    int dir = words.is(1, "DIR") ? 1 : isDisk(1) && words.is(2, "DIR") ? 2 : -1;
    if (dir > 0) {
      return old && dir == 1 ? Line.UNKNOWN : directory(dir);
    }
    boolean disk = isDisk(2);
    Line found = old && !disk ? Line.UNKNOWN : file(disk ? 3 : 2);
    old |= disk && found != Line.UNKNOWN;
    return found;
  }

  private Line directory(int dir) {
    int date = dir + 1;
    while (date < words.count() && words.is(date, "-")) {
      date++;
    }
    boolean dated = date > dir + 1 && date + 1 < words.count() && words.count() <= date + 3;
    ModifiedTime time = dated ? time(date) : null;
    return time == null
        ? Line.UNKNOWN
        : entry(words.text(0), Type.DIRECTORY, -1, time, owner(date + 2));
  }

  private Line file(int format) {
    boolean fixed = words.is(format, "F");
    boolean file =
        words.count() > format + 5
            && words.count() <= format + 7 // What follows the owner would be another line.
            && (fixed || words.is(format, "V"))
            && words.number(format + 1) >= 0
            && words.number(format + 2) >= 0;
    ModifiedTime time = file ? time(format + 4) : null;
    // Records of a fixed length tell the size; of a variable one only its bound.
    return time == null
        ? Line.UNKNOWN
        : entry(
            words.text(0) + "." + words.text(1),
            Type.FILE,
            fixed ? size(format + 1) : -1,
            time,
            owner(format + 6));
  }

  /** {@code A1}: a disk and the mode of a file on it. */
  private boolean isDisk(int word) {
    char letter = words.first(word);
    return words.length(word) == 2
        && letter >= 'A'
        && letter <= 'Z'
        && words.at(word, 1) >= '0'
        && words.at(word, 1) <= '6';
  }

  private @Nullable String owner(int word) {
    return words.count() > word && !words.is(word, "-") ? words.text(word) : null;
  }

  private static Line entry(
      String name, Type type, long size, ModifiedTime time, @Nullable String owner) {
    return new Line.Entry(new FtpEntry(name, type, size, time, null, owner, null, null, Map.of()));
  }

  private long size(int word) {
    long length = words.number(word);
    long records = words.number(word + 1);
    return records == 0 || length <= Long.MAX_VALUE / records ? length * records : -1;
  }

  private @Nullable ModifiedTime time(int word) {
    String date = words.text(word);
    int seconds = ClockText.seconds(words.line(), words.start(word + 1), words.end(word + 1));
    if (seconds < 0) {
      return null;
    }
    int first = separator(date, 0);
    int second = first < 0 ? -1 : separator(date, first + 1);
    if (second < 0) {
      return null;
    }
    int a = Scan.small(date, 0, first);
    int b = Scan.small(date, first + 1, second);
    int c = Scan.small(date, second + 1, date.length());
    if (a < 0 || b < 0 || c < 0) {
      return null;
    }
    return first == 4
        ? dates.second(a, b, c, seconds, 0)
        : dates.second(Dates.fullYear(c), a, b, seconds, 0);
  }

  private static int separator(String date, int from) {
    int dash = date.indexOf('-', from);
    return dash >= 0 ? dash : date.indexOf('/', from);
  }
}
