package dev.ketch.ftp.listing;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** The time format of MDTM, MFMT and MLSx: {@code YYYYMMDDHHMMSS[.fff]}, UTC (RFC 3659 2.3). */
public final class TimeVal {
  private TimeVal() {}

  /** Reads a time; nothing where the text is no time. */
  public static Optional<Instant> parse(String text) {
    return Optional.ofNullable(Scan.timeVal(text.strip()));
  }

  /** Writes a time, cut to the second. */
  public static String format(Instant time) {
    LocalDateTime utc = LocalDateTime.ofEpochSecond(time.getEpochSecond(), 0, ZoneOffset.UTC);
    long date = (utc.getYear() * 100L + utc.getMonthValue()) * 100 + utc.getDayOfMonth();
    long text = ((date * 100 + utc.getHour()) * 100 + utc.getMinute()) * 100 + utc.getSecond();
    String digits = Long.toString(text);
    return "0".repeat(Math.max(0, 14 - digits.length())) + digits;
  }
}
