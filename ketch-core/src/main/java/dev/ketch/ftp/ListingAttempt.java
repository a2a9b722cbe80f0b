package dev.ketch.ftp;

import dev.ketch.ftp.listing.FtpEntry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * One command's listing. As long as all its entries look as if they were not the directory's, they
 * are held back, and another command can still take its place.
 */
final class ListingAttempt {
  /** A directory this large is not held back. */
  private static final int MOST_HELD = 20_000;

  private final Consumer<FtpEntry> out;
  private final Predicate<FtpEntry> suspicious;
  private final List<FtpEntry> held = new ArrayList<>();
  private boolean trusted;

  /** What it showed beside its entries; counts them too. */
  final ListingSink found = new ListingSink(this::take);

  /**
   * An attempt.
   *
   * @param out where entries go that are believed
   * @param suspicious whether an entry looks as if it were not the directory's
   */
  ListingAttempt(Consumer<FtpEntry> out, Predicate<FtpEntry> suspicious) {
    this.out = out;
    this.suspicious = suspicious;
  }

  /** An attempt whose entries are all believed. */
  static ListingAttempt trusted(Consumer<FtpEntry> out) {
    return new ListingAttempt(out, entry -> false);
  }

  private void take(FtpEntry entry) {
    held.add(entry);
    trusted |= found.showedItself() || held.size() > MOST_HELD || !suspicious.test(entry);
    if (trusted) {
      release();
    }
  }

  /** Holds nothing back any more: so much has come that it would fill the memory. */
  void trust() {
    trusted = true;
    release();
  }

  /** Whether entries have gone out, so that no other command can take its place. */
  boolean isCommitted() {
    return trusted;
  }

  /** Whether nothing that came is believed without a second look. */
  boolean needsSecondLook() {
    return !trusted && !held.isEmpty() && !found.showedItself();
  }

  private void release() {
    held.forEach(out);
    held.clear();
  }

  /** Passes on what was held back, and all that was found beside it. */
  void accept(ListingSink sink) {
    release();
    sink.addAllBut(found);
  }

  /** The names of what is held back. */
  Set<String> heldNames() {
    Set<String> names = new HashSet<>();
    held.forEach(entry -> names.add(entry.name()));
    return names;
  }
}
