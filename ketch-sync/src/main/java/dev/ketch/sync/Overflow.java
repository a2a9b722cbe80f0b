package dev.ketch.sync;

import dev.ketch.ftp.listing.FtpEntry;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Directories that wait in a temporary file because the queue is full: a listing may name more than
 * memory holds. The first comes first. Safe for several threads.
 */
final class Overflow implements Closeable {
  /** So many come back at a time. */
  private static final int SOME = 200;

  private @Nullable EntryRecords records;
  private @Nullable Iterator<TreeEntry> rest;

  synchronized void add(SyncAction.Inside action) throws IOException {
    EntryRecords file = records;
    if (file == null) {
      file = new EntryRecords();
      records = file;
      rest = file.iterator();
    }
    SyncAction.Enter enter = action.enter();
    String reason = enter.reason();
    String text = (char) reason.length() + reason + Trail.written(action.above());
    file.add(
        new TreeEntry(
            enter.path(),
            FtpEntry.Type.DIRECTORY,
            enter.create() ? 1 : 0,
            null,
            text,
            -1,
            action.identity()));
  }

  /** Some of those that wait, which do no longer. */
  synchronized List<SyncAction> take() {
    List<SyncAction> some = new ArrayList<>();
    while (rest != null && rest.hasNext() && some.size() < SOME) {
      some.add(action(rest.next()));
    }
    if (rest != null && !rest.hasNext()) {
      clear();
    }
    return some;
  }

  private void clear() {
    EntryRecords file = records;
    if (file == null) {
      return;
    }
    try {
      file.clear();
      rest = file.iterator();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SyncAction action(TreeEntry kept) {
    String text = String.valueOf(kept.target());
    int reason = text.charAt(0);
    SyncAction.Enter enter =
        new SyncAction.Enter(kept.name(), kept.size() == 1, text.substring(1, 1 + reason));
    return new SyncAction.Inside(enter, Trail.read(text, 1 + reason), kept.identity());
  }

  @Override
  public synchronized void close() {
    if (records != null) {
      records.close();
    }
    records = null;
    rest = null;
  }
}
