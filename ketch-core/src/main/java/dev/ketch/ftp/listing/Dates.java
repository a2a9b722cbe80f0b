package dev.ketch.ftp.listing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a listing shows of a date into an instant, in the server's zone and with a year where
 * it shows none.
 */
final class Dates {
  /** No day of the calendar. */
  static final long NO_DAY = Long.MIN_VALUE;

  private static final int[] DAYS = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  private static final long DAY = Duration.ofDays(1).toSeconds();

  private final ZoneId zone;
  private final @Nullable ZoneOffset fixed;
  private final long latest;
  private final int thisYear;

  /** Dates as the server's zone has them, read at the clock's time. */
  Dates(Clock clock, ZoneId zone) {
    this.zone = zone;
    Instant now = clock.instant();
    this.fixed = zone.getRules().isFixedOffset() ? zone.getRules().getOffset(now) : null;
    // A server's clock, or its zone, may be ahead of ours by up to a day.
    this.latest = now.getEpochSecond() + DAY;
    this.thisYear = now.atZone(zone).getYear();
  }

  /** Days since 1970-01-01 of a date (proleptic Gregorian), or {@link #NO_DAY}. */
  static long epochDay(int year, int month, int day) {
    if (month < 1 || month > 12 || day < 1 || day > DAYS[month - 1] || year < 0 || year > 9999) {
      return NO_DAY;
    }
    boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    if (month == 2 && day == 29 && !leap) {
      return NO_DAY;
    }
    // Years begin in March here, so that the leap day is their last.
    long y = month > 2 ? year : year - 1L;
    long era = Math.floorDiv(y, 400);
    long yearOfEra = y - era * 400;
    long dayOfYear = (153L * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719468;
  }

  /** A date that may show a year of two digits, or of three since 1900 as old servers do. */
  static int fullYear(int year) {
    return year >= 1000 ? year : year >= 100 ? 1900 + year : year < 70 ? 2000 + year : 1900 + year;
  }

  /** A day without a time, or null if there is no such day. */
  @Nullable ModifiedTime day(int year, int month, int day) {
    return time(epochDay(year, month, day), 0, 0, ModifiedTime.Precision.DAY);
  }

  /** A day and the minutes since its midnight (1440 is the next midnight), or null. */
  @Nullable ModifiedTime minute(int year, int month, int day, int minutes) {
    return minutes < 0
        ? null
        : time(epochDay(year, month, day), minutes * 60, 0, ModifiedTime.Precision.MINUTE);
  }

  /** A day and the seconds since its midnight, or null. */
  @Nullable ModifiedTime second(int year, int month, int day, int seconds, int nanos) {
    return seconds < 0
        ? null
        : time(epochDay(year, month, day), seconds, nanos, ModifiedTime.Precision.SECOND);
  }

  /** A date without a year is the latest such date that is not more than a day ahead of us. */
  @Nullable ModifiedTime recent(int month, int day, int minutes) {
    return minutes < 0 ? null : recent(month, day, minutes * 60, ModifiedTime.Precision.MINUTE);
  }

  /** The same with the seconds since midnight. */
  @Nullable ModifiedTime recentSecond(int month, int day, int seconds) {
    return recent(month, day, seconds, ModifiedTime.Precision.SECOND);
  }

  private @Nullable ModifiedTime recent(
      int month, int day, int seconds, ModifiedTime.Precision precision) {
    for (int year = thisYear + 1; year > thisYear - 9; year--) {
      // More than one step back only for 29 February.
      ModifiedTime time = time(epochDay(year, month, day), seconds, 0, precision);
      if (time != null && time.instant().getEpochSecond() <= latest) {
        return time;
      }
    }
    return null;
  }

  private @Nullable ModifiedTime time(
      long epochDay, int seconds, int nanos, ModifiedTime.Precision precision) {
    if (epochDay == NO_DAY || seconds > 86_400) {
      return null;
    }
    long local = epochDay * DAY + seconds;
    long offset =
        fixed != null
            ? fixed.getTotalSeconds()
            : LocalDateTime.ofEpochSecond(local, 0, ZoneOffset.UTC)
                .atZone(zone)
                .getOffset()
                .getTotalSeconds();
    return new ModifiedTime(Instant.ofEpochSecond(local - offset, nanos), precision);
  }
}
