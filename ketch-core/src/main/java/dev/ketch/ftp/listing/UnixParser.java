package dev.ketch.ftp.listing;

import dev.ketch.ftp.listing.FtpEntry.Type;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/**
 * {@code -rw-r--r-- 1 owner group 12 Mar 20 09:48 name} and its many relatives: NetWare, NetPresenz
 * and Peter's server on the Macintosh, Connect:Enterprise, VShell. The line is read from the date:
 * what stands before it is size, group and owner from right to left, what stands one blank behind
 * it is the name, whatever blanks that begins with.
 */
final class UnixParser implements ListingParser {
  private final Words words = new Words();
  private final UnixModes modes = new UnixModes(words);
  private final UnixDates dates;
  private final UnixOwners owners = new UnixOwners();
  private final HeldLines held = new HeldLines();
  private boolean begun;
  private boolean totalOfNothing;
  private boolean dated;
  private boolean freeYears;

  UnixParser(Clock clock, ZoneId zone) {
    this.dates = new UnixDates(new Dates(clock, zone));
  }

  @Override
  public Line parse(String line) {
    words.of(line);
    if (words.count() == 0) {
      return Line.BLANK;
    }
    boolean first = !begun;
    begun = true;
    Line found = found(line);
    if (found != Line.UNKNOWN) {
      held.bearOut();
    } else {
      held.refute();
      if (first && TotalLine.is(words)) {
        totalOfNothing = words.is(1, "0");
        return held.hold(line, Line.TOTAL);
      }
    }
    return found;
  }

  /** The first line was another dialect's, or nobody's: no total can come any more. */
  void hasBegun() {
    begun = true;
  }

  private Line found(String line) {
    int mode = modes.find();
    if (mode < 0) {
      return Line.UNKNOWN;
    }
    boolean netWare = modes.isNetWare(mode);
    int firstFree = mode + (netWare && words.length(mode) == 1 ? 2 : 1);
    if (!dates.find(words, firstFree)) {
      return dateless(mode);
    }
    dated = true;
    int nameAt = netWare ? nextWord(dates.end()) : nameAt(line);
    return nameAt >= line.length()
        ? Line.UNKNOWN
        : new Line.Entry(entry(line, mode, firstFree, nameAt));
  }

  private int nextWord(int from) {
    int i = from;
    while (i < words.line().length() && Words.isBlank(words.line().charAt(i))) {
      i++;
    }
    return i;
  }

  /**
   * The name begins one blank behind the date, and may begin with blanks itself. Where a year
   * stands at the left of its column, {@code Jun 28 2004 }, the column's last blank is no part of a
   * name.
   */
  private int nameAt(String line) {
    int nameAt = dates.end() + 1;
    if (dates.endsWithTightYear() && nameAt < line.length()) {
      boolean blank = line.charAt(nameAt) == ' ';
      freeYears |= !blank;
      nameAt += blank && !freeYears ? 1 : 0;
    }
    return nameAt;
  }

  /**
   * {@code drwxr-xr-x 3 ann staff 512 name}: servers that tell no dates. Six words and no more, the
   * last of them no part of a date, in a listing without dates: nothing was cut off.
   */
  private Line dateless(int mode) {
    boolean fits =
        !dated
            && words.count() == mode + 6
            && words.number(mode + 1) >= 0
            && words.number(mode + 4) >= 0
            && !UnixDates.isPart(words.text(mode + 5));
    return fits
        ? new Line.Entry(
            new FtpEntry(
                words.text(mode + 5),
                modes.type(mode),
                modes.type(mode) == Type.OTHER ? -1 : words.number(mode + 4),
                null,
                modes.text(mode),
                words.text(mode + 2),
                words.text(mode + 3),
                null,
                Map.of()))
        : Line.UNKNOWN;
  }

  @Override
  public List<Settled> settled() {
    return held.take();
  }

  @Override
  public List<Settled> atEnd() {
    // An empty directory is a total of nothing; any other total without entries is a doubt.
    if (totalOfNothing) {
      held.bearOut();
    } else {
      held.refute();
    }
    return held.take();
  }

  private FtpEntry entry(String line, int mode, int firstFree, int nameAt) {
    Type type = modes.type(mode);
    String name = line.substring(nameAt);
    String target = null;
    int arrow = type == Type.SYMLINK ? name.indexOf(" -> ") : -1;
    if (arrow > 0) {
      target = name.substring(arrow + 4);
      name = name.substring(0, arrow);
    }
    owners.read(words, firstFree, dates.firstWord() - 1, type == Type.OTHER);
    return new FtpEntry(
        name,
        type,
        owners.size(),
        dates.time(),
        modes.text(mode),
        owners.owner(),
        owners.group(),
        target,
        Map.of());
  }
}
