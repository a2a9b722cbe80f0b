package dev.ketch.sync;

import dev.ketch.ftp.listing.Completeness;
import dev.ketch.ftp.listing.FtpEntry;
import dev.ketch.ftp.listing.ModifiedTime;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a directory holds, by name: in memory while it is little, beyond that in a temporary file,
 * so that a directory of a million files needs no more memory than a small one, nor one of long
 * names. For one thread.
 */
final class EntryList implements Iterable<TreeEntry>, AutoCloseable {
  private static final int IN_MEMORY = 20_000;
  private static final long BYTES_IN_MEMORY = 3 << 20;

  /** What an entry takes beside its texts. */
  private static final int OVERHEAD = 120;

  private final Map<String, TreeEntry> few = new LinkedHashMap<>();
  private final int inMemory;
  private long bytes;
  private @Nullable EntryFile many;
  private long fingerprint;
  private long bytesOfFiles;
  private boolean identified;
  private final PartsSeen parts = new PartsSeen();
  private Completeness completeness = Completeness.COMPLETE;

  EntryList() {
    this(IN_MEMORY);
  }

  EntryList(int inMemory) {
    this.inMemory = inMemory;
  }

  /** Adds an entry; false if its name is there already, which leaves that one as it is. */
  boolean add(TreeEntry entry) throws IOException {
    if (find(entry.name()) != null) {
      return false;
    }
    parts.add(entry.name());
    look(entry);
    if (many == null && few.size() < inMemory && bytes < BYTES_IN_MEMORY) {
      String target = entry.target();
      bytes += OVERHEAD + entry.name().length() + (target == null ? 0 : target.length());
      few.put(entry.name(), entry);
      return true;
    }
    if (many == null) {
      many = new EntryFile();
    }
    many.add(entry);
    return true;
  }

  private void look(TreeEntry entry) {
    ModifiedTime time = entry.modified();
    long moment = time == null ? 0 : time.instant().getEpochSecond();
    long one = NameHash.of(NameHash.of(entry.name()), entry.size() ^ entry.type().ordinal());
    fingerprint = NameHash.of(fingerprint, NameHash.of(one, moment));
    bytesOfFiles += entry.type() == FtpEntry.Type.FILE ? Math.max(0, entry.size()) : 0;
    identified |= entry.identity() != 0;
  }

  /** Tells this listing from others by all that it holds, in its order; 0 if that is nothing. */
  long fingerprint() {
    return fingerprint;
  }

  /** The sizes of its files together. */
  long bytesOfFiles() {
    return bytesOfFiles;
  }

  /** Which directory an entry is, or 0. */
  long identity(String name) throws IOException {
    TreeEntry entry = identified ? find(name) : null;
    return entry == null ? 0 : entry.identity();
  }

  @Nullable TreeEntry find(String name) throws IOException {
    TreeEntry found = few.get(name);
    return found != null || many == null ? found : many.find(name);
  }

  /** How many of them are not in memory. */
  long inFile() {
    return many == null ? 0 : many.count();
  }

  /** The temporary names among its entries. */
  PartsSeen parts() {
    return parts;
  }

  /** There may be others: nothing may be deleted by this list. */
  void doubt(Completeness why) {
    completeness = completeness.and(why);
  }

  /** Whether it is certain that there are no others, or why not. */
  Completeness completeness() {
    return completeness;
  }

  /** Whether it is certain that there are no others. */
  boolean isComplete() {
    return completeness.isComplete();
  }

  /** In the order of the listing. Failures to read the temporary file come unchecked. */
  @Override
  public Iterator<TreeEntry> iterator() {
    Iterator<TreeEntry> first = few.values().iterator();
    Iterator<TreeEntry> rest = many == null ? first : many.iterator();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return first.hasNext() || rest.hasNext();
      }

      @Override
      public TreeEntry next() {
        return first.hasNext() ? first.next() : rest.next();
      }
    };
  }

  @Override
  public void close() {
    if (many != null) {
      many.close();
    }
  }
}
