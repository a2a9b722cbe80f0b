package dev.ketch.ftp.internal.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Moves bytes between a data connection and a file, with the fewest copies the platform allows. */
public final class Pump {
  /** Socket reads seldom give more at once; larger buffers measured no faster. */
  private static final int BUFFER = 512 << 10;

  private static final ThreadLocal<@Nullable ByteBuffer> BUFFERS = new ThreadLocal<>();

  private Pump() {}

  /** A local file that failed while the server did nothing wrong. */
  public static final class LocalFailure extends IOException {
    private static final long serialVersionUID = 1L;

    LocalFailure(IOException cause) {
      super(cause.getMessage(), cause);
    }
  }

  /**
   * Reads a download to its end and its final reply.
   *
   * @param expected the size that the server told, or -1
   * @param done hears the bytes so far, beginning with {@code position}
   * @return the file's length at the end
   */
  public static long toFile(
      OpenTransfer transfer, FileChannel file, long position, long expected, LongConsumer done)
      throws IOException {
    ByteBuffer buffer = buffer();
    long at = position;
    try {
      while (true) {
        buffer.clear();
        if (transfer.data().read(buffer) < 0) {
          break;
        }
        buffer.flip();
        at += write(file, buffer, at);
        done.accept(at);
      }
    } catch (LocalFailure e) {
      transfer.abandon(false);
      throw e;
    } catch (IOException e) {
      throw transfer.explain(e, "download");
    } catch (RuntimeException | Error e) {
      transfer.abandonFor(e);
      throw e;
    }
    transfer.looksWhole(at == expected);
    transfer.finish();
    return at;
  }

  /** Sends a file from a position to its end and waits for the final reply; returns its length. */
  public static long fromFile(
      OpenTransfer transfer, FileChannel file, long position, LongConsumer done)
      throws IOException {
    long at = position;
    try {
      long size = file.size();
      while (at < size) {
        long sent = transfer.data().send(file, at, size - at);
        if (sent <= 0) {
          throw new LocalFailure(new IOException("the file became shorter while it was sent"));
        }
        at += sent;
        done.accept(at);
      }
    } catch (LocalFailure e) {
      transfer.abandon(false);
      throw e;
    } catch (IOException e) {
      throw transfer.explain(e, "upload");
    } catch (RuntimeException | Error e) {
      transfer.abandonFor(e);
      throw e;
    }
    transfer.finish();
    return at;
  }

  private static int write(FileChannel file, ByteBuffer buffer, long at) throws LocalFailure {
    int count = buffer.remaining();
    long position = at;
    try {
      while (buffer.hasRemaining()) {
        position += file.write(buffer, position);
      }
    } catch (IOException e) {
      throw new LocalFailure(e);
    }
    return count;
  }

  private static ByteBuffer buffer() {
    ByteBuffer buffer = BUFFERS.get();
    if (buffer == null) {
      buffer = ByteBuffer.allocateDirect(BUFFER);
      BUFFERS.set(buffer);
    }
    return buffer;
  }
}
