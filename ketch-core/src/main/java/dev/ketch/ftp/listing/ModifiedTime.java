package dev.ketch.ftp.listing;

import java.time.Duration;
import java.time.Instant;

/**
 * When a file was last changed, and how exactly the server told it. A UNIX listing shows minutes
 * for young files and days for old ones: two times are equal if they agree to the coarser
 * precision.
 *
 * @param instant the time told, cut to its precision
 * @param precision how exact it is
 */
public record ModifiedTime(Instant instant, Precision precision) {
  /** How exact a time is. */
  public enum Precision {
    /** A second or better. */
    SECOND(Duration.ofSeconds(1)),
    /** A minute. */
    MINUTE(Duration.ofMinutes(1)),
    /** A day. */
    DAY(Duration.ofDays(1));

    private final Duration unit;

    Precision(Duration unit) {
      this.unit = unit;
    }

    /** The length of one unit. */
    public Duration unit() {
      return unit;
    }
  }

  /** Whether another time is the same as far as both can tell. */
  public boolean agreesWith(ModifiedTime other) {
    Duration unit =
        precision.unit().compareTo(other.precision.unit()) >= 0
            ? precision.unit()
            : other.precision.unit();
    return Math.floorDiv(instant.getEpochSecond(), unit.toSeconds())
        == Math.floorDiv(other.instant.getEpochSecond(), unit.toSeconds());
  }
}
