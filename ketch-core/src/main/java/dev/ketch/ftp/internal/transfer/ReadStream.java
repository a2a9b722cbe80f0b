package dev.ketch.ftp.internal.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Set;

/**
 * The bytes of a transfer from the server. The read that meets the end also collects the final
 * reply and throws if that is no success; a close before the end gives the transfer up.
 */
public final class ReadStream extends InputStream {
  private static final Set<String> LISTINGS = Set.of("LIST", "NLST", "MLSD");

  private final OpenTransfer transfer;
  private boolean atEnd;
  private int last = '\n';

  /** Takes over a transfer. */
  public ReadStream(OpenTransfer transfer) {
    this.transfer = transfer;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (atEnd || length == 0) {
      return atEnd ? -1 : 0;
    }
    if (transfer.ended()) {
      throw new IOException("the stream is closed");
    }
    try {
      int count = transfer.data().read(ByteBuffer.wrap(bytes, offset, length));
      if (count > 0) {
        last = bytes[offset + count - 1];
      } else if (count < 0) {
        atEnd = true;
        transfer.looksWhole(last == '\n' && isListing());
        transfer.finish();
      }
      return count;
    } catch (IOException e) {
      if (transfer.ended()) {
        throw e;
      }
      throw transfer.explain(e, isListing() ? "listing" : "download");
    }
  }

  /** Whether the data have ended in a way that leaves open whether more of them were sent. */
  public boolean mayBeCut() {
    return transfer.missedClose();
  }

  private boolean isListing() {
    return LISTINGS.contains(transfer.verb());
  }

  /** Ends a transfer that has not been read to its end, and leaves the session usable. */
  @Override
  public void close() {
    if (!transfer.ended()) {
      transfer.abandon(false);
    }
  }
}
