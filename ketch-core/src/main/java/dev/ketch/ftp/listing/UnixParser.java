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
  /** Doors and whiteouts, migrated and network special files among them: all {@code OTHER}. */
  private static final String TYPES = "-dlbcpsDmnwC";

  private static final String MODE = "-rwxsStTlLCEFDd?";

  private final Words words = new Words();
  private final UnixDates dates;
  private final UnixOwners owners = new UnixOwners();
  private final HeldLines held = new HeldLines();
  private boolean begun;
  private boolean totalOfNothing;
  private String lastMode = "";

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
    int mode = modeWord();
    if (mode < 0) {
      return Line.UNKNOWN;
    }
    boolean netWare = isNetWare(mode);
    int firstFree = mode + (netWare && words.length(mode) == 1 ? 2 : 1);
    if (!dates.find(words, firstFree)) {
      return Line.UNKNOWN;
    }
    int nameAt = dates.end() + 1;
    if (netWare) {
      while (nameAt < line.length() && Words.isBlank(line.charAt(nameAt))) {
        nameAt++;
      }
    }
    return nameAt >= line.length()
        ? Line.UNKNOWN
        : new Line.Entry(entry(line, mode, firstFree, nameAt, netWare));
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

  private FtpEntry entry(String line, int mode, int firstFree, int nameAt, boolean netWare) {
    Type type = typeOf(words.first(mode));
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
        netWare ? netWareRights(mode) : mode(mode),
        owners.owner(),
        owners.group(),
        target,
        Map.of());
  }

  /** Neighbours in a listing mostly have the same mode: then they share its text. */
  private String mode(int word) {
    int at = words.start(word) + 1;
    if (!words.line().startsWith(lastMode, at) || lastMode.isEmpty()) {
      lastMode = words.line().substring(at, at + 9);
    }
    return lastMode;
  }

  private String netWareRights(int mode) {
    return words.length(mode) == 1 ? words.text(mode + 1) : words.text(mode).substring(1);
  }

  /** The word with type and permissions; inode and blocks may stand before it. */
  private int modeWord() {
    for (int i = 0; i < Math.min(3, words.count() - 2); i++) {
      if (isMode(i) || isNetWare(i)) {
        return i;
      }
      if (words.number(i) < 0) {
        return -1;
      }
    }
    return -1;
  }

  private boolean isMode(int word) {
    if (words.length(word) < 10 || TYPES.indexOf(words.first(word)) < 0) {
      return false;
    }
    for (int i = 1; i < 10; i++) {
      if (MODE.indexOf(words.at(word, i)) < 0) {
        return false;
      }
    }
    return true;
  }

  /** {@code d [R----F--]} or {@code d[RWCEAFMS]}. */
  private boolean isNetWare(int word) {
    char type = words.first(word);
    if (type != 'd' && type != '-') {
      return false;
    }
    return words.length(word) == 1
        ? word + 1 < words.count() && words.first(word + 1) == '[' && words.last(word + 1) == ']'
        : words.at(word, 1) == '[' && words.last(word) == ']';
  }

  private static Type typeOf(char c) {
    return switch (c) {
      case '-' -> Type.FILE;
      case 'd' -> Type.DIRECTORY;
      case 'l' -> Type.SYMLINK;
      // Data Migration Facility: a file that lies on tape for the moment.
      case 'm' -> Type.FILE;
      default -> Type.OTHER;
    };
  }
}
