package dev.ketch.ftp.internal.transfer;

import dev.ketch.ftp.options.Limits;
import dev.ketch.ftp.protocol.FtpProtocolException;
import dev.ketch.ftp.protocol.NameCodec;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a listing or a text, ends stripped, each within a limit. Closing ends the transfer.
 */
public final class LineReader implements Closeable {
  private final InputStream in;
  private final NameCodec codec;
  private final int mostBytes;
  private final long mostInAll;
  private long total;
  private final byte[] buffer = new byte[32 << 10];
  private final ByteArrayOutputStream carried = new ByteArrayOutputStream(128);
  private final boolean listing;
  private boolean begun;
  private boolean ebcdic;
  private boolean usedFallback;
  private boolean lastLineEnded = true;
  private int at;
  private int end;

  /** Reads lines of at most {@code mostBytes} bytes. */
  public LineReader(InputStream in, NameCodec codec, int mostBytes) {
    this(in, codec, mostBytes, Long.MAX_VALUE, false);
  }

  /** Reads the lines of a listing, which may be EBCDIC and whose names may be of two charsets. */
  public static LineReader ofListing(InputStream in, NameCodec codec, int mostBytes) {
    return new LineReader(in, codec, mostBytes, Long.MAX_VALUE, true);
  }

  /** The same, of a listing that may be only so long. */
  public static LineReader ofListing(InputStream in, NameCodec codec, Limits limits) {
    return new LineReader(in, codec, limits.listingLineBytes(), limits.listingBytes(), true);
  }

  private LineReader(
      InputStream in, NameCodec codec, int mostBytes, long mostInAll, boolean listing) {
    this.listing = listing;
    this.mostInAll = mostInAll;
    this.in = in;
    this.codec = codec;
    this.mostBytes = mostBytes;
  }

  /**
   * The next line without its LF and the CR before it (in listings all CRs), or null at the end.
   */
  public @Nullable String next() throws IOException {
    while (true) {
      for (int i = at; i < end; i++) {
        if (buffer[i] == '\n') {
          String line = take(i);
          at = i + 1;
          return line;
        }
      }
      carried.write(buffer, at, end - at);
      if (carried.size() > mostBytes) {
        throw FtpProtocolException.overLimit(
            "the server sent a line longer than the limit of " + mostBytes + " bytes");
      }
      at = 0;
      end = Math.max(0, in.read(buffer));
      total += end;
      if (total > mostInAll) {
        throw FtpProtocolException.overLimit(
            "the listing is longer than the limit of " + mostInAll + " bytes: does it end?");
      }
      if (listing && end > 0) {
        ebcdic |= !begun && Ebcdic.isListing(buffer, end);
        begun = true;
        if (ebcdic) {
          Ebcdic.toAscii(buffer, end);
        }
      }
      if (end == 0) {
        if (carried.size() == 0) {
          return null;
        }
        lastLineEnded = false;
        return take(0);
      }
    }
  }

  private String take(int to) {
    byte[] bytes = buffer;
    int from = at;
    int stop = to;
    if (carried.size() > 0) {
      carried.write(buffer, at, to - at);
      bytes = carried.toByteArray();
      carried.reset();
      from = 0;
      stop = bytes.length;
    }
    // Servers that write CR LF through a text stream send CR CR LF; a name ends with none of them.
    while (stop > from && bytes[stop - 1] == '\r') {
      stop--;
      if (!listing) {
        break;
      }
    }
    String byFallback = listing ? codec.decodeByFallback(bytes, from, stop) : null;
    usedFallback = byFallback != null;
    return byFallback != null ? byFallback : codec.decode(bytes, from, stop);
  }

  /** How many bytes have come. */
  public long total() {
    return total;
  }

  /** Whether the last line came in the codec's fallback charset. */
  boolean usedFallback() {
    return usedFallback;
  }

  /** A name of the last line came as the line did; the codec has to know to send it back so. */
  public void remember(String name) {
    remember(name, usedFallback);
  }

  /** The same for a line that came before, in the fallback charset or not. */
  void remember(String name, boolean inFallback) {
    if (inFallback) {
      codec.rememberFallback(name);
    } else {
      codec.rememberUtf8(name);
    }
  }

  /** Whether the last line came with its line end; true before the first. */
  public boolean lastLineEnded() {
    return lastLineEnded;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
