package dev.ketch.ftp.listing;

import java.util.Arrays;

/**
 * The words of one line as places in it, without a copy of any. One object serves line after line,
 * so that reading a million lines makes nothing but their entries.
 */
final class Words {
  private static final int MOST = 24;

  private final int[] starts = new int[MOST];
  private final int[] ends = new int[MOST];
  private String line = "";
  private int count;

  /** Splits a line at blanks and tabs; of very many words only the first are seen. */
  Words of(String text) {
    line = text;
    count = 0;
    int length = text.length();
    int i = 0;
    while (count < MOST) {
      while (i < length && isBlank(text.charAt(i))) {
        i++;
      }
      if (i == length) {
        break;
      }
      starts[count] = i;
      while (i < length && !isBlank(text.charAt(i))) {
        i++;
      }
      ends[count++] = i;
    }
    return this;
  }

  int count() {
    return count;
  }

  String line() {
    return line;
  }

  int start(int word) {
    return starts[word];
  }

  int end(int word) {
    return ends[word];
  }

  int length(int word) {
    return ends[word] - starts[word];
  }

  char first(int word) {
    return line.charAt(starts[word]);
  }

  char last(int word) {
    return line.charAt(ends[word] - 1);
  }

  char at(int word, int index) {
    return line.charAt(starts[word] + index);
  }

  String text(int word) {
    return line.substring(starts[word], ends[word]);
  }

  /** The text from one word to another, with what stands between them. */
  String text(int from, int to) {
    return line.substring(starts[from], ends[to]);
  }

  /** What stands behind a word, without the blanks before it. */
  String rest(int word) {
    return word + 1 < count ? line.substring(starts[word + 1]) : "";
  }

  boolean is(int word, String text) {
    return length(word) == text.length() && line.startsWith(text, starts[word]);
  }

  boolean isIgnoringCase(int word, String text) {
    return length(word) == text.length()
        && line.regionMatches(true, starts[word], text, 0, text.length());
  }

  boolean startsWith(int word, String text) {
    return length(word) >= text.length() && line.startsWith(text, starts[word]);
  }

  /** Whether all words from the first are these, whatever blanks are between them. */
  boolean are(String... texts) {
    if (count < texts.length) {
      return false;
    }
    for (int i = 0; i < texts.length; i++) {
      if (!isIgnoringCase(i, texts[i])) {
        return false;
      }
    }
    return true;
  }

  /** The value of a word of ASCII digits, or -1. */
  long number(int word) {
    return Scan.number(line, starts[word], ends[word]);
  }

  /** The same with commas between the digits, as Windows writes them. */
  long groupedNumber(int word) {
    return line.indexOf(',', starts[word]) < 0
        ? number(word)
        : Scan.number(text(word).replace(",", ""));
  }

  /** Whether all words were seen: what counts from the last word needs them all. */
  boolean areAll() {
    return count < MOST;
  }

  /** Whether a line is nothing but blanks and tabs. */
  static boolean isBlank(String line) {
    for (int i = 0; i < line.length(); i++) {
      if (!isBlank(line.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  @Override
  public String toString() {
    return Arrays.toString(line.strip().split("[ \t]+", MOST + 1));
  }
}
