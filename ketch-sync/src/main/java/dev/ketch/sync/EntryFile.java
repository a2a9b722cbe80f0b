package dev.ketch.sync;

import dev.ketch.ftp.listing.FtpEntry;
import dev.ketch.ftp.listing.ModifiedTime;
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
import org.jspecify.annotations.Nullable;

/**
 * Entries in a temporary file, found again by name: about thirteen bytes of memory for each. An
 * open hash table leads from a name's hash to its record; the name there decides.
 */
final class EntryFile implements Iterable<TreeEntry>, AutoCloseable {
  private static final int BUFFER = 256 << 10;
  private static final int HEAD = 4;

  /** Type, size, mode, time with its precision, two lengths and whether there is a target. */
  private static final int FIXED = 1 + 8 + 4 + 13 + 4 + 4 + 1;

  private static final FtpEntry.Type[] TYPES = FtpEntry.Type.values();
  private static final ModifiedTime.Precision[] PRECISIONS = ModifiedTime.Precision.values();

  private final FileChannel file;
  private final ByteBuffer unwritten = ByteBuffer.allocate(BUFFER);
  private long written;
  private int count;

  /** Offsets plus one; 0 is free. */
  private long[] offsets = new long[1 << 16];

  private int[] hashes = new int[1 << 16];

  EntryFile() throws IOException {
    Path path = Files.createTempFile("ketch-listing-", ".tmp");
    file =
        FileChannel.open(
            path,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
  }

  /** Adds an entry whose name is not there yet. */
  void add(TreeEntry entry) throws IOException {
    if (count * 5L > offsets.length * 3L) {
      grow();
    }
    place(hash(entry.name()), written + unwritten.position() + 1);
    count++;
    byte[] record = encode(entry);
    if (unwritten.remaining() < record.length + HEAD) {
      flush();
    }
    if (record.length + HEAD > unwritten.capacity()) {
      throw new IOException("a name of " + entry.name().length() + " characters is too long");
    }
    unwritten.putInt(record.length).put(record);
  }

  @Nullable TreeEntry find(String name) throws IOException {
    int hash = hash(name);
    int mask = offsets.length - 1;
    for (int i = hash & mask; offsets[i] != 0; i = (i + 1) & mask) {
      if (hashes[i] == hash) {
        TreeEntry entry = read(offsets[i] - 1);
        if (entry.name().equals(name)) {
          return entry;
        }
      }
    }
    return null;
  }

  private void place(int hash, long offset) {
    int mask = offsets.length - 1;
    int i = hash & mask;
    while (offsets[i] != 0) {
      i = (i + 1) & mask;
    }
    offsets[i] = offset;
    hashes[i] = hash;
  }

  private void grow() {
    long[] oldOffsets = offsets;
    int[] oldHashes = hashes;
    offsets = new long[oldOffsets.length * 2];
    hashes = new int[offsets.length];
    for (int i = 0; i < oldOffsets.length; i++) {
      if (oldOffsets[i] != 0) {
        place(oldHashes[i], oldOffsets[i]);
      }
    }
  }

  /** Spreads the bits, for names that differ in their last digits only. */
  private static int hash(String name) {
    int h = name.hashCode() * 0x9E3779B9;
    return h ^ (h >>> 15);
  }

  private void flush() throws IOException {
    unwritten.flip();
    while (unwritten.hasRemaining()) {
      written += file.write(unwritten, written);
    }
    unwritten.clear();
  }

  private TreeEntry read(long offset) throws IOException {
    if (offset >= written) {
      int at = (int) (offset - written);
      return decode(unwritten.array(), at + HEAD, unwritten.getInt(at));
    }
    ByteBuffer bytes = ByteBuffer.allocate(512);
    fill(bytes, offset);
    int length = bytes.getInt(0);
    if (length + HEAD > bytes.capacity()) {
      bytes = ByteBuffer.allocate(length + HEAD);
      fill(bytes, offset);
    }
    return decode(bytes.array(), HEAD, length);
  }

  private void fill(ByteBuffer bytes, long offset) throws IOException {
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
    byte precision = in.get();
    ModifiedTime time =
        precision < 0
            ? null
            : new ModifiedTime(
                Instant.ofEpochSecond(in.getLong(), in.getInt()), PRECISIONS[precision]);
    String name = getChars(in);
    String target = in.get() == 0 ? null : getChars(in);
    return new TreeEntry(name, type, size, time, target, mode);
  }

  @Override
  public Iterator<TreeEntry> iterator() {
    return new Iterator<>() {
      private long at;
      private int seen;

      @Override
      public boolean hasNext() {
        return seen < count;
      }

      @Override
      public TreeEntry next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        try {
          TreeEntry entry = read(at);
          at += HEAD + encode(entry).length; // What was read is written the same way.
          seen++;
          return entry;
        } catch (IOException e) {
          throw new UncheckedIOException("a temporary file cannot be read", e);
        }
      }
    };
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      // It is a temporary file: nobody needs its last bytes.
    }
  }
}
