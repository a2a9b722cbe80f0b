package dev.ketch.ftp;

import dev.ketch.ftp.protocol.Reply;

/** The path in a 257 reply (RFC 959 appendix II): between quotes, a quote in it doubled. */
final class QuotedPath {
  private QuotedPath() {}

  /** The path, or an empty text if there is none that could be sent back. */
  static String of(Reply reply) {
    String text = reply.message();
    if (reply.code() != 257 || !text.startsWith("\"")) {
      return "";
    }
    StringBuilder path = new StringBuilder();
    int i = 1;
    while (i < text.length()) {
      char c = text.charAt(i++);
      if (c == '"') {
        if (i == text.length() || text.charAt(i) != '"') {
          return path.toString();
        }
        i++;
      }
      if (c < 0x20 || c == 0x7f) {
        return ""; // What comes from the server is input: it will be sent back in commands.
      }
      path.append(c);
    }
    return "";
  }
}
