package dev.ketch.ftp.internal.transfer;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** The bytes of a transfer to the server; {@code close()} collects the final reply. */
public final class WriteStream extends OutputStream {
  /** A channel copies what it is given into memory outside the heap, all of it at once. */
  private static final int CHUNK = 256 << 10;

  private final OpenTransfer transfer;
  private boolean failed;

  /** Takes over a transfer. */
  public WriteStream(OpenTransfer transfer) {
    this.transfer = transfer;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (transfer.ended()) {
      throw new IOException("the stream is closed");
    }
    try {
      for (int at = 0; at < length; at += CHUNK) {
        transfer.data().write(ByteBuffer.wrap(bytes, offset + at, Math.min(CHUNK, length - at)));
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** After a failed write the server's own words, such as 552, tell more than a broken pipe. */
  private IOException failed(IOException e) {
    failed = true;
    return transfer.explain(e, "upload");
  }

  /** Gives the upload up: the server is told by a reset that it is not whole. */
  public void abandon() {
    if (!transfer.ended()) {
      transfer.abandon(false);
    }
  }

  @Override
  public void close() throws IOException {
    if (!transfer.ended() && !failed) {
      transfer.finish();
    }
  }
}
