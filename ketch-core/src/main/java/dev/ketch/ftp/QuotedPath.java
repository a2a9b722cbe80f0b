package dev.ketch.ftp;

import dev.ketch.ftp.protocol.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The path in a reply to PWD or MKD (RFC 959 appendix II): between quotes, a quote in it doubled.
 * Servers put it anywhere in the text. What can be read in two ways is not read at all.
 */
final class QuotedPath {
  /** What may follow a closing quote. Anything else is a quote that was not doubled. */
  private static final String ENDS = " \t.,;:)]>";

  /** Servers that forget the quotes: {@code 257 /home/x is current directory}. */
  private static final Pattern BARE =
      Pattern.compile(
          "(/|/\\S*[^\\s.,;:])( is( the| your)? (current|working|present|remote)\\b.*)?");

  private static final Pattern SINGLE =
      Pattern.compile("(?:.*[\\s(:=])?'(/[^']*)'(?:[\\s.,;:)].*)?");

  /** VMS, Windows, z/OS and Tandem name directories so, and take these names in CWD. */
  private static final Pattern ELSEWHERE =
      Pattern.compile(
          "[^\\s\\[\\]]*:\\[[^\\[\\]]*\\]|[A-Za-z]:[\\\\/].*|'[^']+'|[\\\\$][A-Za-z].*");

  /** The beginning of a path. Beside another one: which of them is meant? */
  private static final Pattern PATH = Pattern.compile("(^|[^\\p{Alnum}./_-])/");

  private QuotedPath() {}

  /** The quoted path, as the server writes it; empty if there is none or more than one reading. */
  static Optional<String> of(Reply reply) {
    List<String> parts = reply.isCompletion() ? parts(reply) : null;
    return parts == null ? Optional.empty() : single(parts);
  }

  /**
   * The working directory in a reply to PWD: only a path that leads to the same place from
   * everywhere, since it will be sent back. A relative one would not.
   */
  static Optional<String> place(Reply reply) {
    List<String> parts = reply.isCompletion() ? parts(reply) : null;
    if (parts == null) {
      return Optional.empty();
    }
    Optional<String> path = parts.isEmpty() ? unquoted(reply) : single(parts);
    return path.filter(p -> p.startsWith("/") || ELSEWHERE.matcher(p).matches());
  }

  private static Optional<String> single(List<String> parts) {
    if (parts.stream().distinct().count() > 1) {
      parts = parts.stream().filter(p -> p.startsWith("/")).distinct().toList();
      return parts.size() == 1 ? Optional.of(parts.get(0)) : Optional.empty();
    }
    return parts.stream().findFirst().filter(p -> !p.isEmpty());
  }

  /** All that stands between quotes; null if that cannot be said for certain. */
  private static @Nullable List<String> parts(Reply reply) {
    List<String> parts = new ArrayList<>();
    StringBuilder outside = new StringBuilder();
    for (String text : texts(reply)) {
      int at = text.indexOf('"');
      int from = 0;
      while (at >= 0) {
        outside.append(text, from, at);
        int end = end(text, at + 1);
        if (end < 0 || end + 1 < text.length() && ENDS.indexOf(text.charAt(end + 1)) < 0) {
          return null;
        }
        String path = text.substring(at + 1, end).replace("\"\"", "\"");
        if (holdsControl(path)) {
          return null; // What comes from the server is input: it will be sent back in commands.
        }
        parts.add(path);
        from = end + 1;
        at = text.indexOf('"', from);
      }
      outside.append(text, from, text.length()).append(' ');
    }
    boolean several = !parts.isEmpty() && PATH.matcher(outside).find();
    return several || parts.size() > 1 && parts.contains("") ? null : parts;
  }

  /** The closing quote: the first that is not doubled, or -1. */
  private static int end(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      if (text.charAt(i) == '"') {
        if (i + 1 == text.length() || text.charAt(i + 1) != '"') {
          return i;
        }
        i++;
      }
    }
    return -1;
  }

  private static Optional<String> unquoted(Reply reply) {
    List<String> texts = texts(reply);
    String text = texts.get(0).strip();
    if (texts.size() > 1 || holdsControl(text) || PATH.matcher(text).results().count() != 1) {
      return Optional.empty();
    }
    boolean pair = text.chars().filter(c -> c == '\'').count() == 2;
    Matcher found = (pair ? SINGLE : BARE).matcher(text);
    return found.matches() ? Optional.of(found.group(1)) : Optional.empty();
  }

  /** The lines without their codes. */
  private static List<String> texts(Reply reply) {
    String code = Integer.toString(reply.code());
    return reply.lines().stream()
        .map(
            line -> {
              boolean coded =
                  line.length() > 3
                      && line.startsWith(code)
                      && (line.charAt(3) == ' ' || line.charAt(3) == '-');
              return coded ? line.substring(4) : line.equals(code) ? "" : line;
            })
        .toList();
  }

  private static boolean holdsControl(String text) {
    return text.chars().anyMatch(c -> c < 0x20 || c == 0x7f);
  }
}
