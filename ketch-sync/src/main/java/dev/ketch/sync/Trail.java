package dev.ketch.sync;

import org.jspecify.annotations.Nullable;

/**
 * A directory of the source and those above it, as far as that shows a directory that contains
 * itself.
 *
 * @param above the directory that it is in, or null for the root
 * @param identity {@link TreeEntry#identity()}
 * @param listing what it holds, {@link EntryList#fingerprint()}
 */
record Trail(@Nullable Trail above, long identity, long listing) {
  private static final int CHARS = 8;

  /** As characters, the root first, to be kept in a file. */
  static String written(@Nullable Trail trail) {
    StringBuilder text = new StringBuilder();
    for (Trail each = trail; each != null; each = each.above) {
      put(text, each.listing);
      put(text, each.identity);
    }
    return text.reverse().toString();
  }

  private static void put(StringBuilder text, long number) {
    for (int i = 0; i < Long.BYTES / 2; i++) {
      text.append((char) (number >>> 16 * i));
    }
  }

  /** What {@link #written} wrote from a place of a text on. */
  static @Nullable Trail read(String text, int from) {
    Trail trail = null;
    for (int i = from; i < text.length(); i += CHARS) {
      trail = new Trail(trail, number(text, i), number(text, i + CHARS / 2));
    }
    return trail;
  }

  private static long number(String text, int at) {
    long number = 0;
    for (int i = 0; i < Long.BYTES / 2; i++) {
      number = number << 16 | text.charAt(at + i);
    }
    return number;
  }
}
