package dev.ketch.ftp.internal.local;

import dev.ketch.ftp.protocol.NameCodec;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Paths of files whose names keep their bytes, as {@link NameCodec} writes them: a byte that is no
 * UTF-8 is a lone surrogate.
 *
 * <p>{@code Path.of(String)} refuses such a text, and {@code Path.toString()} shows U+FFFD in its
 * place, which names no file. But a path of Unix holds bytes, and {@code Path.of(URI)} and {@code
 * Path.toUri()} take and give them all. So names with such bytes go this way, and in a locale
 * without UTF-8 (C, POSIX) all that are not ASCII. Elsewhere, as on Windows, where names are text,
 * this is Java's own way.
 */
public final class LocalPaths {
  private static final char UNREADABLE = '\uFFFD';
  private static final NameCodec CODEC = new NameCodec(StandardCharsets.UTF_8);
  private static final boolean KEEP_BYTES = keepBytes();
  private static final boolean OF_UNIX = FileSystems.getDefault().getSeparator().equals("/");
  private static final String LOCALE =
      "this locale has no such name; LC_ALL=C.UTF-8 has, or --encoding CHARSET if it is not UTF-8";

  private LocalPaths() {}

  /** Whether this system's paths hold bytes that Java's text of them does not. */
  private static boolean keepBytes() {
    try {
      Path probe = Path.of(URI.create("file:///%C3%BC%E9"));
      String text = probe.toString();
      boolean utf8 = text.equals("/\u00FC" + UNREADABLE);
      boolean ascii = text.equals("/" + UNREADABLE + UNREADABLE + UNREADABLE);
      return (utf8 || ascii) && probe.toUri().getRawPath().startsWith("/%C3%BC%E9");
    } catch (RuntimeException e) {
      return false;
    }
  }

  /**
   * The path for a text.
   *
   * @throws InvalidPathException if this machine cannot hold it
   */
  public static Path of(String text) {
    boolean stray = hasStrayBytes(text);
    try {
      if (!stray || !KEEP_BYTES) {
        return Path.of(text);
      }
    } catch (InvalidPathException e) {
      if (!KEEP_BYTES && OF_UNIX && text.chars().anyMatch(c -> c >= 0x80)) {
        throw new InvalidPathException(text, LOCALE);
      }
      if (!KEEP_BYTES || text.indexOf(0) >= 0) {
        throw e;
      }
    }
    return ofBytes(text);
  }

  /** Whether a text holds bytes that are no text. */
  public static boolean hasStrayBytes(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0xDC80
          && c <= 0xDCFF
          && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)))) {
        return true;
      }
    }
    return false;
  }

  private static Path ofBytes(String text) {
    byte[] bytes;
    try {
      bytes = CODEC.encode(text);
    } catch (IllegalArgumentException e) {
      throw new InvalidPathException(text, "it is no text");
    }
    StringBuilder raw = new StringBuilder("file:///");
    for (byte b : bytes) {
      char last = raw.charAt(raw.length() - 1);
      char c = (char) (b & 0xFF);
      boolean plain =
          c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '.';
      if (c == 0) {
        throw new InvalidPathException(text, "it holds a NUL");
      } else if (c == '/') {
        raw.append(last == '/' ? "" : "/");
      } else if (plain) {
        raw.append(c);
      } else {
        raw.append(String.format("%%%02X", (int) c));
      }
    }
    Path absolute = Path.of(URI.create(raw.toString()));
    return text.startsWith("/") ? absolute : absolute.subpath(0, absolute.getNameCount());
  }

  /** The text of a path, from which {@link #of} makes the same path again. */
  public static String text(Path path) {
    String text = path.toString();
    if (text.indexOf(UNREADABLE) < 0 || !KEEP_BYTES || !isOurs(path)) {
      return text;
    }
    String raw = Path.of("/").resolve(path).toUri().getRawPath();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int end = raw.endsWith("/") ? raw.length() - 1 : raw.length(); // It does for a directory.
    for (int i = path.isAbsolute() ? 0 : 1; i < end; i++) {
      char c = raw.charAt(i);
      if (c == '%') {
        bytes.write(Integer.parseInt(raw, i + 1, i + 3, 16));
        i += 2;
      } else {
        bytes.write(c);
      }
    }
    return CODEC.decode(bytes.toByteArray());
  }

  /** The last name of a path, empty if it has none. */
  public static String name(Path path) {
    Path name = path.getFileName();
    return name == null ? "" : text(name);
  }

  /** A path within a directory. */
  public static Path resolve(Path directory, String text) {
    return isOurs(directory) ? directory.resolve(of(text)) : directory.resolve(text);
  }

  /** Another name in the same directory. */
  public static Path sibling(Path file, String name) {
    return isOurs(file) ? file.resolveSibling(of(name)) : file.resolveSibling(name);
  }

  private static boolean isOurs(Path path) {
    return path.getFileSystem() == FileSystems.getDefault();
  }
}
