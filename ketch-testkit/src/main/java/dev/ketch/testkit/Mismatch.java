package dev.ketch.testkit;

import java.io.EOFException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** How a transcript's line is compared with what a client sent. */
final class Mismatch {
  private Mismatch() {}

  /** Whether the client sent what was wanted; see {@link Word#CLIENT}. */
  static boolean fits(String wanted, String got) {
    return fitsExactly(wanted, got) || fitsExactly(latin1(wanted), got);
  }

  private static boolean fitsExactly(String wanted, String got) {
    return wanted.endsWith("*")
        ? got.startsWith(wanted.substring(0, wanted.length() - 1))
        : got.equals(wanted);
  }

  /** The wanted line as lines are read: each byte a character. */
  private static String latin1(String wanted) {
    try {
      return new String(Bytes.of(wanted), StandardCharsets.ISO_8859_1);
    } catch (IllegalArgumentException e) {
      return wanted; // A backslash and nothing more.
    }
  }

  /**
   * What to throw for a line that was not expected.
   *
   * @throws EOFException if the client ended
   */
  static IllegalStateException of(String wanted, @Nullable String got) throws EOFException {
    if (got == null) {
      throw new EOFException("expected " + wanted + ", got the end of the connection");
    }
    return new IllegalStateException("expected " + wanted + ", got \"" + got + "\"");
  }
}
