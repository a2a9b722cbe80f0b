package dev.ketch.ftp.internal.control;

import dev.ketch.ftp.options.Limits;
import dev.ketch.ftp.protocol.FtpClosedException;
import dev.ketch.ftp.protocol.FtpProtocolException;
import dev.ketch.ftp.protocol.NameCodec;
import dev.ketch.ftp.protocol.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads replies (RFC 959 section 4.2) within their limits. Linear in what it reads. */
final class ReplyReader {
  /** Fills a buffer before a deadline. */
  @FunctionalInterface
  interface Source {
    int read(byte[] buffer) throws IOException;
  }

  /** Fills a part of a buffer with what has come already. */
  @FunctionalInterface
  interface Arrived {
    int read(byte[] buffer, int offset, int length) throws IOException;
  }

  private final Limits limits;
  private final NameCodec codec;
  private final byte[] buffer = new byte[8192];
  private int at;
  private int end;
  private int total;

  ReplyReader(Limits limits, NameCodec codec) {
    this.limits = limits;
    this.codec = codec;
  }

  /** Whether bytes have come that no reply has used yet. */
  boolean hasBuffered() {
    return at < end;
  }

  /** Takes in more behind what has come; returns what the source does, or 0 if there is no room. */
  int take(Arrived source) throws IOException {
    if (at > 0) {
      System.arraycopy(buffer, at, buffer, 0, end - at);
      end -= at;
      at = 0;
    }
    if (end == buffer.length) {
      return 0;
    }
    int count = source.read(buffer, end, buffer.length - end);
    end += Math.max(0, count);
    return count;
  }

  /** Whether a whole reply has come, so that {@link #read} would wait for nothing. */
  boolean holdsReply() {
    int start = at;
    int lines = 0;
    for (int i = at; i < end; i++) {
      if (buffer[i] != '\n') {
        continue;
      }
      boolean first = lines++ == 0;
      boolean more = i - start > 3 && buffer[start + 3] == '-';
      if (first ? !more : endsReply(start, i)) {
        return true;
      }
      start = i + 1;
    }
    return false;
  }

  /** Whether a line behind the first is the last: see {@link #isLast}. */
  private boolean endsReply(int start, int lineFeed) {
    int stop = lineFeed;
    while (stop > start && buffer[stop - 1] == '\r') {
      stop--;
    }
    boolean code = stop - start >= 3;
    for (int i = 0; code && i < 3; i++) {
      code = buffer[start + i] == buffer[at + i];
    }
    return code && (stop - start == 3 || buffer[start + 3] == ' ');
  }

  Reply read(Source source) throws IOException {
    total = 0;
    List<String> lines = new ArrayList<>(1);
    String first = line(source);
    int code = code(first);
    lines.add(first);
    if (first.length() > 3 && first.charAt(3) == '-') {
      String prefix = first.substring(0, 3);
      String next;
      do {
        next = line(source);
        lines.add(next);
      } while (!isLast(next, prefix));
    }
    return new Reply(code, lines);
  }

  /** The same code and then a blank or nothing; any other line is text, whatever digits it has. */
  private static boolean isLast(String line, String prefix) {
    return line.startsWith(prefix) && (line.length() == 3 || line.charAt(3) == ' ');
  }

  private static int code(String line) throws FtpProtocolException {
    int code = 0;
    for (int i = 0; i < 3; i++) {
      char c = i < line.length() ? line.charAt(i) : 'x';
      if (c < '0' || c > '9') {
        throw notFtp(line);
      }
      code = code * 10 + c - '0';
    }
    if (code < 100 || code > 599 || line.length() > 3 && " -".indexOf(line.charAt(3)) < 0) {
      throw notFtp(line);
    }
    return code;
  }

  private static FtpProtocolException notFtp(String line) {
    String shown = line.length() > 80 ? line.substring(0, 80) + "…" : line;
    return new FtpProtocolException(
        "the server sent \"" + shown + "\", which is no FTP reply; is this an FTP port?");
  }

  private String line(Source source) throws IOException {
    ByteArrayOutputStream begun = null;
    while (true) {
      int lineFeed = at;
      while (lineFeed < end && buffer[lineFeed] != '\n') {
        lineFeed++;
      }
      int count = lineFeed - at;
      total += count;
      checkLimits(count + (begun == null ? 0 : begun.size()));
      if (lineFeed < end && begun == null) {
        String line = text(buffer, at, lineFeed); // Mostly a whole reply comes at once.
        at = lineFeed + 1;
        return line;
      }
      begun = begun == null ? new ByteArrayOutputStream(128) : begun;
      begun.write(buffer, at, count);
      at = lineFeed + 1;
      if (lineFeed < end) {
        return text(begun.toByteArray(), 0, begun.size());
      }
      fill(source);
    }
  }

  private void fill(Source source) throws IOException {
    at = 0;
    end = 0;
    int count = source.read(buffer);
    if (count < 0) {
      throw new FtpClosedException(
          "the server closed the control connection without a reply", (Throwable) null);
    }
    end = count;
  }

  private void checkLimits(int lineBytes) throws FtpProtocolException {
    if (lineBytes > limits.replyLineBytes() || total > limits.replyBytes()) {
      throw new FtpProtocolException(
          "the server sent a reply longer than the limit of "
              + (lineBytes > limits.replyLineBytes()
                  ? limits.replyLineBytes() + " bytes a line"
                  : limits.replyBytes() + " bytes"));
    }
  }

  private String text(byte[] bytes, int from, int to) throws FtpProtocolException {
    int stop = to;
    boolean nul = false;
    for (int i = from; i < to; i++) {
      nul |= bytes[i] == 0;
    }
    if (nul) {
      byte[] clean = withoutNuls(bytes, from, to);
      return text(clean, 0, clean.length);
    }
    while (stop > from && bytes[stop - 1] == '\r') {
      stop--;
    }
    return codec.decode(bytes, from, stop);
  }

  /** Telnet sends a CR that begins no new line as CR NUL (RFC 854); no other NUL is text. */
  private static byte[] withoutNuls(byte[] bytes, int from, int to) throws FtpProtocolException {
    ByteArrayOutputStream clean = new ByteArrayOutputStream(to - from);
    for (int i = from; i < to; i++) {
      if (bytes[i] != 0) {
        clean.write(bytes[i]);
      } else if (i == from || bytes[i - 1] != '\r') {
        throw new FtpProtocolException("the server sent a reply with a NUL byte in it");
      }
    }
    return clean.toByteArray();
  }
}
