package dev.ketch.ftp.internal.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/**
 * A file that an interrupt does not close. Java closes a file channel when a thread that uses it is
 * interrupted, and its lock ends with it: a stop would cost the bytes that are there. Here the
 * operation is done, the thread stays interrupted, and whatever waits for the network next ends.
 *
 * <p>Only positions that are given are used: it has none of its own, but for {@link
 * #write(ByteBuffer)}, which appends.
 */
public final class SteadyChannel extends FileChannel {
  /** Opens the same file again, with its lock. */
  @FunctionalInterface
  public interface Opener {
    /**
     * Opens it.
     *
     * @throws IOException if it cannot be opened, or somebody else has taken it meanwhile
     */
    FileChannel open() throws IOException;
  }

  @FunctionalInterface
  private interface Operation<T> {
    T on(FileChannel channel) throws IOException;
  }

  private final Opener opener;
  private FileChannel current;
  private boolean closed;

  /**
   * Takes over a channel.
   *
   * @param first what is used until an interrupt closes it
   * @param opener gives the next one
   */
  public SteadyChannel(FileChannel first, Opener opener) {
    this.current = first;
    this.opener = opener;
  }

  private <T> T perform(Operation<T> operation) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        FileChannel channel = current();
        try {
          return operation.on(channel);
        } catch (ClosedChannelException e) {
          // By an interrupt of this thread or of another that uses the same file.
          interrupted |= Thread.interrupted();
          replace(channel, e);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private synchronized FileChannel current() throws IOException {
    if (closed) {
      throw new ClosedChannelException();
    }
    return current;
  }

  private synchronized void replace(FileChannel broken, ClosedChannelException why)
      throws IOException {
    if (closed) {
      throw why;
    }
    if (current == broken) {
      current = opener.open();
    }
  }

  @Override
  public int read(ByteBuffer target, long at) throws IOException {
    int before = target.position();
    return perform(
        channel -> {
          int had = target.position() - before;
          return had > 0 ? had : channel.read(target, at);
        });
  }

  @Override
  public int write(ByteBuffer source, long at) throws IOException {
    int before = source.position();
    return perform(
        channel -> {
          // Java does not say how much an interrupted write has written, but the buffer does.
          int had = source.position() - before;
          return had > 0 || !source.hasRemaining() ? had : channel.write(source, at);
        });
  }

  /** Appends. */
  @Override
  public int write(ByteBuffer source) throws IOException {
    return write(source, size());
  }

  @Override
  public long size() throws IOException {
    return perform(FileChannel::size);
  }

  @Override
  public FileChannel truncate(long size) throws IOException {
    perform(channel -> channel.truncate(size));
    return this;
  }

  @Override
  public void force(boolean metaData) throws IOException {
    perform(
        channel -> {
          channel.force(metaData);
          return true;
        });
  }

  @Override
  protected synchronized void implCloseChannel() throws IOException {
    closed = true;
    current.close();
  }

  @Override
  public int read(ByteBuffer target) {
    throw new UnsupportedOperationException("only from a position");
  }

  @Override
  public long read(ByteBuffer[] targets, int offset, int length) {
    throw new UnsupportedOperationException("only one buffer, from a position");
  }

  @Override
  public long write(ByteBuffer[] sources, int offset, int length) {
    throw new UnsupportedOperationException("only one buffer");
  }

  @Override
  public long position() {
    throw new UnsupportedOperationException("it has none");
  }

  @Override
  public FileChannel position(long newPosition) {
    throw new UnsupportedOperationException("it has none");
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel target) {
    throw new UnsupportedOperationException("not needed");
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long position, long count) {
    throw new UnsupportedOperationException("not needed");
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long position, long size) {
    throw new UnsupportedOperationException("not needed");
  }

  @Override
  public FileLock lock(long position, long size, boolean shared) {
    throw new UnsupportedOperationException("whoever opens it locks it");
  }

  @Override
  public FileLock tryLock(long position, long size, boolean shared) {
    throw new UnsupportedOperationException("whoever opens it locks it");
  }
}
