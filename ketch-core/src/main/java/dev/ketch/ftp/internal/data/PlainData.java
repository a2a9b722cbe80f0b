package dev.ketch.ftp.internal.data;

import dev.ketch.ftp.protocol.FtpTimeoutException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A TCP data connection over a non-blocking channel: direct buffers without giving up time-outs. A
 * selector is made at the first wait only.
 */
public final class PlainData implements DataConnection {
  private static final int SEND_CHUNK = 128 << 10;

  private static final ThreadLocal<ByteBuffer> SEND_BUFFERS =
      ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(SEND_CHUNK));

  private final SocketChannel channel;
  private Duration idle;
  private final KeepAlive keepAlive;
  private @Nullable Selector selector;
  private @Nullable SelectionKey key;
  private boolean carried;

  /**
   * Set from the first byte of an upload to its proper end: if the process is killed, or an
   * interrupt closes the channel, the server gets a reset and does not take it for whole.
   */
  private boolean resets;

  PlainData(SocketChannel channel, Duration idle, KeepAlive keepAlive) throws IOException {
    this.channel = channel;
    this.idle = idle;
    this.keepAlive = keepAlive;
    channel.configureBlocking(false);
  }

  SocketChannel channel() {
    return channel;
  }

  /** Half-closes: nothing more will be written, and the rest must come within a limit. */
  void endOutput(Duration limit) throws IOException {
    channel.shutdownOutput();
    idle = limit.compareTo(idle) < 0 ? limit : idle;
  }

  /** Finishes a connect that was begun. */
  void finishConnect(Duration limit) throws IOException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!channel.finishConnect()) {
      if (!await(SelectionKey.OP_CONNECT, deadline)) {
        throw new FtpTimeoutException(
            FtpTimeoutException.Phase.CONNECT,
            limit,
            "the data connection was not answered within "
                + limit.toMillis() / 1000.0
                + " s (connect time-out); a firewall may block it");
      }
    }
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    keepAlive.tick();
    requireNoInterrupt();
    int count = channel.read(target);
    long deadline = 0;
    while (count == 0 && target.hasRemaining()) {
      deadline = deadline == 0 ? System.nanoTime() + idle.toNanos() : deadline;
      waitFor(SelectionKey.OP_READ, deadline, "no data came from the server");
      count = channel.read(target);
    }
    carried |= count > 0;
    return count;
  }

  @Override
  public void write(ByteBuffer source) throws IOException {
    keepAlive.tick();
    if (!resets) {
      resets = true;
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    }
    long deadline = 0;
    while (source.hasRemaining()) {
      requireNoInterrupt();
      if (channel.write(source) > 0) {
        deadline = 0;
        carried = true;
      } else {
        deadline = deadline == 0 ? System.nanoTime() + idle.toNanos() : deadline;
        waitFor(SelectionKey.OP_WRITE, deadline, "the server took no more data");
      }
    }
  }

  /**
   * Through a small direct buffer: sendfile measured slower here, by a third (docs/decisions.md).
   */
  @Override
  public long send(FileChannel file, long position, long count) throws IOException {
    ByteBuffer buffer = SEND_BUFFERS.get();
    buffer.clear().limit((int) Math.min(SEND_CHUNK, count));
    int read = file.read(buffer, position);
    buffer.flip();
    write(buffer);
    return Math.max(0, read);
  }

  @Override
  public boolean hasCarried() {
    return carried;
  }

  @Override
  public boolean endedCleanly() {
    return true;
  }

  @Override
  public void close() throws IOException {
    try {
      if (resets && channel.isOpen()) {
        channel.setOption(StandardSocketOptions.SO_LINGER, -1);
      }
      channel.close();
    } finally {
      if (selector != null) {
        selector.close();
      }
    }
  }

  @Override
  public void reset() {
    resets = false;
    try {
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
      close();
    } catch (IOException e) {
      // Broken already: just what was wanted.
    }
  }

  private void waitFor(int operation, long deadline, String what) throws IOException {
    if (!await(operation, deadline)) {
      throw new FtpTimeoutException(
          FtpTimeoutException.Phase.DATA,
          idle,
          what + " for " + idle.toMillis() / 1000.0 + " s (data time-out)");
    }
  }

  /** Waits until the channel is ready; false when the deadline has passed. */
  private boolean await(int operation, long deadline) throws IOException {
    if (selector == null || key == null) {
      selector = channel.provider().openSelector();
      key = channel.register(selector, operation);
    } else if (key.interestOps() != operation) {
      key.interestOps(operation);
    }
    long begun = System.nanoTime();
    while (true) {
      long now = System.nanoTime();
      long left = Math.min((deadline - now) / 1_000_000, keepAlive.untilNext());
      if (deadline - now < 1_000_000) {
        return false;
      }
      int ready = selector.select(Math.max(1, Math.min(left, ControlWatch.EVERY_MILLIS)));
      selector.selectedKeys().clear();
      if (ready > 0) {
        return true;
      }
      requireNoInterrupt();
      keepAlive.watch().look(System.nanoTime() - begun, operation == SelectionKey.OP_READ);
      keepAlive.tick();
    }
  }

  /** Java would close the channel of an interrupted thread, as if all had been sent. */
  private static void requireNoInterrupt() throws InterruptedIOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("the transfer was interrupted");
    }
  }
}
