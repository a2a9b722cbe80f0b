package dev.ketch.ftp.internal.transfer;

import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/** Listings that a z server sends as they lie on its disks. */
final class Ebcdic {
  /** A new line, and the line feed that some translations make of it. */
  private static final byte NEW_LINE = 0x15;

  private static final byte LINE_FEED = 0x25;
  private static final String NAME = "IBM1047";

  private Ebcdic() {}

  /** Loaded for the first such listing only: Java's extended charsets take time to load. */
  private static final class Table {
    static final byte @Nullable [] ASCII = table();
  }

  private static byte @Nullable [] table() {
    if (!Charset.isSupported(NAME)) {
      return null; // A run-time image without the extended charsets.
    }
    byte[] all = new byte[256];
    for (int i = 0; i < 256; i++) {
      all[i] = (byte) i;
    }
    String text = new String(all, Charset.forName(NAME));
    byte[] table = new byte[256];
    for (int i = 0; i < 256; i++) {
      char c = text.charAt(i);
      table[i] = (byte) (c < 0x80 ? c : '?');
    }
    table[NEW_LINE] = '\n';
    table[LINE_FEED] = '\n';
    return table;
  }

  /** Whether what came first is EBCDIC: lines of it, and letters and digits of no ASCII text. */
  static boolean isListing(byte[] bytes, int length) {
    int lines = 0;
    int typical = 0;
    for (int i = 0; i < length; i++) {
      int b = bytes[i] & 0xFF;
      if (b == '\n') {
        return false;
      }
      lines += b == NEW_LINE || b == LINE_FEED && i > 0 && bytes[i - 1] == '\r' ? 1 : 0;
      boolean letter = b >= 0x81 && b <= 0xA9 || b >= 0xC1 && b <= 0xE9;
      boolean digit = b >= 0xF0 && b <= 0xF9;
      typical += letter || digit || b == 0x40 ? 1 : 0;
    }
    return lines > 0 && typical > length / 2 && Table.ASCII != null;
  }

  /** Translates in place; only after {@link #isListing} has said yes. */
  static void toAscii(byte[] bytes, int length) {
    byte[] table = Table.ASCII;
    for (int i = 0; table != null && i < length; i++) {
      bytes[i] = table[bytes[i] & 0xFF];
    }
  }
}
