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

  CmsParser(Clock clock, ZoneId zone) {
    this.dates = new Dates(clock, zone);
  }

  @Override
  public Line parse(String line) {
    words.of(line);
    if (words.count() == 0) {
      return Line.BLANK;
    }
    if (words.count() < 8) {
      return Line.UNKNOWN;
    }
    boolean directory = words.is(1, "DIR") && words.is(2, "-");
    boolean file =
        (words.is(2, "V") || words.is(2, "F")) && words.number(3) >= 0 && words.number(4) >= 0;
    ModifiedTime time = time(6);
    if (!directory && !file || time == null) {
      return Line.UNKNOWN;
    }
    String name = directory ? words.text(0) : words.text(0) + "." + words.text(1);
    // Records of a fixed length tell the size; of a variable one only its bound.
    long size = file && words.is(2, "F") ? size() : -1;
    return new Line.Entry(
        new FtpEntry(
            name,
            directory ? Type.DIRECTORY : Type.FILE,
            size,
            time,
            null,
            words.count() > 8 && !words.is(8, "-") ? words.text(8) : null,
            null,
            null,
            Map.of()));
  }

  private long size() {
    long length = words.number(3);
    long records = words.number(4);
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
