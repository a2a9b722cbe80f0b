package dev.ketch.ftp.listing;

import dev.ketch.ftp.listing.ListingParser.Line;
import dev.ketch.ftp.listing.ListingParser.Settled;
import java.util.ArrayList;
import java.util.List;

/** Lines of one dialect that wait for later ones, and what became of those that no longer wait. */
final class HeldLines {
  private final List<Settled> waiting = new ArrayList<>();
  private List<Settled> settled = new ArrayList<>();

  /** Keeps a line, with what it is if later lines bear it out. */
  Line hold(String text, Line ifBorneOut) {
    waiting.add(new Settled(text, ifBorneOut));
    return Line.HELD;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  int size() {
    return waiting.size();
  }

  /** The lines are what they seemed to be. */
  void bearOut() {
    if (waiting.isEmpty()) {
      return; // Asked with every entry.
    }
    settled.addAll(waiting);
    waiting.clear();
  }

  /** The lines are something else, and nobody knows what. */
  void refute() {
    for (Settled line : waiting) {
      settled.add(new Settled(line.text(), Line.UNKNOWN));
    }
    waiting.clear();
  }

  /** What was decided since the last call. */
  List<Settled> take() {
    if (settled.isEmpty()) {
      return List.of();
    }
    List<Settled> taken = settled;
    settled = new ArrayList<>();
    return taken;
  }
}
