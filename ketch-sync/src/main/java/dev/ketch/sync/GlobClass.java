package dev.ketch.sync;

/**
 * What stands in brackets.
 *
 * @param not it fits what is not in there
 * @param ranges first and last of each range, one after the other
 */
record GlobClass(boolean not, int[] ranges) {
  boolean holds(int c) {
    for (int i = 0; i < ranges.length; i += 2) {
      if (c >= ranges[i] && c <= ranges[i + 1]) {
        return !not;
      }
    }
    return not;
  }
}
