package dev.ketch.ftp.listing;

import java.time.Clock;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;

/** The forms of listings that are known. {@code docs/listings.md} shows each. */
public enum Dialect {
  /** Whatever fits, found out by the lines themselves. */
  AUTO(AutoParser::new),
  /** UNIX {@code ls -l} and all that look like it. */
  UNIX(UnixParser::new),
  /** MS-DOS, as IIS and Windows CE send it. */
  DOS(DosParser::new),
  /** Machine listings, MLSD and MLST (RFC 3659). */
  MLSX((clock, zone) -> new MlsxParser()),
  /** Easily Parsed LIST Format. */
  EPLF((clock, zone) -> new EplfParser()),
  /** OpenVMS, with MultiNet's and others' servers. */
  VMS(VmsParser::new),
  /** z/OS data sets, members and jobs. */
  MVS(MvsParser::new),
  /** IBM i (OS/400). */
  OS400(Os400Parser::new),
  /** NonStop (Tandem Guardian). */
  NONSTOP(TandemParser::new),
  /** z/VM (CMS). */
  CMS(CmsParser::new),
  /** OS/2. */
  OS2(Os2Parser::new),
  /** UNIX with numbers for mode, owner and time. */
  NUMERIC((clock, zone) -> new NumericParser()),
  /** VxWorks, Bay and Nortel routers, VShell. */
  ROUTER(RouterParser::new),
  /** Descriptive listings of archives. */
  DLS(DlsParser::new);

  private final BiFunction<Clock, ZoneId, ListingParser> maker;

  Dialect(BiFunction<Clock, ZoneId, ListingParser> maker) {
    this.maker = maker;
  }

  /**
   * A parser for one listing.
   *
   * @param clock tells which year a date without one belongs to
   * @param zone the server's zone
   */
  public ListingParser parser(Clock clock, ZoneId zone) {
    return maker.apply(clock, zone);
  }

  /** The dialect of a name, in any case. */
  public static Optional<Dialect> named(String name) {
    try {
      return Optional.of(valueOf(name.toUpperCase(Locale.ROOT)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
