package dev.ketch.cli;

/** Makes text of a server harmless to a terminal. */
final class Escape {
  private Escape() {}

  /** The text with controls, bidi marks, separators and lone bytes written as {@code \xHH}. */
  static String text(String text) {
    StringBuilder out = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (pair || !isHarmful(c)) {
        if (out != null) {
          out.append(c);
        }
        if (pair) {
          i++;
          if (out != null) {
            out.append(text.charAt(i));
          }
        }
        continue;
      }
      if (out == null) {
        out = new StringBuilder(text.length() + 16).append(text, 0, i);
      }
      // A byte that is no text of the session's charset is kept as a lone surrogate.
      boolean loneByte = c >= 0xDC80 && c <= 0xDCFF;
      out.append(
          c < 0x100 || loneByte
              ? String.format("\\x%02x", c & 0xFF)
              : String.format("\\u%04x", (int) c));
    }
    return out == null ? text : out.toString();
  }

  private static boolean isHarmful(char c) {
    return c < 0x20
        || (c >= 0x7f && c <= 0x9f)
        || (c >= 0x202a && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069)
        || c == 0x200e
        || c == 0x200f
        || c == 0x2028
        || c == 0x2029
        || c == 0xfeff
        || Character.isSurrogate(c);
  }
}
