package dev.ketch.ftp.listing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Small scanners that the dialects share: ASCII digits only, no regular expressions. */
final class Scan {
  private Scan() {}

  /** The value of a text of ASCII digits, or -1 if it is anything else or too large. */
  static long number(String text) {
    return number(text, 0, text.length());
  }

  /** The value of the ASCII digits between two places, or -1. */
  static long number(String text, int from, int to) {
    if (from >= to || to > text.length()) {
      return -1;
    }
    long value = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9 || value > (Long.MAX_VALUE - digit) / 10) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  /** Whether all between two places are ASCII digits, however many. */
  static boolean digits(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return false;
      }
    }
    return from < to;
  }

  /** As {@link #number(String, int, int)} for a number that is small; -1 if it is not. */
  static int small(String text, int from, int to) {
    return to - from > 6 ? -1 : (int) number(text, from, to);
  }

  /**
   * A time of 14 digits with an optional fraction, UTC (RFC 3659 section 2.3), or null. Old servers
   * write the year 2000 as {@code 19100}: a hundred years after 1900.
   */
  static @Nullable Instant timeVal(String text) {
    return timeVal(text, 0, text.length());
  }

  static @Nullable Instant timeVal(String text, int from, int to) {
    int dot = text.indexOf('.', from);
    int end = dot < 0 || dot > to ? to : dot;
    int length = end - from;
    boolean y2k = length == 15 && text.startsWith("191", from);
    if (length != 14 && !y2k || !digits(text, from, end)) {
      return null;
    }
    int year = y2k ? 1900 + small(text, from + 2, from + 5) : small(text, from, from + 4);
    int at = from + (y2k ? 5 : 4);
    int second = small(text, at + 8, at + 10);
    long day = Dates.epochDay(year, small(text, at, at + 2), small(text, at + 2, at + 4));
    int hour = small(text, at + 4, at + 6);
    int minute = small(text, at + 6, at + 8);
    if (day == Dates.NO_DAY || hour > 23 || minute > 59 || second > 60) {
      return null;
    }
    long seconds = day * 86400 + hour * 3600L + minute * 60L + Math.min(59, second);
    if (end == to) {
      return Instant.ofEpochSecond(seconds);
    }
    int nanos = nanos(text, end + 1, to);
    return nanos < 0 ? null : Instant.ofEpochSecond(seconds, nanos);
  }

  /** The digits behind a decimal point as nanoseconds, or -1. */
  static int nanos(String text, int from, int to) {
    if (!digits(text, from, to)) {
      return -1;
    }
    int nanos = 0;
    for (int i = 0; i < 9; i++) {
      nanos = nanos * 10 + (from + i < to ? text.charAt(from + i) - '0' : 0);
    }
    return nanos;
  }
}
