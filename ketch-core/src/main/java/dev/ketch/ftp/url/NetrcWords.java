package dev.ketch.ftp.url;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The words of a netrc file, one by one. Where a keyword is due, {@code #} begins a comment; where
 * a value is due, it is part of the value, as a password may begin with it.
 */
final class NetrcWords {
  private final String text;
  private final String fileName;
  private int at;

  NetrcWords(String fileName, String text) {
    this.fileName = fileName;
    this.text = text;
    at = text.startsWith("\uFEFF") ? 1 : 0; // What Windows' editors put in front.
  }

  /** The next keyword, or null at the end. */
  @Nullable String keyword() throws IOException {
    skipBlanks();
    while (at < text.length() && text.charAt(at) == '#') {
      skipLine();
      skipBlanks();
    }
    return at == text.length() ? null : word();
  }

  /** The value of a keyword; it may stand on a later line. */
  String value(String keyword) throws IOException {
    skipBlanks();
    if (at == text.length()) {
      throw malformed("\"" + keyword + "\" without a value");
    }
    return word();
  }

  /** Skips a macro: the rest of the line and all until an empty line. */
  void skipMacro() {
    do {
      skipLine();
    } while (at < text.length() && !emptyLine());
  }

  private boolean emptyLine() {
    int i = at;
    while (i < text.length() && isBlank(text.charAt(i)) && text.charAt(i) != '\n') {
      i++;
    }
    return i == text.length() || text.charAt(i) == '\n';
  }

  private void skipBlanks() {
    while (at < text.length() && isBlank(text.charAt(at))) {
      at++;
    }
  }

  private void skipLine() {
    int end = text.indexOf('\n', at);
    at = end < 0 ? text.length() : end + 1;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }

  private String word() throws IOException {
    boolean quoted = text.charAt(at) == '"';
    StringBuilder word = new StringBuilder();
    int i = quoted ? at + 1 : at;
    while (i < text.length()
        && (quoted ? text.charAt(i) != '"' && text.charAt(i) != '\n' : !isBlank(text.charAt(i)))) {
      if (text.charAt(i) == '\\' && i + 1 < text.length()) {
        i++;
      }
      word.append(text.charAt(i++));
    }
    if (quoted && (i == text.length() || text.charAt(i) == '\n')) {
      throw malformed("a quote that is not closed");
    }
    at = quoted ? i + 1 : i;
    return word.toString();
  }

  /** Never shows a word of the file: it may be part of a password. */
  IOException malformed(String what) {
    long line = text.substring(0, at).chars().filter(c -> c == '\n').count() + 1;
    return new IOException(
        "the file \"" + fileName + "\" is not a netrc file: " + what + " in line " + line);
  }
}
