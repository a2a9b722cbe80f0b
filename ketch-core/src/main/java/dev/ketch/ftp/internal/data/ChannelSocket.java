package dev.ketch.ftp.internal.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Lets JSSE run over {@link PlainData}: time-outs, keep-alive and resets stay in one place. It also
 * notices a TCP end, which JSSE would silently take for a proper end of the TLS stream.
 *
 * <p>JSSE reads a record by its five bytes of header and then the rest, and writes each record by
 * itself. Here many records go through one call of the system.
 */
final class ChannelSocket extends Socket {
  private static final int RECORD_HEADER = 5;

  private final PlainData data;
  private final ByteBuffer incoming;
  private final ByteBuffer outgoing;
  private @Nullable BeforeReading beforeReading;
  private boolean corked;
  private boolean sawTcpEnd;

  ChannelSocket(PlainData data, TlsBuffers buffers, BeforeReading beforeReading) {
    this.beforeReading = beforeReading;
    this.data = data;
    this.incoming = buffers.incoming;
    this.outgoing = buffers.outgoing;
  }

  boolean sawTcpEnd() {
    return sawTcpEnd;
  }

  /** Whether a read of the next record would not have to wait for the network. */
  boolean holdsWholeRecord() {
    if (incoming.remaining() < RECORD_HEADER) {
      return false;
    }
    int length = incoming.getShort(incoming.position() + RECORD_HEADER - 2) & 0xFFFF;
    return incoming.remaining() >= RECORD_HEADER + length;
  }

  /** Collects what is written until {@link #uncork}. */
  void cork() {
    corked = true;
  }

  /** Sends what was collected. */
  void uncork() throws IOException {
    corked = false;
    if (outgoing.position() > 0) {
      outgoing.flip();
      data.write(outgoing);
      outgoing.clear();
    }
  }

  @Override
  public InputStream getInputStream() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
          return 0;
        }
        if (!incoming.hasRemaining()) {
          int count = fill();
          if (count < 0) {
            sawTcpEnd = true;
            return -1;
          }
        }
        int count = Math.min(length, incoming.remaining());
        incoming.get(bytes, offset, count);
        return count;
      }
    };
  }

  private int fill() throws IOException {
    if (beforeReading != null) {
      BeforeReading first = beforeReading;
      beforeReading = null;
      first.run();
    }
    incoming.clear();
    int count = data.read(incoming);
    incoming.flip();
    return count;
  }

  @Override
  public OutputStream getOutputStream() {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        if (!corked) {
          data.write(ByteBuffer.wrap(bytes, offset, length));
          return;
        }
        if (outgoing.remaining() < length) {
          uncork();
          cork();
        }
        outgoing.put(bytes, offset, length);
      }
    };
  }

  @Override
  public InetAddress getInetAddress() {
    return data.channel().socket().getInetAddress();
  }

  @Override
  public InetAddress getLocalAddress() {
    return data.channel().socket().getLocalAddress();
  }

  @Override
  public boolean isConnected() {
    return true;
  }

  @Override
  public boolean isBound() {
    return true;
  }

  @Override
  public boolean isClosed() {
    return !data.channel().isOpen();
  }

  @Override
  public void shutdownInput() {}

  @Override
  public void shutdownOutput() throws IOException {
    data.channel().shutdownOutput();
  }

  @Override
  public void setSoTimeout(int timeout) {}

  @Override
  public int getSoTimeout() {
    return 0;
  }

  @Override
  public void setTcpNoDelay(boolean on) throws SocketException {}

  @Override
  public void setSoLinger(boolean on, int linger) throws SocketException {}

  @Override
  public void close() throws IOException {
    data.close();
  }
}
