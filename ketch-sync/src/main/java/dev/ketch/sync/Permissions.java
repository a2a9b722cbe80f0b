package dev.ketch.sync;

import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Permission bits: as listings write them, as a number, and as this machine takes them. */
final class Permissions {
  private static final int UNKNOWN = -1;
  private static final String LETTERS = "rwxrwxrwx";

  private Permissions() {}

  /** The bits of {@code rw-r--r--}, {@code -rw-r--r--+} or {@code 0644}; -1 for anything else. */
  static int read(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return UNKNOWN;
    }
    if (text.length() <= 5 && text.chars().allMatch(c -> c >= '0' && c <= '7')) {
      return Integer.parseInt(text, 8) & 0777;
    }
    int from = text.length() >= 10 ? 1 : 0;
    if (text.length() < from + LETTERS.length()) {
      return UNKNOWN;
    }
    int bits = 0;
    for (int i = 0; i < LETTERS.length(); i++) {
      char c = text.charAt(from + i);
      boolean special = i % 3 == 2 && "stST".indexOf(c) >= 0;
      if (c != '-' && c != LETTERS.charAt(i) && !special) {
        return UNKNOWN;
      }
      boolean set = c != '-' && c != 'S' && c != 'T';
      bits = bits << 1 | (set ? 1 : 0);
    }
    return bits;
  }

  /** Never set-user-id, set-group-id or sticky: a server does not decide on those here. */
  static Set<PosixFilePermission> local(int bits) {
    Set<PosixFilePermission> set = EnumSet.noneOf(PosixFilePermission.class);
    PosixFilePermission[] all = PosixFilePermission.values(); // From owner's read on downwards.
    for (int i = 0; i < all.length; i++) {
      if ((bits >> (all.length - 1 - i) & 1) != 0) {
        set.add(all[i]);
      }
    }
    return set;
  }

  static int bits(Set<PosixFilePermission> set) {
    int bits = 0;
    for (PosixFilePermission each : set) {
      bits |= 1 << (PosixFilePermission.values().length - 1 - each.ordinal());
    }
    return bits;
  }
}
