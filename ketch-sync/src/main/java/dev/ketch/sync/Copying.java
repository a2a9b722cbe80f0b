package dev.ketch.sync;

/**
 * How entries are copied.
 *
 * @param links what to do with symbolic links
 * @param times give copies the times of their originals
 * @param permissions give copies the permission bits of their originals
 * @param move remove each file of the source when its copy is whole and verified
 * @param inPlace upload straight to the final names, without temporary ones
 */
public record Copying(
    Links links, boolean times, boolean permissions, boolean move, boolean inPlace) {
  /** Uploads by way of temporary names, as far as the server lets us. */
  public Copying(Links links, boolean times, boolean permissions, boolean move) {
    this(links, times, permissions, move, false);
  }

  /** What to do with a symbolic link. */
  public enum Links {
    /** Leave it out and say so. */
    SKIP,
    /** Make the same link here, if it stays inside the tree. */
    KEEP,
    /** Copy what it leads to. */
    FOLLOW
  }

  /** Links are skipped, times kept, permissions not. */
  public static final Copying DEFAULT = new Copying(Links.SKIP, true, false, false);
}
