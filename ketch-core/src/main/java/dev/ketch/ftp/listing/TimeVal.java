package dev.ketch.ftp.listing;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The time format of MDTM, MFMT and MLSx: {@code YYYYMMDDHHMMSS[.fff]}, UTC (RFC 3659 2.3). */
public final class TimeVal {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);

  private TimeVal() {}

  /** Reads a time; nothing where the text is no time. */
  public static Optional<Instant> parse(String text) {
    return Optional.ofNullable(Scan.timeVal(text.strip()));
  }

  /** Writes a time, cut to the second. */
  public static String format(Instant time) {
    return FORMAT.format(time);
  }
}
