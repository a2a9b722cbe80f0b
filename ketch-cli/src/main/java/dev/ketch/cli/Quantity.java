package dev.ketch.cli;

import java.util.Locale;

/** Numbers of bytes as people write them: {@code 500}, {@code 500k}, {@code 2M}, {@code 1G}. */
final class Quantity {
  private Quantity() {}

  static long parse(String option, String words) {
    String text = words.toLowerCase(Locale.ROOT);
    int unit = text.isEmpty() ? -1 : "kmg".indexOf(text.charAt(text.length() - 1));
    try {
      long number = Long.parseLong(unit < 0 ? text : text.substring(0, text.length() - 1));
      if (number >= 0 && number < 1L << 33) {
        return number << (10 * (unit + 1));
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new UsageException(
        option + " takes bytes, such as 500, 500k, 2M or 1G; not \"" + words + "\"");
  }
}
