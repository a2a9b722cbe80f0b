package dev.ketch.ftp.internal.transfer;

import dev.ketch.ftp.protocol.Reply;

/** Reads {@code 150 Opening … (1234 bytes)}, the one place where some servers tell a size. */
public final class SizeHint {
  private SizeHint() {}

  /** The number before {@code bytes)} in a 150 reply, or -1. */
  public static long of(Reply reply) {
    String text = reply.message();
    int end = text.toLowerCase(java.util.Locale.ROOT).lastIndexOf(" bytes)");
    int start = end < 0 ? -1 : text.lastIndexOf('(', end);
    if (reply.code() != 150 || start < 0 || end - start > 19 || end == start + 1) {
      return -1;
    }
    long value = 0;
    for (int i = start + 1; i < end; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      value = value * 10 + c - '0';
    }
    return value;
  }
}
