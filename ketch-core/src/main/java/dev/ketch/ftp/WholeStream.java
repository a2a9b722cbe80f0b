package dev.ketch.ftp;

import dev.ketch.ftp.protocol.FtpIncompleteException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.util.OptionalLong;

/** A file's bytes; its end is compared with the size that the 150 reply announced. */
final class WholeStream extends FilterInputStream {
  /** Asks for the size as it is now. */
  @FunctionalInterface
  interface Sizes {
    OptionalLong now() throws IOException;
  }

  private final OptionalLong announced;
  private final long offset;
  private final Sizes sizes;
  private long count;
  private boolean compared;

  WholeStream(DataTransfer transfer, long offset, Sizes sizes) {
    super(transfer.input());
    this.announced = transfer.sizeHint();
    this.offset = offset;
    this.sizes = sizes;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    int got = super.read(bytes, from, length);
    count += Math.max(0, got);
    if (got < 0 && !compared) {
      compared = true;
      requireWhole();
    }
    return got;
  }

  @Override
  public long skip(long wanted) throws IOException {
    long skipped = super.skip(wanted);
    count += skipped;
    return skipped;
  }

  /** After REST some servers announce the whole size, others what is left of it. */
  private void requireWhole() throws IOException {
    if (announced.isEmpty()) {
      return;
    }
    long size = announced.getAsLong();
    if (count != size && offset + count != size) {
      OptionalLong now = sizes.now();
      if (now.isEmpty() || now.getAsLong() != offset + count) {
        throw new FtpIncompleteException(
            "the data ended after " + count + " bytes, and the server announced " + size,
            true,
            null);
      }
    }
  }
}
