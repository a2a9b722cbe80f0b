package dev.ketch.sync;

import dev.ketch.ftp.listing.FtpEntry;
import dev.ketch.ftp.listing.ModifiedTime;
import dev.ketch.ftp.protocol.FtpProtocolException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** Entries one after the other in a temporary file, which may grow to a limit. For one thread. */
final class EntryRecords implements Iterable<TreeEntry>, AutoCloseable {
  /** Some ten million entries. A listing that is larger does not end. */
  static final long MOST_BYTES = 1L << 30;

  private static final int BUFFER = 256 << 10;
  private static final int HEAD = 4;

  /**
   * Type, size, mode, identity, time with its precision, two lengths, whether there is a target.
   */
  private static final int FIXED = 1 + 8 + 4 + 8 + 13 + 4 + 4 + 1;

  private static final FtpEntry.Type[] TYPES = FtpEntry.Type.values();
  private static final ModifiedTime.Precision[] PRECISIONS = ModifiedTime.Precision.values();

  private final FileChannel file;
  private final long mostBytes;
  private final ByteBuffer unwritten = ByteBuffer.allocate(BUFFER);
  private long written;

  EntryRecords() throws IOException {
    this(MOST_BYTES);
  }

  EntryRecords(long mostBytes) throws IOException {
    this.mostBytes = mostBytes;
    Path path = Files.createTempFile("ketch-listing-", ".tmp");
    file =
        FileChannel.open(
            path,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
  }

  /** Where the next entry will be, and how many bytes there are. */
  long end() {
    return written + unwritten.position();
  }

  /**
   * Adds an entry.
   *
   * @return where it is
   * @throws FtpProtocolException if that would be too many bytes
   */
  long add(TreeEntry entry) throws IOException {
    byte[] record = encode(entry);
    if (record.length + HEAD > unwritten.capacity()) {
      throw FtpProtocolException.overLimit(
          "a name of " + entry.name().length() + " characters is too long");
    }
    if (end() + record.length + HEAD > mostBytes) {
      throw FtpProtocolException.overLimit(
          "its entries take more than "
              + (mostBytes >> 20)
              + " MiB here, the limit for one directory: does its listing end?");
    }
    if (unwritten.remaining() < record.length + HEAD) {
      flush();
    }
    long at = end();
    unwritten.putInt(record.length).put(record);
    return at;
  }

  private void flush() throws IOException {
    unwritten.flip();
    while (unwritten.hasRemaining()) {
      written += file.write(unwritten, written);
    }
    unwritten.clear();
  }

  /** Forgets all entries. */
  void clear() throws IOException {
    unwritten.clear();
    written = 0;
    file.truncate(0);
  }

  /** The entry at a place that {@link #add} returned. */
  TreeEntry read(long offset) throws IOException {
    return read(offset, ByteBuffer.allocate(512)).entry();
  }

  /** An entry and where the next one is. */
  record Read(TreeEntry entry, long next, ByteBuffer buffer) {}

  /** Reads an entry by way of a buffer, of which a larger one is made where that is needed. */
  private Read read(long offset, ByteBuffer buffer) throws IOException {
    if (offset >= written) {
      int at = (int) (offset - written);
      int length = unwritten.getInt(at);
      return new Read(decode(unwritten.array(), at + HEAD, length), offset + HEAD + length, buffer);
    }
    ByteBuffer bytes = buffer;
    fill(bytes, offset);
    int length = bytes.getInt(0);
    if (length + HEAD > bytes.capacity()) {
      bytes = ByteBuffer.allocate(length + HEAD);
      fill(bytes, offset);
    }
    return new Read(decode(bytes.array(), HEAD, length), offset + HEAD + length, bytes);
  }

  private void fill(ByteBuffer bytes, long offset) throws IOException {
    bytes.clear();
    while (bytes.hasRemaining() && file.read(bytes, offset + bytes.position()) > 0) {
      // Until it is full or the file ends.
    }
  }

  private static byte[] encode(TreeEntry entry) {
    String link = entry.target();
    ModifiedTime time = entry.modified();
    int chars = entry.name().length() + (link == null ? 0 : link.length());
    ByteBuffer out = ByteBuffer.allocate(FIXED + 2 * chars);
    out.put((byte) entry.type().ordinal()).putLong(entry.size()).putInt(entry.mode());
    out.putLong(entry.identity());
    out.put((byte) (time == null ? -1 : time.precision().ordinal()));
    if (time != null) {
      out.putLong(time.instant().getEpochSecond()).putInt(time.instant().getNano());
    }
    putChars(out, entry.name());
    out.put((byte) (link == null ? 0 : 1));
    if (link != null) {
      putChars(out, link);
    }
    return Arrays.copyOf(out.array(), out.position());
  }

  /** As they are: a name may hold lone surrogates, for bytes that are not UTF-8. */
  private static void putChars(ByteBuffer out, String text) {
    out.putInt(text.length());
    for (int i = 0; i < text.length(); i++) {
      out.putChar(text.charAt(i));
    }
  }

  private static String getChars(ByteBuffer in) {
    char[] chars = new char[in.getInt()];
    for (int i = 0; i < chars.length; i++) {
      chars[i] = in.getChar();
    }
    return new String(chars);
  }

  private static TreeEntry decode(byte[] bytes, int offset, int length) {
    ByteBuffer in = ByteBuffer.wrap(bytes, offset, length);
    FtpEntry.Type type = TYPES[in.get()];
    long size = in.getLong();
    int mode = in.getInt();
    long identity = in.getLong();
    byte precision = in.get();
    ModifiedTime time =
        precision < 0
            ? null
            : new ModifiedTime(
                Instant.ofEpochSecond(in.getLong(), in.getInt()), PRECISIONS[precision]);
    String name = getChars(in);
    String target = in.get() == 0 ? null : getChars(in);
    return new TreeEntry(name, type, size, time, target, mode, identity);
  }

  /** In their order; what is added meanwhile comes too. */
  @Override
  public Iterator<TreeEntry> iterator() {
    return new Iterator<>() {
      private long at;
      private ByteBuffer buffer = ByteBuffer.allocate(512);

      @Override
      public boolean hasNext() {
        return at < end();
      }

      @Override
      public TreeEntry next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        try {
          Read read = read(at, buffer);
          at = read.next();
          buffer = read.buffer();
          return read.entry();
        } catch (IOException e) {
          throw new UncheckedIOException("a temporary file cannot be read", e);
        }
      }
    };
  }

  /** Closes and removes the file. */
  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      // It is a temporary file: nobody needs its last bytes.
    }
  }
}
