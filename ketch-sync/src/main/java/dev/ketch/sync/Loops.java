package dev.ketch.sync;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Recognises directories that contain themselves, which servers show where a link or a mount leads
 * up. Safe for several threads.
 *
 * <p>Where the server tells which directory an entry is ({@code unique}, RFC 3659 section 7.5.2),
 * the same one with the same listing is certain. Where it does not, many levels of equal listings
 * prove little: a real tree may be made so. Then it takes files of some size in each of them, whose
 * names, sizes and times are equal, or so many such directories that the tree must branch into
 * itself. What is left ends at the greatest depth.
 */
final class Loops {
  private static final int MOST_EQUAL = 8;
  private static final long SOME_BYTES = 1 << 20;
  private static final int MOST_SUSPECTS = 1000;

  private static final int MOST_KNOWN = 1000;

  private final AtomicInteger suspects = new AtomicInteger();

  /** Listings of directories that were found to contain themselves. */
  private final Set<Long> known = ConcurrentHashMap.newKeySet();

  /** Why a directory must not be looked into, or an empty text. */
  String objection(@Nullable Trail above, long identity, EntryList listing) {
    long held = listing.fingerprint();
    int equal = 0;
    for (Trail each = above; each != null && held != 0; each = each.above()) {
      boolean same = each.listing() == held;
      if (same && identity != 0 && each.identity() == identity) {
        return "it is the directory that contains it; what is below is not looked at";
      }
      equal += same && (identity == 0 || each.identity() == 0) ? 1 : 0;
    }
    if (equal == 0 || !known.contains(held) && !isLoop(equal, listing)) {
      return "";
    }
    if (known.size() < MOST_KNOWN) {
      known.add(held);
    }
    return "it seems to contain itself: a directory above it holds the very same; what is below is"
        + " not looked at";
  }

  private boolean isLoop(int equal, EntryList listing) {
    return equal >= MOST_EQUAL
        && (listing.bytesOfFiles() >= SOME_BYTES || suspects.incrementAndGet() > MOST_SUSPECTS);
  }
}
