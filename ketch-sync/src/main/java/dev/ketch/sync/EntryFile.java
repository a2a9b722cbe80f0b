package dev.ketch.sync;

import dev.ketch.ftp.protocol.FtpProtocolException;
import java.io.IOException;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Entries in a temporary file, found again by name: about thirteen bytes of memory for each. An
 * open hash table leads from a name's hash to its record; the name there decides.
 */
final class EntryFile implements Iterable<TreeEntry>, AutoCloseable {
  private static final int FIRST = 1 << 16;

  /** A slot of the table. */
  private static final int SLOT = Long.BYTES + Integer.BYTES;

  /** What all tables together may take: half of the memory. */
  private static final AtomicLong TAKEN = new AtomicLong();

  private final EntryRecords records = new EntryRecords();
  private int count;
  private long taken;

  /** Offsets plus one; 0 is free. */
  private long[] offsets = new long[FIRST];

  private int[] hashes = new int[FIRST];

  EntryFile() throws IOException {}

  /**
   * Adds an entry whose name is not there yet.
   *
   * @throws FtpProtocolException if there are too many for the memory or the file
   */
  void add(TreeEntry entry) throws IOException {
    if (count * 5L > offsets.length * 3L) {
      grow();
    }
    place(hash(entry.name()), records.add(entry) + 1);
    count++;
  }

  @Nullable TreeEntry find(String name) throws IOException {
    int hash = hash(name);
    int mask = offsets.length - 1;
    for (int i = hash & mask; offsets[i] != 0; i = (i + 1) & mask) {
      if (hashes[i] == hash) {
        TreeEntry entry = records.read(offsets[i] - 1);
        if (entry.name().equals(name)) {
          return entry;
        }
      }
    }
    return null;
  }

  int count() {
    return count;
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

  private void grow() throws FtpProtocolException {
    long before = (long) offsets.length * SLOT;
    long after = 2 * before;
    if (TAKEN.addAndGet(after) > Runtime.getRuntime().maxMemory() / 2) {
      TAKEN.addAndGet(-after);
      throw FtpProtocolException.overLimit(
          "it has more than "
              + count
              + " entries, which is too much for this program's memory; Java's option -Xmx gives"
              + " it more");
    }
    long[] oldOffsets = offsets;
    int[] oldHashes = hashes;
    taken += after;
    offsets = new long[oldOffsets.length * 2];
    hashes = new int[offsets.length];
    for (int i = 0; i < oldOffsets.length; i++) {
      if (oldOffsets[i] != 0) {
        place(oldHashes[i], oldOffsets[i]);
      }
    }
    giveBack(taken - after); // The smaller table before.
  }

  private void giveBack(long bytes) {
    TAKEN.addAndGet(-bytes);
    taken -= bytes;
  }

  private static int hash(String name) {
    return (int) NameHash.of(name);
  }

  @Override
  public Iterator<TreeEntry> iterator() {
    return records.iterator();
  }

  @Override
  public void close() {
    giveBack(taken);
    records.close();
  }
}
