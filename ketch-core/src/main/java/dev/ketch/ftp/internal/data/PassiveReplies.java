package dev.ketch.ftp.internal.data;

import dev.ketch.ftp.protocol.Reply;

/** Finds the port in the answers to PASV and EPSV. Linear; every number is checked. */
public final class PassiveReplies {
  private PassiveReplies() {}

  /** The port of a 229 or 227 reply, whichever came, or -1 if there is none to be had. */
  public static int port(Reply reply) {
    return reply.code() == 229 ? epsv(reply.text()) : reply.code() == 227 ? pasv(reply.text()) : -1;
  }

  /** {@code (|||port|)} with any printable delimiter (RFC 2428 section 3). */
  private static int epsv(String text) {
    for (int open = text.indexOf('('); open >= 0; open = text.indexOf('(', open + 1)) {
      int i = open + 4;
      if (i < text.length()) {
        char delimiter = text.charAt(open + 1);
        int end = i;
        while (end < text.length() && isDigit(text.charAt(end)) && end - i < 6) {
          end++;
        }
        boolean framed =
            !isDigit(delimiter)
                && text.charAt(open + 2) == delimiter
                && text.charAt(open + 3) == delimiter
                && end < text.length()
                && text.charAt(end) == delimiter;
        int port = framed ? number(text, i, end) : -1;
        if (port >= 1 && port <= 65535) {
          return port;
        }
      }
    }
    return -1;
  }

  /** Six numbers with commas between, wherever they stand; parentheses are often missing. */
  private static int pasv(String text) {
    int i = 4;
    while (i < text.length()) {
      if (!isDigit(text.charAt(i)) || isDigit(text.charAt(i - 1))) {
        i++;
        continue;
      }
      int[] numbers = new int[6];
      int at = i;
      int n = 0;
      while (n < 6) {
        int end = at;
        while (end < text.length() && isDigit(text.charAt(end)) && end - at < 4) {
          end++;
        }
        numbers[n] = number(text, at, end);
        if (numbers[n] < 0 || numbers[n] > 255) {
          break;
        }
        n++;
        if (n < 6 && (end >= text.length() || text.charAt(end) != ',')) {
          break;
        }
        at = end + 1;
      }
      int port = numbers[4] * 256 + numbers[5];
      if (n == 6 && port > 0) {
        return port;
      }
      i++;
    }
    return -1;
  }

  private static int number(String text, int from, int to) {
    if (from >= to) {
      return -1;
    }
    int value = 0;
    for (int i = from; i < to; i++) {
      value = value * 10 + text.charAt(i) - '0';
    }
    return value;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
