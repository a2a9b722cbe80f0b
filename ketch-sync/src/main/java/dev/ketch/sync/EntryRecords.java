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
    if (offset >= written) {
      int at = (int) (offset - written);
      return decode(unwritten.array(), at + HEAD, unwritten.getInt(at));
    }
    ByteBuffer bytes = ByteBuffer.allocate(512);
    fill(bytes, offset);
    int length = bytes.getInt(0);
    if (length + HEAD > bytes.limit()) {
      bytes = ByteBuffer.allocate(length + HEAD);
      fill(bytes, offset);
    }
    return decode(bytes.array(), HEAD, length);
  }

  private void fill(ByteBuffer bytes, long offset) throws IOException {
    bytes.clear();
    while (bytes.hasRemaining() && file.read(bytes, offset + bytes.position()) > 0) {
      // Until it is full or the file ends.
    }
    bytes.flip();
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
      private final ByteBuffer chunk = ByteBuffer.allocate(BUFFER).limit(0);
      private long chunkAt;
      private long at;

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
          boolean inFile = at < written;
          int from = inFile ? inChunk() : (int) (at - written);
          ByteBuffer bytes = inFile ? chunk : unwritten;
          int length = bytes.getInt(from);
          at += HEAD + length;
          return decode(bytes.array(), from + HEAD, length);
        } catch (IOException e) {
          throw new UncheckedIOException("a temporary file cannot be read", e);
        }
      }

      /** Where the next record begins in the chunk, which holds all of it then. */
      private int inChunk() throws IOException {
        long from = at - chunkAt;
        boolean whole =
            from + HEAD <= chunk.limit() && from + HEAD + chunk.getInt((int) from) <= chunk.limit();
        if (!whole) {
          fill(chunk, at);
          chunkAt = at;
        }
        return (int) (at - chunkAt);
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
