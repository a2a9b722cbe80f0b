package dev.ketch.ftp.internal.control;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What comes over the control connection's TCP. It can be looked at between reads, without waiting:
 * whether bytes have come, or the end. What was looked at is read later as if it came then.
 */
final class Arrivals extends InputStream {
  /** Longer than any TLS record, and longer than what replies have at once. */
  private static final int ROOM = 20 << 10;

  private static final int RECORD_HEADER = 5;

  private final Socket tcp;
  private final InputStream in;
  private byte[] held = new byte[0];
  private int at;
  private int end;
  private boolean ended;
  private @Nullable IOException failure;

  Arrivals(Socket tcp) throws IOException {
    this.tcp = tcp;
    this.in = tcp.getInputStream();
  }

  /** Takes in what has come, as far as there is room. */
  void look() {
    if (over() || end == ROOM && at == 0) {
      return;
    }
    if (held.length == 0) {
      held = new byte[ROOM]; // Most sessions never need it.
    }
    System.arraycopy(held, at, held, 0, end - at);
    end -= at;
    at = 0;
    try {
      // The end of a connection shows in a read alone, not in available().
      tcp.setSoTimeout(1);
      int count = in.read(held, end, ROOM - end);
      ended = count < 0;
      end += Math.max(0, count);
    } catch (SocketTimeoutException e) {
      // Nothing has come.
    } catch (IOException e) {
      failure = e;
    }
  }

  /** Whether bytes were looked at that nobody has read. */
  boolean holds() {
    return at < end;
  }

  /** Whether these are a TLS record or more, so that a read of one waits for nothing. */
  boolean holdsRecord() {
    int length = at + RECORD_HEADER <= end ? (held[at + 3] & 0xFF) << 8 | held[at + 4] & 0xFF : -1;
    return length >= 0 && end - at - RECORD_HEADER >= length;
  }

  /** Whether nothing more will come. */
  boolean over() {
    return ended || failure != null;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (at == end) {
      if (failure != null) {
        throw failure;
      }
      return ended ? -1 : in.read(bytes, offset, length);
    }
    int count = Math.min(length, end - at);
    System.arraycopy(held, at, bytes, offset, count);
    at += count;
    return count;
  }

  @Override
  public int available() throws IOException {
    return end - at + (over() ? 0 : in.available());
  }
}
