package dev.ketch.ftp.listing;

import java.time.Clock;
import java.time.ZoneId;

/** Short ways to the dialects that are asked for most; {@link Dialect} has them all. */
public final class ListingParsers {
  private ListingParsers() {}

  /** Machine listings, MLSD and MLST (RFC 3659). */
  public static ListingParser mlsx() {
    return new MlsxParser();
  }

  /**
   * UNIX {@code ls -l} in all its forms.
   *
   * @param clock tells which year a date without one belongs to
   * @param zone the server's zone
   */
  public static ListingParser unix(Clock clock, ZoneId zone) {
    return Dialect.UNIX.parser(clock, zone);
  }

  /** MS-DOS {@code dir} as IIS sends it, with years of two or four digits. */
  public static ListingParser dos(Clock clock, ZoneId zone) {
    return Dialect.DOS.parser(clock, zone);
  }

  /** Whatever fits: the dialect is found by the lines themselves. */
  public static ListingParser auto(Clock clock, ZoneId zone) {
    return Dialect.AUTO.parser(clock, zone);
  }
}
