package dev.ketch.ftp.listing;

import dev.ketch.ftp.listing.FtpEntry.Type;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * z/OS (MVS): data sets, members of a partitioned data set, and jobs of the spooler (JES levels 1
 * and 2). The heading tells which; UNIX System Services send plain UNIX listings.
 */
final class MvsParser implements ListingParser {
  private enum Kind {
    NONE,
    DATA_SETS,
    MEMBERS,
    LOAD_MODULES,
    JOBS,
    SPOOL
  }

  private final Words words = new Words();
  private final Dates dates;
  private Kind kind = Kind.NONE;

  MvsParser(Clock clock, ZoneId zone) {
    this.dates = new Dates(clock, zone);
  }

  @Override
  public Line parse(String line) {
    words.of(line);
    if (words.count() == 0) {
      return Line.BLANK;
    }
    Kind heading = heading();
    if (heading != Kind.NONE) {
      kind = heading;
      return Line.HEADING;
    }
    return switch (kind) {
      case DATA_SETS -> dataSet();
      case MEMBERS -> member();
      case LOAD_MODULES -> loadModule();
      case SPOOL -> spoolFile();
      case JOBS -> job();
      // JES level 1 has no heading, and data sets on tape or migrated may come without one.
      case NONE -> isJob() ? job() : isLooseDataSet() ? dataSet() : Line.UNKNOWN;
    };
  }

  private Kind heading() {
    if (words.are("Volume", "Unit") && words.isIgnoringCase(words.count() - 1, "Dsname")) {
      return Kind.DATA_SETS;
    }
    if (words.are("Name", "VV.MM")) {
      return Kind.MEMBERS;
    }
    if (words.are("Name", "Size", "TTR")) {
      return Kind.LOAD_MODULES;
    }
    if (words.are("JOBNAME", "JOBID")) {
      return Kind.JOBS;
    }
    return words.are("ID", "STEPNAME") ? Kind.SPOOL : Kind.NONE;
  }

  /** {@code WYOSPT 3420 2003/05/21 1 200 FB 80 8053 PS NAME}, {@code Migrated NAME}. */
  private Line dataSet() {
    int last = words.count() - 1;
    boolean full = last >= 5 && (MvsNames.isDay(words, 2) || words.is(2, "**NONE**"));
    if (last < 1 || !words.areAll() || !MvsNames.isDataSet(words.text(last), full)) {
      return Line.UNKNOWN;
    }
    boolean partitioned = full && (words.is(last - 1, "PO") || words.is(last - 1, "PO-E"));
    boolean directory = partitioned || words.are("Pseudo", "Directory") && last == 2;
    boolean apart =
        words.is(last - 1, "VSAM") && last <= 3
            || words.is(1, "Tape") && last == 2
            || words.text(0, last - 1).endsWith("Not Direct Access Device");
    ModifiedTime time = full ? slashedDay(2) : null;
    return full || directory || apart || isLooseDataSet()
        ? entry(unquoted(words.text(last)), directory ? Type.DIRECTORY : Type.FILE, -1, time, null)
        : Line.UNKNOWN;
  }

  private boolean isLooseDataSet() {
    int last = words.count() - 1;
    return last == 1 && (words.is(0, "Migrated") || words.is(0, "ARCIVE"))
        || last == 2 && words.are("Pseudo", "Directory");
  }

  private static String unquoted(String name) {
    return name.length() > 2 && name.startsWith("'") && name.endsWith("'")
        ? name.substring(1, name.length() - 1)
        : name;
  }

  /** {@code MEMBER 01.01 2004/06/22 2004/06/23 16:32 128 128 0 USER}, or the name alone. */
  private Line member() {
    if (!MvsNames.isMember(words.text(0))) {
      return Line.UNKNOWN;
    }
    if (words.count() == 1 && words.start(0) <= 1) {
      return entry(words.text(0), Type.FILE, -1, null, null);
    }
    if (words.count() < 8 || words.count() > 9 || words.length(1) != 5 || words.at(1, 2) != '.') {
      return Line.UNKNOWN;
    }
    int year = slashed(3, 0);
    int minutes = ClockText.minutes(words.line(), words.start(4), words.end(4));
    ModifiedTime time = year < 0 ? null : dates.minute(year, slashed(3, 1), slashed(3, 2), minutes);
    // Sizes are lines, not bytes.
    return time == null
        ? Line.UNKNOWN
        : entry(words.text(0), Type.FILE, -1, time, words.text(words.count() - 1));
  }

  /** {@code MODULE 001B18 00000C 00 FO RN RU 31 ANY}: the size is that in memory. */
  private Line loadModule() {
    return MvsNames.isMember(words.text(0))
            && words.count() > 2
            && MvsNames.isHex(words, 1)
            && MvsNames.isHex(words, 2)
        ? entry(words.text(0), Type.FILE, -1, null, null)
        : Line.UNKNOWN;
  }

  /** {@code USER1 JOB01906 USER1 OUTPUT A RC=0000 3 spool files}: fetched by its number. */
  private Line job() {
    if (!isJob()) {
      return Line.UNKNOWN;
    }
    String owner = kind == Kind.JOBS && words.count() > 3 ? words.text(2) : null;
    return entry(words.text(1), Type.FILE, -1, null, owner);
  }

  private boolean isJob() {
    if (words.count() < 3 || words.length(1) != 8) {
      return false;
    }
    boolean prefix =
        words.startsWith(1, "JOB") || words.startsWith(1, "STC") || words.startsWith(1, "TSU");
    boolean number =
        Scan.digits(words.line(), words.start(1) + 3, words.end(1))
            || words.at(1, 0) != 'S' && Scan.digits(words.line(), words.start(1) + 1, words.end(1));
    if (!number || !prefix && "JST".indexOf(words.first(1)) < 0) {
      return false;
    }
    for (int i = 2; i < Math.min(5, words.count()); i++) {
      if (words.is(i, "OUTPUT")
          || words.is(i, "ACTIVE")
          || words.is(i, "INPUT")
          || words.is(i, "HELD")) {
        return true;
      }
    }
    return false;
  }

  /** {@code 001 JES2 A JESMSGLG 1200}, and {@code 5 spool files} below them. */
  private Line spoolFile() {
    int last = words.count() - 1;
    if (words.number(0) >= 0 && last == 2 && words.isIgnoringCase(1, "spool")) {
      return words.startsWith(2, "file") ? Line.TOTAL : Line.UNKNOWN;
    }
    boolean file = words.length(0) == 3 && words.number(0) >= 0 && last >= 3 && last <= 6;
    return file && words.number(last) >= 0
        ? entry(words.text(0), Type.FILE, words.number(last), null, null)
        : job();
  }

  private @Nullable ModifiedTime slashedDay(int word) {
    int year = slashed(word, 0);
    return year < 0 ? null : dates.day(year, slashed(word, 1), slashed(word, 2));
  }

  /** Year, month or day of {@code 2003/05/21} or {@code 03/05/21}, or -1. */
  private int slashed(int word, int part) {
    String line = words.line();
    int from = words.start(word);
    int month = words.length(word) - 5;
    if (month != 3 && month != 5
        || line.charAt(from + month - 1) != '/'
        || line.charAt(from + month + 2) != '/') {
      return -1;
    }
    int at = from + month;
    if (part == 0) {
      int year = Scan.small(line, from, at - 1);
      return year < 0 ? -1 : Dates.fullYear(year);
    }
    return part == 1 ? Scan.small(line, at, at + 2) : Scan.small(line, at + 3, at + 5);
  }

  private static Line entry(
      String name, Type type, long size, @Nullable ModifiedTime time, @Nullable String owner) {
    return new Line.Entry(new FtpEntry(name, type, size, time, null, owner, null, null, Map.of()));
  }
}
