package dev.ketch.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Text of a transcript as bytes: UTF-8, with its escapes. */
final class Bytes {
  private Bytes() {}

  /**
   * The bytes.
   *
   * @throws IllegalArgumentException if {@code \x} is not followed by two hexadecimal digits
   */
  static byte[] of(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\\' || i + 1 == text.length()) {
        int next = text.offsetByCodePoints(i, 1);
        out.writeBytes(text.substring(i, next).getBytes(StandardCharsets.UTF_8));
        i = next - 1;
        continue;
      }
      char escape = text.charAt(++i);
      switch (escape) {
        case 'r' -> out.write('\r');
        case 'n' -> out.write('\n');
        case 't' -> out.write('\t');
        case '0' -> out.write(0);
        case 'x' -> {
          out.write(hex(text, i + 1));
          i += 2;
        }
        default -> out.write(escape);
      }
    }
    return out.toByteArray();
  }

  private static int hex(String text, int at) {
    if (at + 2 > text.length()
        || Character.digit(text.charAt(at), 16) < 0
        || Character.digit(text.charAt(at + 1), 16) < 0) {
      throw new IllegalArgumentException("\\x needs two hexadecimal digits after it");
    }
    return Integer.parseInt(text.substring(at, at + 2), 16);
  }

  /** Writes bytes one at a time, each on its own, with a pause after each but the last. */
  static void trickle(OutputStream out, byte[] bytes, long micros) throws IOException {
    for (int i = 0; i < bytes.length; i++) {
      if (i > 0) {
        pause(micros);
      }
      out.write(bytes[i]);
      out.flush();
    }
  }

  /** Does nothing for a while; an interrupt ends that early. */
  static void pause(long micros) {
    try {
      TimeUnit.MICROSECONDS.sleep(micros);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
