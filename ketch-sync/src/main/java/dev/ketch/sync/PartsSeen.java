package dev.ketch.sync;

import dev.ketch.ftp.PartNames;
import java.util.HashSet;
import java.util.Set;

/** The temporary names of a directory, and which of them belong to a file that is to come. */
final class PartsSeen {
  /** A directory with more of them than that keeps them all: nobody knows which are in use. */
  private static final int MOST = 10_000;

  private final Set<String> stems = new HashSet<>();
  private final Set<String> inUse = new HashSet<>();
  private boolean tooMany;

  void add(String name) {
    if (!PartNames.isPartOnServer(name)) {
      return;
    }
    if (stems.size() < MOST) {
      stems.add(PartNames.stem(name));
    } else {
      tooMany = true;
    }
  }

  /** A part of this file may be gone on from; its exact time is known to the transfer only. */
  void keepFor(TreeEntry file) {
    if (!stems.isEmpty() && file.size() >= FileMover.WORTH_KEEPING) {
      String stem = PartNames.stem(file.name(), file.size());
      if (stems.contains(stem)) {
        inUse.add(stem);
      }
    }
  }

  /** Whether a temporary name among them is to be left alone. */
  boolean isInUse(String part) {
    return tooMany || inUse.contains(PartNames.stem(part));
  }
}
