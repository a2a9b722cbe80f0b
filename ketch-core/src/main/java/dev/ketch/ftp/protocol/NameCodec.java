package dev.ketch.ftp.protocol;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Turns the bytes of names and replies into text and back without losing any.
 *
 * <p>Text that is valid in the session's charset is decoded by it. Each byte that is not becomes
 * one of the lone surrogates U+DC80 to U+DCFF, which no valid text holds, and turns back into that
 * byte when it is sent. So a name in a charset that nobody knows can still be listed, fetched and
 * removed.
 */
public final class NameCodec {
  private static final int ESCAPE = 0xDC00;

  /** Names of each charset; beyond that those of the fallback charset keep their bytes. */
  private static final int MOST_REMEMBERED = 100_000;

  private final Charset charset;
  private final @Nullable Charset fallback;
  private final Set<String> inFallback = ConcurrentHashMap.newKeySet();
  private final Set<String> inCharset = ConcurrentHashMap.newKeySet();
  private volatile boolean prefersFallback;

  /** A codec for the charset of a control connection, UTF-8 by default (RFC 2640). */
  public NameCodec(Charset charset) {
    this(charset, null);
  }

  /**
   * A codec for servers whose names are in several charsets: what is not valid UTF-8 is read by the
   * fallback. Such names are remembered, and sent back in the charset that they came in. Safe for
   * use by several sessions.
   */
  public NameCodec(Charset charset, @Nullable Charset fallback) {
    this.charset = charset;
    this.fallback = charset.equals(StandardCharsets.UTF_8) ? fallback : null;
  }

  /** New names are sent in the fallback charset: the server does not speak UTF-8. */
  public void preferFallback() {
    prefersFallback = fallback != null;
  }

  /**
   * Decodes a line of a listing by the fallback charset, where it is not valid UTF-8.
   *
   * @return null if there is no fallback or it does not hold for these bytes either
   */
  public @Nullable String decodeByFallback(byte[] bytes, int from, int to) {
    if (fallback == null || inFallback.size() >= MOST_REMEMBERED) {
      return null;
    }
    int i = from;
    while (i < to && bytes[i] >= 0) {
      i++;
    }
    if (i == to || strictly(charset, bytes, from, to) != null) {
      return null;
    }
    String text = strictly(fallback, bytes, from, to);
    return text != null
            && Arrays.equals(text.getBytes(fallback), Arrays.copyOfRange(bytes, from, to))
        ? text
        : null;
  }

  /** Remembers that a name came in the fallback charset. */
  public void rememberFallback(String name) {
    inFallback.add(name);
  }

  /**
   * Remembers that a name came in UTF-8, where the server does not say that it speaks it: that name
   * goes back as it came.
   */
  public void rememberUtf8(String name) {
    if (prefersFallback && !isAscii(name) && inCharset.size() < MOST_REMEMBERED) {
      inCharset.add(name);
    }
  }

  private static @Nullable String strictly(Charset charset, byte[] bytes, int from, int to) {
    try {
      return charset
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes, from, to - from))
          .toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /** The charset in use. */
  public Charset charset() {
    return charset;
  }

  /** Decodes any bytes. Encoding the result gives the same bytes. */
  public String decode(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to && bytes[i] >= 0) {
      i++;
    }
    if (i == to) {
      return new String(bytes, from, to - from, StandardCharsets.US_ASCII);
    }
    String text = strictly(charset, bytes, from, to);
    if (text != null
        && (charset.equals(StandardCharsets.UTF_8)
            || encodesTo(text, Arrays.copyOfRange(bytes, from, to)))) {
      return text;
    }
    return charset.equals(StandardCharsets.UTF_8)
        ? decodePiecewise(bytes, from, to)
        : escapeAll(bytes, from, to);
  }

  /** Some charsets decode what they cannot encode, or encode nothing at all. */
  private boolean encodesTo(String text, byte[] bytes) {
    try {
      return Arrays.equals(encode(text), bytes);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Decodes a whole array. */
  public String decode(byte[] bytes) {
    return decode(bytes, 0, bytes.length);
  }

  /**
   * Encodes text for the wire.
   *
   * @throws IllegalArgumentException if a character does not exist in the charset
   */
  public byte[] encode(String text) {
    if (isAscii(text)) {
      return text.getBytes(StandardCharsets.US_ASCII);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(text.length() + 16);
    if (fallback == null) {
      encode(out, text, 0, text.length());
      return out.toByteArray();
    }
    // Each segment of a path in the charset that its name came in.
    int from = 0;
    while (from <= text.length()) {
      int slash = text.indexOf('/', from);
      int to = slash < 0 ? text.length() : slash;
      encode(out, text, from, to);
      if (slash >= 0) {
        out.write('/');
      }
      from = to + 1;
    }
    return out.toByteArray();
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  private void encode(ByteArrayOutputStream out, String text, int from, int to) {
    Charset own = charsetOf(text.substring(from, to));
    int start = from;
    for (int i = from; i < to; i++) {
      if (isEscape(text, i)) {
        writeEncoded(out, own, text, start, i);
        out.write(text.charAt(i) - ESCAPE);
        start = i + 1;
      }
    }
    writeEncoded(out, own, text, start, to);
  }

  /** The charset of one segment; a command's verb may stand before the first. */
  private Charset charsetOf(String segment) {
    if (fallback == null) {
      return charset;
    }
    if (isIn(inFallback, segment)) {
      return fallback;
    }
    // Where the fallback does not hold for a name, the rest of it was read as UTF-8.
    return prefersFallback && !isIn(inCharset, segment) && !hasEscape(segment) ? fallback : charset;
  }

  private static boolean isIn(Set<String> names, String segment) {
    int blank = segment.indexOf(' ');
    return names.contains(segment) || blank > 0 && names.contains(segment.substring(blank + 1));
  }

  private static boolean hasEscape(String segment) {
    for (int i = 0; i < segment.length(); i++) {
      if (isEscape(segment, i)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isEscape(String text, int i) {
    char c = text.charAt(i);
    return c >= ESCAPE + 0x80
        && c <= ESCAPE + 0xFF
        && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
  }

  private static void writeEncoded(
      ByteArrayOutputStream out, Charset own, String text, int from, int to) {
    if (from == to) {
      return;
    }
    try {
      ByteBuffer bytes =
          own.newEncoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .encode(CharBuffer.wrap(text, from, to));
      out.write(bytes.array(), bytes.arrayOffset(), bytes.remaining());
    } catch (CharacterCodingException | UnsupportedOperationException e) {
      throw new IllegalArgumentException(
          "a name or command holds a character that cannot be sent in "
              + own.name()
              + "; set the server's charset with --encoding",
          e);
    }
  }

  private String decodePiecewise(byte[] bytes, int from, int to) {
    StringBuilder text = new StringBuilder(to - from);
    int i = from;
    while (i < to) {
      int length = sequenceLength(bytes, i, to);
      if (length == 0) {
        text.append((char) (ESCAPE + (bytes[i] & 0xFF)));
        i++;
      } else {
        text.append(new String(bytes, i, length, StandardCharsets.UTF_8));
        i += length;
      }
    }
    return text.toString();
  }

  /** The length of the valid UTF-8 sequence at {@code i}, or 0. */
  private int sequenceLength(byte[] bytes, int i, int to) {
    int lead = bytes[i] & 0xFF;
    int length = lead < 0x80 ? 1 : lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (length <= 1 || lead > 0xF4 || i + length > to) {
      return lead < 0x80 ? 1 : 0;
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, i, length));
      return length;
    } catch (CharacterCodingException e) {
      return 0;
    }
  }

  private static String escapeAll(byte[] bytes, int from, int to) {
    StringBuilder text = new StringBuilder(to - from);
    for (int i = from; i < to; i++) {
      text.append((char) (bytes[i] >= 0 ? bytes[i] : ESCAPE + (bytes[i] & 0xFF)));
    }
    return text.toString();
  }
}
