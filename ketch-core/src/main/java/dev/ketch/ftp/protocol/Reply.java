package dev.ketch.ftp.protocol;

import java.util.List;

/**
 * One reply of the server: a three-digit code and one or more lines of text (RFC 959 section 4.2).
 *
 * @param code the reply code, 100 to 599
 * @param lines the lines as received, each without its line end but with its code; never empty
 */
public record Reply(int code, List<String> lines) {
  /** Checks the code and copies the lines. */
  public Reply {
    if (code < 100 || code > 599) {
      throw new IllegalArgumentException("a reply code is between 100 and 599, not " + code);
    }
    lines = List.copyOf(lines);
    if (lines.isEmpty()) {
      throw new IllegalArgumentException("a reply has at least one line");
    }
  }

  /** 1xx: the action has begun; another reply follows. */
  public boolean isPreliminary() {
    return code < 200;
  }

  /** 2xx: done. */
  public boolean isCompletion() {
    return code >= 200 && code < 300;
  }

  /** 3xx: accepted so far; the server waits for the next command of the sequence. */
  public boolean isIntermediate() {
    return code >= 300 && code < 400;
  }

  /** 4xx: refused for now; the same command may succeed later. */
  public boolean isTransient() {
    return code >= 400 && code < 500;
  }

  /** 5xx: refused for good. */
  public boolean isPermanent() {
    return code >= 500;
  }

  /** All lines joined by {@code \n}, codes included: the whole reply as ftplib returns it. */
  public String text() {
    return String.join("\n", lines);
  }

  /** The text of the first line behind the code, such as {@code Transfer complete.} */
  public String message() {
    String first = lines.get(0);
    return first.length() > 4 ? first.substring(4) : "";
  }

  /** The last line behind its code. Multi-line errors often put the reason there. */
  public String lastMessage() {
    String last = lines.get(lines.size() - 1);
    return last.length() > 4 ? last.substring(4) : "";
  }

  @Override
  public String toString() {
    return lines.size() == 1 ? lines.get(0) : lines.get(0) + " … " + lines.get(lines.size() - 1);
  }
}
