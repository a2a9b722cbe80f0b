package dev.ketch.sync;

/** How a file of the source is compared with that of the target. */
public enum Comparison {
  /** It is transferred if sizes differ or times do, as exactly as both are known. */
  SIZE_AND_TIME,
  /** It is transferred if sizes differ. */
  SIZE,
  /** It is transferred if times differ. */
  TIME,
  /** It is transferred if it is newer, whatever its size. */
  NEWER,
  /**
   * It is transferred if its bytes differ: by the server's checksums, or, where it computes none,
   * by what an earlier run noted; copies are verified the same way.
   */
  CHECKSUM,
  /** It is always transferred. */
  NONE
}
