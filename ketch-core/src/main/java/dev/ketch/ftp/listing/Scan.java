package dev.ketch.ftp.listing;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Small scanners that the dialects share: ASCII digits only, no regular expressions. */
final class Scan {
  /** A word of a line and where it stands. */
  record Word(String text, int start, int end) {}

  private Scan() {}

  /** The words of a line, at most {@code most} of them. */
  static List<Word> words(String line, int most) {
    List<Word> words = new ArrayList<>(12);
    int i = 0;
    while (i < line.length() && words.size() < most) {
      while (i < line.length() && isBlank(line.charAt(i))) {
        i++;
      }
      int start = i;
      while (i < line.length() && !isBlank(line.charAt(i))) {
        i++;
      }
      if (i > start) {
        words.add(new Word(line.substring(start, i), start, i));
      }
    }
    return words;
  }

  /** The value of a text of ASCII digits, or -1 if it is anything else or too large. */
  static long number(String text) {
    if (text.isEmpty() || text.length() > 18) {
      return -1;
    }
    long value = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      value = value * 10 + c - '0';
    }
    return value;
  }

  /** A time of 14 digits with an optional fraction, UTC (RFC 3659 section 2.3), or null. */
  static @Nullable Instant timeVal(String text) {
    int dot = text.indexOf('.');
    String digits = dot < 0 ? text : text.substring(0, dot);
    long fraction = dot < 0 ? 0 : number(text.substring(dot + 1));
    if (digits.length() != 14 || number(digits) < 0 || fraction < 0) {
      return null;
    }
    int nanos = 0;
    if (dot >= 0) {
      String tail = (text.substring(dot + 1) + "000000000").substring(0, 9);
      nanos = (int) number(tail);
    }
    try {
      return LocalDateTime.of(
              (int) number(digits.substring(0, 4)),
              (int) number(digits.substring(4, 6)),
              (int) number(digits.substring(6, 8)),
              (int) number(digits.substring(8, 10)),
              (int) number(digits.substring(10, 12)),
              Math.min(59, (int) number(digits.substring(12, 14))),
              nanos)
          .toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }
}
