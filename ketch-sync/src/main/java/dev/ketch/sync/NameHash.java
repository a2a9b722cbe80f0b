package dev.ketch.sync;

import java.security.SecureRandom;

/**
 * SipHash-1-3 with a secret of this process. Whoever names files on a server can choose names of
 * one {@link String#hashCode}, and would make each look-up a walk through all of them.
 */
final class NameHash {
  private static final long KEY_0;
  private static final long KEY_1;

  static {
    SecureRandom random = new SecureRandom();
    KEY_0 = random.nextLong();
    KEY_1 = random.nextLong();
  }

  private long v0 = KEY_0 ^ 0x736f6d6570736575L;
  private long v1 = KEY_1 ^ 0x646f72616e646f6dL;
  private long v2 = KEY_0 ^ 0x6c7967656e657261L;
  private long v3 = KEY_1 ^ 0x7465646279746573L;

  private NameHash() {}

  /** The hash of a text, by its characters. */
  static long of(String text) {
    NameHash hash = new NameHash();
    int length = text.length();
    int whole = length & ~3;
    for (int i = 0; i < whole; i += 4) {
      hash.add(
          text.charAt(i)
              | (long) text.charAt(i + 1) << 16
              | (long) text.charAt(i + 2) << 32
              | (long) text.charAt(i + 3) << 48);
    }
    long last = 0;
    for (int i = whole; i < length; i++) {
      last |= (long) text.charAt(i) << 16 * (i - whole);
    }
    hash.add(last | (long) length << 56);
    return hash.end();
  }

  /** The hash of two numbers in their order. */
  static long of(long one, long two) {
    NameHash hash = new NameHash();
    hash.add(one);
    hash.add(two);
    return hash.end();
  }

  private void add(long word) {
    v3 ^= word;
    round();
    v0 ^= word;
  }

  private long end() {
    v2 ^= 0xff;
    round();
    round();
    round();
    return v0 ^ v1 ^ v2 ^ v3;
  }

  private void round() {
    v0 += v1;
    v2 += v3;
    v1 = Long.rotateLeft(v1, 13) ^ v0;
    v3 = Long.rotateLeft(v3, 16) ^ v2;
    v0 = Long.rotateLeft(v0, 32);
    v2 += v1;
    v0 += v3;
    v1 = Long.rotateLeft(v1, 17) ^ v2;
    v3 = Long.rotateLeft(v3, 21) ^ v0;
    v2 = Long.rotateLeft(v2, 32);
  }
}
