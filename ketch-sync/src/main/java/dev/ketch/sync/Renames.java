package dev.ketch.sync;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Files that are new here while one just like them is to be deleted there: they are renamed at the
 * target instead of being sent again. Only where the match is plain: the same size, the same time
 * to the second, and no other file of the kind on either side.
 */
final class Renames {
  /** Smaller files are sent as quickly as they are renamed. */
  private static final long LEAST = 64 << 10;

  /** So many are put off to the end; in a tree with more new files than that, the rest is not. */
  private static final int MOST = 20_000;

  /** What those that are put off, or looked at for it, may take of the memory. */
  static final long MOST_BYTES = Runtime.getRuntime().maxMemory() / 16;

  /** A file that has another path at the target. */
  record Rename(SyncAction.Transfer wanted, SyncAction.Delete had) {}

  private final SyncRules rules;
  private final List<SyncAction.Transfer> candidates = new ArrayList<>();
  private long bytes;

  Renames(SyncRules rules) {
    this.rules = rules;
  }

  /** Takes a transfer that may turn out to be a rename; false if it cannot, or too many wait. */
  synchronized boolean putOff(SyncAction.Transfer transfer) {
    boolean fits =
        rules.deletion().wanted()
            && transfer.old() == null
            && transfer.source().size() >= LEAST
            && transfer.source().modified() != null
            && candidates.size() < MOST
            && bytes + transfer.weight() < MOST_BYTES;
    bytes += fits ? transfer.weight() : 0;
    return fits && candidates.add(transfer);
  }

  /** Whether anything was put off. */
  synchronized boolean isEmpty() {
    return candidates.isEmpty();
  }

  /** Transfers that are none, when all that is to be deleted is known. */
  synchronized List<SyncAction.Transfer> takeOthers(List<Rename> found) {
    Set<String> renamed = new HashSet<>();
    found.forEach(rename -> renamed.add(rename.wanted().path()));
    List<SyncAction.Transfer> rest = new ArrayList<>(candidates);
    rest.removeIf(transfer -> renamed.contains(transfer.path()));
    candidates.clear();
    bytes = 0;
    return rest;
  }

  synchronized List<Rename> among(List<SyncAction.Delete> deletions) {
    Map<String, SyncAction.Delete> had = new HashMap<>();
    Set<String> ambiguous = new HashSet<>();
    for (SyncAction.Delete delete : deletions) {
      if (had.put(key(delete.target()), delete) != null) {
        ambiguous.add(key(delete.target()));
      }
    }
    had.keySet().removeAll(ambiguous);
    Map<String, Integer> wanted = new HashMap<>();
    candidates.forEach(t -> wanted.merge(key(t.source()), 1, Integer::sum));
    List<Rename> found = new ArrayList<>();
    for (SyncAction.Transfer transfer : candidates) {
      SyncAction.Delete delete = had.get(key(transfer.source()));
      boolean alone = wanted.getOrDefault(key(transfer.source()), 0) == 1;
      if (delete != null && alone && transfer.source().sameSecond(delete.target())) {
        found.add(new Rename(transfer, delete));
      }
    }
    return found;
  }

  private static String key(TreeEntry entry) {
    return entry.size()
        + (entry.modified() == null ? "" : "@" + entry.modified().instant().getEpochSecond());
  }
}
