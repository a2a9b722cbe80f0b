package dev.ketch.ftp.internal.data;

import java.nio.ByteBuffer;

/**
 * The buffers of a session's protected data connections, of which there is one at a time. Made once
 * a session: small files would spend more on fresh buffers than on their bytes.
 */
final class TlsBuffers {
  private static final int NETWORK = 256 << 10;

  /** A multiple of the largest TLS record's content. */
  static final int CHUNK = 128 << 10;

  /** Records that have come, ready to be read. */
  final ByteBuffer incoming = ByteBuffer.allocateDirect(NETWORK);

  /** Records on their way out. */
  final ByteBuffer outgoing = ByteBuffer.allocateDirect(NETWORK);

  /** Clear text. */
  final byte[] text = new byte[CHUNK];

  /** Makes them ready for the next connection. */
  TlsBuffers reset() {
    incoming.clear().limit(0);
    outgoing.clear();
    return this;
  }
}
