package dev.ketch.sync;

import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a directory holds, by name: in memory while it is little, beyond that in a temporary file,
 * so that a directory of a million files needs no more memory than a small one. For one thread.
 */
final class EntryList implements Iterable<TreeEntry>, AutoCloseable {
  private static final int IN_MEMORY = 20_000;

  private final Map<String, TreeEntry> few = new LinkedHashMap<>();
  private final int inMemory;
  private @Nullable EntryFile many;
  private boolean complete = true;

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
    if (many == null && few.size() < inMemory) {
      few.put(entry.name(), entry);
      return true;
    }
    if (many == null) {
      many = new EntryFile();
    }
    many.add(entry);
    return true;
  }

  @Nullable TreeEntry find(String name) throws IOException {
    TreeEntry found = few.get(name);
    return found != null || many == null ? found : many.find(name);
  }

  /** There may be others: nothing may be deleted by this list. */
  void incomplete() {
    complete = false;
  }

  /** Whether it is certain that there are no others. */
  boolean isComplete() {
    return complete;
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
