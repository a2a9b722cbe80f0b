package dev.ketch.ftp.listing;

import java.time.Clock;
import java.time.ZoneId;

/** The dialects. Each is chosen by what a line holds, never by loading what a server names. */
public final class ListingParsers {
  private ListingParsers() {}

  /** Machine listings, MLSD and MLST (RFC 3659). */
  public static ListingParser mlsx() {
    return new MlsxParser();
  }

  /**
   * UNIX {@code ls -l} in its common forms.
   *
   * @param clock tells which year a date without one belongs to
   * @param zone the server's zone
   */
  public static ListingParser unix(Clock clock, ZoneId zone) {
    return new UnixParser(clock, zone);
  }

  /** MS-DOS {@code dir} as IIS sends it, with years of two or four digits. */
  public static ListingParser dos(ZoneId zone) {
    return new DosParser(zone);
  }

  /** Whatever fits: the dialects of LIST, tried on every line. */
  public static ListingParser auto(Clock clock, ZoneId zone) {
    return unix(clock, zone).or(dos(zone));
  }
}
