package dev.ketch.ftp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Which ranges of a file are there, written behind its size in its own part: one file, so that both
 * are there or neither. The note is not trusted: the bytes before each position are compared.
 */
final class SegmentNotes {
  private static final long MAGIC = 0x4b65746368536567L;
  private static final int MOST = 4096;

  private SegmentNotes() {}

  static void write(PartFile part, long size, Ranges ranges) throws IOException {
    List<long[]> all = ranges.snapshot();
    ByteBuffer note = ByteBuffer.allocate(8 + 8 + all.size() * 24 + 8);
    note.putLong(MAGIC).putLong(all.size());
    for (long[] range : all) {
      note.putLong(range[0]).putLong(range[1]).putLong(range[2]);
    }
    note.putLong(crc(note.array(), note.position()));
    part.write(note.flip(), size);
  }

  /** The ranges of an earlier run, or the whole file where there are none that can be read. */
  static Ranges read(PartFile part, long size) throws IOException {
    long length = part.size();
    if (length <= size) {
      return Ranges.whole(length, size); // A part without a note grew from its beginning.
    }
    FileChannel channel = part.channel();
    ByteBuffer note = ByteBuffer.allocate((int) Math.min(length - size, 24L * MOST + 24));
    while (note.hasRemaining() && channel.read(note, size + note.position()) >= 0) {
      // Until it is full.
    }
    note.flip();
    if (note.remaining() < 24 || note.getLong() != MAGIC) {
      return Ranges.whole(0, size);
    }
    long count = note.getLong();
    if (count < 1 || count > MOST || note.remaining() < count * 24 + 8) {
      return Ranges.whole(0, size);
    }
    Ranges ranges = new Ranges(Ranges.LEAST);
    long covered = 0;
    for (int i = 0; i < count; i++) {
      long begin = note.getLong();
      long position = note.getLong();
      long end = note.getLong();
      if (begin < 0 || position < begin || end < position || end > size) {
        return Ranges.whole(0, size);
      }
      covered += end - begin;
      // Of a range that was whole the last byte is fetched again: the bytes before it are compared.
      ranges.with(begin, position == end ? Math.max(begin, end - 1) : position, end);
    }
    boolean sound =
        covered == size && note.getLong(note.position()) == crc(note.array(), note.position());
    return sound ? ranges : Ranges.whole(0, size);
  }

  private static long crc(byte[] bytes, int length) {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, length);
    return crc.getValue();
  }
}
