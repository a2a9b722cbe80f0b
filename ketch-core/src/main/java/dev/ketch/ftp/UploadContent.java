package dev.ketch.ftp;

import dev.ketch.ftp.internal.transfer.NetworkText;
import dev.ketch.ftp.internal.transfer.OpenTransfer;
import dev.ketch.ftp.internal.transfer.Pump;
import dev.ketch.ftp.internal.transfer.WriteStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** What is uploaded. It may have to be sent more than once until a way to its name is found. */
abstract class UploadContent {
  /** Sends the data from an offset and collects the final reply; returns the length reached. */
  abstract long send(OpenTransfer transfer, long offset, LongConsumer progress) throws IOException;

  /** The file that the data are in, if they are in one. */
  @Nullable FileChannel file() {
    return null;
  }

  /** So many bytes before an end, as they are sent; null if they are not at hand. */
  byte @Nullable [] before(long end, int count) throws IOException {
    return null;
  }

  /** Whether all of it can be sent again. */
  boolean isRepeatable() {
    return true;
  }

  /** Sends no more than can be sent again, until {@link #release}. */
  void hold() {}

  /** Whether the last sending ended early for that. */
  boolean isHeld() {
    return false;
  }

  /** All may be sent. */
  void release() {}

  /** The bytes of a file here. */
  static final class OfFile extends UploadContent {
    private final FileChannel channel;
    private final boolean ascii;

    OfFile(FileChannel channel, boolean ascii) {
      this.channel = channel;
      this.ascii = ascii;
    }

    @Override
    long send(OpenTransfer transfer, long offset, LongConsumer progress) throws IOException {
      if (!ascii) {
        return Pump.fromFile(transfer, channel, offset, progress);
      }
      channel.position(0);
      return copy(Channels.newInputStream(channel), transfer, true, progress);
    }

    @Override
    FileChannel file() {
      return channel;
    }

    @Override
    byte[] before(long end, int count) throws IOException {
      ByteBuffer bytes = ByteBuffer.allocate(count);
      long from = end - count;
      while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {
        // Until it is full.
      }
      return bytes.array();
    }
  }

  /** A file of another server, which that sends by itself. */
  static final class Direct extends UploadContent {
    private final FtpSession source;
    private final String from;

    Direct(FtpSession source, String from) {
      this.source = source;
      this.from = from;
    }

    void copyTo(FtpSession target, String name) throws IOException {
      ServerCopy.transfer(source, from, target, name);
    }

    @Override
    long send(OpenTransfer transfer, long offset, LongConsumer progress) {
      throw new IllegalStateException("it does not pass here");
    }
  }

  /** An empty file. */
  static final class Nothing extends UploadContent {
    @Override
    long send(OpenTransfer transfer, long offset, LongConsumer progress) throws IOException {
      new WriteStream(transfer).close();
      return 0;
    }
  }

  /** The bytes of a stream, of which the first are kept to be sent again. */
  static final class OfStream extends UploadContent {
    private final InputStream source;
    private final boolean ascii;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private boolean holding;
    private boolean held;
    private boolean passed;

    OfStream(InputStream source, boolean ascii) {
      this.source = source;
      this.ascii = ascii;
    }

    @Override
    long send(OpenTransfer transfer, long offset, LongConsumer progress) throws IOException {
      held = false;
      return copy(new Tee(), transfer, ascii, progress);
    }

    @Override
    byte @Nullable [] before(long end, int count) {
      int to = (int) Math.min(end, Integer.MAX_VALUE);
      return end > kept.size() ? null : Arrays.copyOfRange(kept.toByteArray(), to - count, to);
    }

    @Override
    boolean isRepeatable() {
      return !passed;
    }

    @Override
    void hold() {
      holding = true;
    }

    @Override
    boolean isHeld() {
      return held;
    }

    @Override
    void release() {
      holding = false;
    }

    /** What is kept, then the stream itself; at an end where more would not be kept. */
    private final class Tee extends InputStream {
      private final byte[] before = kept.toByteArray();
      private int at;

      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        if (at < before.length) {
          int count = Math.min(length, before.length - at);
          System.arraycopy(before, at, bytes, offset, count);
          at += count;
          return count;
        }
        if (holding && kept.size() >= FileTransfers.SMALL) {
          held = true;
          return -1;
        }
        int count = source.read(bytes, offset, length);
        if (count > 0 && kept.size() < FileTransfers.SMALL) {
          kept.write(bytes, offset, count);
        } else if (count > 0) {
          passed = true;
        }
        return count;
      }
    }
  }

  private static long copy(
      InputStream source, OpenTransfer transfer, boolean ascii, LongConsumer progress)
      throws IOException {
    WriteStream stream = new WriteStream(transfer);
    OutputStream out = ascii ? NetworkText.toNetwork(stream) : stream;
    byte[] buffer = new byte[128 << 10];
    long done = 0;
    try {
      int count;
      while ((count = source.read(buffer)) >= 0) {
        out.write(buffer, 0, count);
        done += count;
        progress.accept(done);
      }
    } catch (Throwable e) {
      stream.abandon();
      throw e;
    }
    stream.close();
    return done;
  }
}
