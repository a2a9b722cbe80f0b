package dev.ketch.ftp.internal.data;

import dev.ketch.ftp.internal.net.Tls;
import dev.ketch.ftp.protocol.FtpException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Duration;
import javax.net.ssl.SSLSocket;

/** A protected data connection (PROT P), resuming the control connection's TLS session. */
final class TlsData implements DataConnection {
  private static final int CHUNK = TlsBuffers.CHUNK;

  /** How long a server may take to end its side after an upload. */
  private static final Duration LAST_WAIT = Duration.ofSeconds(10);

  private final PlainData plain;
  private final ChannelSocket bridge;
  private final SSLSocket socket;
  private final InputStream in;
  private final OutputStream out;
  private final byte[] buffer;
  private boolean ended;
  private boolean carried;

  TlsData(PlainData plain, Tls tls, TlsBuffers buffers, BeforeReading beforeReading)
      throws IOException {
    this.plain = plain;
    this.bridge = new ChannelSocket(plain, buffers.reset(), beforeReading);
    this.buffer = buffers.text;
    this.socket = tls.wrap(bridge, true);
    this.in = socket.getInputStream();
    this.out = socket.getOutputStream();
  }

  /** All the records that have come already, as far as there is room, else the next one. */
  @Override
  public int read(ByteBuffer target) throws IOException {
    int total = 0;
    try {
      do {
        int count = in.read(buffer, 0, Math.min(CHUNK, target.remaining()));
        if (count < 0) {
          ended = true;
          return total > 0 ? total : -1;
        }
        target.put(buffer, 0, count);
        total += count;
        carried = true;
      } while (target.hasRemaining() && bridge.holdsWholeRecord());
      return total;
    } catch (IOException e) {
      throw unwrapped(e);
    }
  }

  @Override
  public void write(ByteBuffer source) throws IOException {
    while (source.hasRemaining()) {
      int count = Math.min(CHUNK, source.remaining());
      source.get(buffer, 0, count);
      write(count);
    }
  }

  @Override
  public long send(FileChannel file, long position, long count) throws IOException {
    int length = (int) Math.min(CHUNK, count);
    int read = file.read(ByteBuffer.wrap(buffer, 0, length), position);
    if (read <= 0) {
      return 0;
    }
    write(read);
    return read;
  }

  private void write(int count) throws IOException {
    try {
      carried |= count > 0;
      bridge.cork();
      out.write(buffer, 0, count);
      bridge.uncork();
    } catch (IOException e) {
      throw unwrapped(e);
    }
  }

  @Override
  public boolean hasCarried() {
    return carried;
  }

  @Override
  public boolean endedCleanly() {
    return !bridge.sawTcpEnd();
  }

  /**
   * close_notify both ways: ours goes out, then whatever the server still sends is read, since the
   * next ticket may be in it and some servers drop the tail of an upload that is closed at once.
   */
  @Override
  public void close() throws IOException {
    try {
      if (!ended && !socket.isClosed()) {
        socket.shutdownOutput();
        // Some servers wait for the end of TCP, whatever TLS said.
        plain.endOutput(LAST_WAIT);
        while (in.read(buffer) >= 0) {
          // Nothing of this is data for us.
        }
      }
    } catch (IOException e) {
      // The server's end is its own affair; the final reply tells whether the transfer holds.
    } finally {
      try {
        socket.close();
      } finally {
        plain.close();
      }
    }
  }

  @Override
  public void reset() {
    plain.reset();
  }

  private static IOException unwrapped(IOException e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof FtpException found) {
        return found;
      }
    }
    return e;
  }
}
