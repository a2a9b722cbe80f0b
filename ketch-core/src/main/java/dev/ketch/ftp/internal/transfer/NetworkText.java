package dev.ketch.ftp.internal.transfer;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * TYPE A on the wire ends its lines in CR LF (RFC 959 section 3.1.1.1); these streams translate.
 */
public final class NetworkText {
  private static final byte[] LOCAL = System.lineSeparator().getBytes(StandardCharsets.US_ASCII);

  private NetworkText() {}

  /** Text from the network with the line ends of this platform; a CR without LF stays. */
  public static InputStream toLocal(InputStream network) {
    return new FilterInputStream(network) {
      private final byte[] raw = new byte[64 << 10];
      private byte[] ready = new byte[0];
      private int at;
      private int end;
      private boolean heldCr;

      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        while (at == end) {
          if (!fill()) {
            return -1;
          }
        }
        int count = Math.min(length, end - at);
        System.arraycopy(ready, at, bytes, offset, count);
        at += count;
        return count;
      }

      private boolean fill() throws IOException {
        int count = in.read(raw);
        at = 0;
        end = 0;
        if (count < 0) {
          if (heldCr) {
            heldCr = false;
            ready = new byte[] {'\r'};
            end = 1;
            return true;
          }
          return false;
        }
        if (ready.length < 2 * count + 2) {
          ready = new byte[2 * count + 2];
        }
        for (int i = 0; i < count; i++) {
          byte b = raw[i];
          if (heldCr && b != '\n') {
            ready[end++] = '\r';
          }
          heldCr = b == '\r';
          if (b == '\n') {
            for (byte l : LOCAL) {
              ready[end++] = l;
            }
          } else if (!heldCr) {
            ready[end++] = b;
          }
        }
        return true;
      }
    };
  }

  /** Local text to the network: every LF that has no CR before it gets one. */
  public static OutputStream toNetwork(OutputStream network) {
    return new FilterOutputStream(network) {
      private byte[] ready = new byte[8192];
      private boolean lastWasCr;

      @Override
      public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        if (ready.length < 2 * length) {
          ready = new byte[2 * length];
        }
        int count = 0;
        for (int i = offset; i < offset + length; i++) {
          if (bytes[i] == '\n' && !lastWasCr) {
            ready[count++] = '\r';
          }
          ready[count++] = bytes[i];
          lastWasCr = bytes[i] == '\r';
        }
        out.write(ready, 0, count);
      }
    };
  }
}
