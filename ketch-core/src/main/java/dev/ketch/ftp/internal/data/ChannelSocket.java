package dev.ketch.ftp.internal.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;

/**
 * Lets JSSE run over {@link PlainData}: time-outs, keep-alive and resets stay in one place. It also
 * notices a TCP end, which JSSE would silently take for a proper end of the TLS stream.
 */
final class ChannelSocket extends Socket {
  private final PlainData data;
  private boolean sawTcpEnd;

  ChannelSocket(PlainData data) {
    this.data = data;
  }

  boolean sawTcpEnd() {
    return sawTcpEnd;
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
        int count = data.read(ByteBuffer.wrap(bytes, offset, length));
        sawTcpEnd |= count < 0;
        return count;
      }
    };
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
        data.write(ByteBuffer.wrap(bytes, offset, length));
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
