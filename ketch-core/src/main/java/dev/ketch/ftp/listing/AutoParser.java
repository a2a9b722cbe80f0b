package dev.ketch.ftp.listing;

import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the dialect by the lines: the one that took the last line is asked first, and where it does
 * not know a line, all others, the strict ones before the lenient. A listing is of one dialect:
 * after {@link #SURE} entries no other is asked any more, so that a damaged line or an error text
 * among good lines cannot pass for an entry of some other system. Nothing that the server names is
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

  /** So many entries of one dialect in a row are no accident. */
  private static final int SURE = 2;

  private final ListingParser[] parsers = new ListingParser[ORDER.length];
  private final UnixParser unix;
  private int current;
  private int entries;

  AutoParser(Clock clock, ZoneId zone) {
    for (int i = 0; i < ORDER.length; i++) {
      parsers[i] = ORDER[i].parser(clock, zone);
    }
    unix = (UnixParser) parsers[0];
  }

  @Override
  public Line parse(String line) {
    Line found = parsers[current].parse(line);
    if (found != Line.UNKNOWN || entries >= SURE) {
      entries += found instanceof Line.Entry && entries < SURE ? 1 : 0;
      return found;
    }
    for (int i = 0; i < parsers.length; i++) {
      if (i != current && mayAsk(i, line)) {
        found = parsers[i].parse(line);
        if (found != Line.UNKNOWN) {
          current = i;
          // The names of a dialect's columns leave no doubt.
          entries = found == Line.HEADING ? SURE : found instanceof Line.Entry ? 1 : 0;
          unix.hasBegun();
          return found;
        }
      }
    }
    return Line.UNKNOWN;
  }

  /** A line is a machine's only if it begins with a fact (RFC 3659 section 7.2). */
  private static boolean mayAsk(int parser, String line) {
    return ORDER[parser] != Dialect.MLSX || FactScan.beginsWithFact(line);
  }

  @Override
  public List<Settled> settled() {
    List<Settled> all = List.of();
    for (ListingParser parser : parsers) {
      all = joined(all, parser.settled());
    }
    return all;
  }

  @Override
  public List<Settled> atEnd() {
    List<Settled> all = List.of();
    for (ListingParser parser : parsers) {
      all = joined(all, parser.atEnd());
    }
    return all;
  }

  private static List<Settled> joined(List<Settled> some, List<Settled> more) {
    if (some.isEmpty() || more.isEmpty()) {
      return some.isEmpty() ? more : some;
    }
    List<Settled> all = new ArrayList<>(some);
    all.addAll(more);
    return all;
  }
}
