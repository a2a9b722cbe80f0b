package dev.ketch.ftp.listing;

import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the dialect by the lines: the one that took the last line is asked first, and where it does
 * not know a line, all others, the strict ones before the lenient. Nothing that the server names is
 * loaded, and SYST is not asked: servers lie in it.
 */
final class AutoParser implements ListingParser {
  private static final Dialect[] ORDER = {
    Dialect.UNIX,
    Dialect.DOS,
    Dialect.EPLF,
    Dialect.VMS,
    Dialect.OS400,
    Dialect.NONSTOP,
    Dialect.CMS,
    Dialect.OS2,
    Dialect.NUMERIC,
    Dialect.ROUTER,
    Dialect.MVS,
    Dialect.MLSX,
    Dialect.DLS,
  };

  private final ListingParser[] parsers = new ListingParser[ORDER.length];
  private int current;

  AutoParser(Clock clock, ZoneId zone) {
    for (int i = 0; i < ORDER.length; i++) {
      parsers[i] = ORDER[i].parser(clock, zone);
    }
  }

  @Override
  public Line parse(String line) {
    Line found = parsers[current].parse(line);
    if (found != Line.UNKNOWN) {
      return found;
    }
    for (int i = 0; i < parsers.length; i++) {
      if (i != current) {
        found = parsers[i].parse(line);
        if (found != Line.UNKNOWN) {
          current = i;
          return found;
        }
      }
    }
    return Line.UNKNOWN;
  }

  @Override
  public List<String> leftOver() {
    List<String> all = new ArrayList<>();
    for (ListingParser parser : parsers) {
      all.addAll(parser.leftOver());
    }
    return all;
  }
}
