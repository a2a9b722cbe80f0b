package dev.ketch.sync;

/**
 * From where to where, and by what means.
 *
 * @param connector opens the sessions
 * @param source the tree to copy
 * @param target the tree to be made like it
 * @param mover copies one file
 * @param name tells this route from others, for the notes kept between runs
 */
record Route(Connector connector, Tree source, Tree target, FileMover mover, String name) {
  boolean isDownload() {
    return target instanceof LocalTree;
  }
}
