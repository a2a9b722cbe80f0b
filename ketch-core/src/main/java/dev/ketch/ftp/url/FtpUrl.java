package dev.ketch.ftp.url;

import dev.ketch.ftp.protocol.NameCodec;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * An FTP URL (RFC 1738 section 3.2): {@code ftp://[user@]host[:port]/path[;type=a|i|d]}, {@code
 * ftps://} for implicit TLS, {@code ftpes://} for explicit TLS.
 *
 * <p>The path is relative to the login directory; {@code //path} and {@code /%2Fpath} are absolute.
 * Percent escapes are bytes: a name in any charset can be written.
 *
 * @param scheme {@code ftp}, {@code ftps} or {@code ftpes}
 * @param user the user, or null where the URL names none
 * @param password the password, or null; never shown by {@link #toString()}
 * @param host name or address; an IPv6 address without its brackets
 * @param explicitPort the port, where the URL names one
 * @param path the remote path, decoded: {@code a/b}, {@code /a/b}, or empty for the login directory
 * @param type {@code a}, {@code i}, {@code d}, or null where none is given
 */
public record FtpUrl(
    String scheme,
    @Nullable String user,
    @Nullable String password,
    String host,
    OptionalInt explicitPort,
    String path,
    @Nullable Character type) {
  private static final NameCodec UTF_8 = new NameCodec(StandardCharsets.UTF_8);
  private static final String UNRESERVED = "-._~!$&'()*+,=:@/";

  /** Whether the text begins like a URL of this kind. */
  public static boolean isUrl(String text) {
    int colon = text.indexOf("://");
    return colon > 0 && isScheme(text.substring(0, colon).toLowerCase(Locale.ROOT));
  }

  /**
   * Reads a URL.
   *
   * @throws IllegalArgumentException with one sentence saying what is wrong with it
   */
  public static FtpUrl parse(String text) {
    int colon = text.indexOf("://");
    String scheme = colon < 0 ? "" : text.substring(0, colon).toLowerCase(Locale.ROOT);
    if (!isScheme(scheme)) {
      throw bad(text, "must begin with ftp://, ftps:// or ftpes://");
    }
    int slash = text.indexOf('/', colon + 3);
    String authority = text.substring(colon + 3, slash < 0 ? text.length() : slash);
    String rest = slash < 0 ? "" : text.substring(slash + 1);
    int at = authority.lastIndexOf('@');
    String userInfo = at < 0 ? null : authority.substring(0, at);
    String hostPort = authority.substring(at + 1);
    int hostEnd = hostEnd(text, hostPort);
    String host = hostPort.substring(0, hostEnd);
    if (host.startsWith("[")) {
      host = host.substring(1, host.length() - 1);
    }
    if (host.isEmpty()) {
      throw bad(text, "names no host");
    }
    int secret = userInfo == null ? -1 : userInfo.indexOf(':');
    int typeAt = typeAt(rest);
    return new FtpUrl(
        scheme,
        userInfo == null
            ? null
            : decode(text, secret < 0 ? userInfo : userInfo.substring(0, secret)),
        userInfo == null || secret < 0 ? null : decode(text, userInfo.substring(secret + 1)),
        decode(text, host),
        port(text, hostPort.substring(hostEnd)),
        decode(text, typeAt < 0 ? rest : rest.substring(0, typeAt)),
        typeAt < 0 ? null : Character.toLowerCase(rest.charAt(rest.length() - 1)));
  }

  /** The port named, else 990 for {@code ftps} and 21 for the others. */
  public int port() {
    return explicitPort.orElse(scheme.equals("ftps") ? 990 : 21);
  }

  /** The last segment of the path, empty where the path is empty or ends in a slash. */
  public String fileName() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The same place with another path. */
  public FtpUrl withPath(String other) {
    return new FtpUrl(scheme, user, password, host, explicitPort, other, type);
  }

  /** The URL in canonical form, escaped, without the password. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(scheme).append("://");
    if (user != null) {
      escape(text, user, "-._~");
      text.append('@');
    }
    text.append(host.indexOf(':') >= 0 ? "[" + host + "]" : host);
    explicitPort.ifPresent(port -> text.append(':').append(port));
    text.append('/');
    escape(text, path, UNRESERVED);
    return type == null ? text.toString() : text.append(";type=").append(type).toString();
  }

  private static boolean isScheme(String scheme) {
    return scheme.equals("ftp") || scheme.equals("ftps") || scheme.equals("ftpes");
  }

  private static int hostEnd(String url, String hostPort) {
    if (hostPort.startsWith("[")) {
      int bracket = hostPort.indexOf(']');
      if (bracket < 0) {
        throw bad(url, "has a [ without its ]");
      }
      return bracket + 1;
    }
    int colon = hostPort.indexOf(':');
    return colon < 0 ? hostPort.length() : colon;
  }

  private static OptionalInt port(String url, String suffix) {
    if (suffix.isEmpty() || suffix.equals(":")) {
      return OptionalInt.empty();
    }
    int value = 0;
    for (int i = 1; i < suffix.length(); i++) {
      char c = suffix.charAt(i);
      if (c < '0' || c > '9' || i > 5) {
        value = -1;
        break;
      }
      value = value * 10 + c - '0';
    }
    if (suffix.charAt(0) != ':' || value < 1 || value > 65535) {
      throw bad(url, "has a port that is not a number from 1 to 65535");
    }
    return OptionalInt.of(value);
  }

  private static int typeAt(String rest) {
    int at = rest.length() - 7;
    boolean typed =
        at >= 0
            && rest.regionMatches(true, at, ";type=", 0, 6)
            && "aidAID".indexOf(rest.charAt(rest.length() - 1)) >= 0;
    return typed ? at : -1;
  }

  private static String decode(String url, String part) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(part.length());
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      if (c == '%') {
        boolean room = i + 2 < part.length();
        int high = room ? Character.digit(part.charAt(i + 1), 16) : -1;
        int low = room ? Character.digit(part.charAt(i + 2), 16) : -1;
        if (high < 0 || low < 0) {
          throw bad(url, "has a % that is not followed by two hexadecimal digits; write it %25");
        }
        bytes.write(high * 16 + low);
        i += 2;
      } else {
        int end = i + 1;
        while (end < part.length() && part.charAt(end) != '%') {
          end++;
        }
        bytes.writeBytes(UTF_8.encode(part.substring(i, end)));
        i = end - 1;
      }
    }
    String text = UTF_8.decode(bytes.toByteArray());
    if (text.chars().anyMatch(c -> c < 0x20 || c == 0x7f)) {
      throw bad(url, "holds a control character");
    }
    return text;
  }

  private static void escape(StringBuilder out, String text, String plain) {
    for (byte b : UTF_8.encode(text)) {
      char c = (char) (b & 0xFF);
      boolean word = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
      if (word || plain.indexOf(c) >= 0) {
        out.append(c);
      } else {
        out.append('%')
            .append(Character.forDigit(c >> 4, 16))
            .append(Character.forDigit(c & 15, 16));
      }
    }
  }

  private static IllegalArgumentException bad(String url, String what) {
    int at = url.lastIndexOf('@');
    String shown = at < 0 ? url : "…" + url.substring(at);
    return new IllegalArgumentException("the URL \"" + shown + "\" " + what);
  }
}
