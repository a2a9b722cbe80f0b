package dev.ketch.ftp.internal.transfer;

import dev.ketch.ftp.protocol.FtpException;
import dev.ketch.ftp.protocol.FtpIncompleteException;
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
   * @param done hears the bytes so far, beginning with {@code position}
   * @return the file's length at the end
   */
  public static long toFile(
      OpenTransfer transfer, FileChannel file, long position, LongConsumer done)
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
    } catch (IOException | RuntimeException e) {
      throw broken(transfer, e);
    }
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
      throw UploadTrouble.explain(transfer, e);
    } catch (RuntimeException e) {
      transfer.abandon(false);
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

  private static IOException broken(OpenTransfer transfer, Exception e) {
    var last = transfer.abandon(false);
    if (e instanceof RuntimeException r) {
      throw r;
    }
    if (e instanceof FtpException || e instanceof LocalFailure) {
      return (IOException) e;
    }
    return new FtpIncompleteException(
        "the data connection broke during the download: " + e.getMessage(), last != null, e);
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
