package dev.ketch.ftp.listing;

import dev.ketch.ftp.listing.FtpEntry.Type;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code NAME 101 16354 18-Mar-09 15:52:09 244,10 "nnnn"} of NonStop (Tandem Guardian). */
final class TandemParser implements ListingParser {
  private final Words words = new Words();
  private final Dates dates;
  private final HeldLines headings = new HeldLines();
  private boolean begun;

  TandemParser(Clock clock, ZoneId zone) {
    this.dates = new Dates(clock, zone);
  }

  @Override
  public Line parse(String line) {
    words.of(line);
    if (words.count() == 0) {
      return Line.BLANK;
    }
    boolean first = !begun;
    begun = true;
    if (words.are("File", "Code", "EOF")) {
      headings.bearOut();
      return Line.HEADING;
    }
    if (first && words.count() == 1 && isSubvolume(words.text(0))) {
      return headings.hold(line, Line.HEADING);
    }
    headings.refute();
    if (words.count() < 6 || !isCode(1) || words.number(2) < 0) {
      return Line.UNKNOWN;
    }
    ModifiedTime time = time();
    if (time == null) {
      return Line.UNKNOWN;
    }
    int last = words.count() - 1;
    boolean rights = words.first(last) == '"' && words.last(last) == '"' && words.length(last) > 2;
    int ownerEnd = rights ? last - 1 : last;
    if (ownerEnd > 6) {
      return Line.UNKNOWN; // More than "244, 10": another line has run into this one.
    }
    return new Line.Entry(
        new FtpEntry(
            words.text(0),
            Type.FILE,
            words.number(2),
            time,
            rights ? words.text(last).substring(1, words.length(last) - 1) : null,
            ownerEnd < 5 ? null : words.text(5, ownerEnd).replace(" ", ""),
            null,
            null,
            Map.of()));
  }

  @Override
  public List<Settled> settled() {
    return headings.take();
  }

  @Override
  public List<Settled> atEnd() {
    headings.refute();
    return headings.take();
  }

  /** {@code \NODE.$VOLUME.SUBVOLUME}: a heading if the names of the columns follow. */
  private static boolean isSubvolume(String word) {
    int volume = word.indexOf('$');
    return volume >= 0 && (volume == 0 || word.startsWith("\\")) && word.indexOf('.', volume) > 0;
  }

  /** A number, with a letter behind it for a file that is open, licensed or damaged. */
  private boolean isCode(int word) {
    int end = words.end(word);
    while (end > words.start(word) && Character.isLetter(words.line().charAt(end - 1))) {
      end--;
    }
    return Scan.digits(words.line(), words.start(word), end);
  }

  private @Nullable ModifiedTime time() {
    String date = words.text(3);
    int dash = date.indexOf('-');
    if (dash < 1 || date.length() < dash + 7 || date.charAt(dash + 4) != '-') {
      return null;
    }
    int month = Months.english(date, dash + 1, dash + 4);
    int year = Scan.small(date, dash + 5, date.length());
    int seconds = ClockText.seconds(words.line(), words.start(4), words.end(4));
    return year < 0
        ? null
        : dates.second(Dates.fullYear(year), month, Scan.small(date, 0, dash), seconds, 0);
  }
}
