package dev.ketch.ftp.listing;

/** Times of day as listings write them. */
final class ClockText {
  private ClockText() {}

  /**
   * Minutes since midnight of {@code h:mm}, or -1. {@code 24:00} is the next midnight; {@code AM},
   * {@code PM}, {@code a} or {@code p} may follow at once.
   */
  static int minutes(String line, int from, int to) {
    int colon = from + 1;
    if (colon < to && line.charAt(colon) != ':') {
      colon++;
    }
    if (colon >= to || line.charAt(colon) != ':' || to - colon < 3) {
      return -1;
    }
    int hours = Scan.small(line, from, colon);
    int minutes = Scan.small(line, colon + 1, colon + 3);
    if (hours < 0 || minutes < 0 || minutes > 59) {
      return -1;
    }
    if (to == colon + 3) {
      return hours > 24 || hours == 24 && minutes > 0 ? -1 : hours * 60 + minutes;
    }
    char half = line.charAt(colon + 3);
    boolean noon = half == 'P' || half == 'p';
    if (!noon && half != 'A' && half != 'a' || to > colon + 5 || hours > 12) {
      return -1;
    }
    return hours % 12 * 60 + minutes + (noon ? 720 : 0);
  }

  /** Seconds since midnight of {@code h:mm:ss}, or -1. */
  static int seconds(String line, int from, int to) {
    int colon = line.lastIndexOf(':', to - 1);
    if (colon <= from || to - colon != 3) {
      return -1;
    }
    int minutes = minutes(line, from, colon);
    int seconds = Scan.small(line, colon + 1, to);
    return minutes < 0 || minutes >= 1440 || seconds < 0 || seconds > 60
        ? -1
        : minutes * 60 + Math.min(seconds, 59);
  }
}
