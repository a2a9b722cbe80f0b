package dev.ketch.sync;

import java.util.List;

/**
 * What a directory holds.
 *
 * @param entries the entries
 * @param complete whether it is certain that there are no others; if not, nothing is deleted by it
 */
public record TreeListing(List<TreeEntry> entries, boolean complete) {
  static final TreeListing EMPTY = new TreeListing(List.of(), true);
}
