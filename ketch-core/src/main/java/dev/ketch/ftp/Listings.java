package dev.ketch.ftp;

import dev.ketch.ftp.internal.control.ServerMemory;
import dev.ketch.ftp.internal.control.SessionState;
import dev.ketch.ftp.listing.Completeness;
import dev.ketch.ftp.listing.Completeness.Reason;
import dev.ketch.ftp.listing.FtpEntry;
import dev.ketch.ftp.listing.FtpListing;
import dev.ketch.ftp.listing.ListingSummary;
import dev.ketch.ftp.protocol.FtpReplyException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Gets a listing by the best command this server bears, and remembers which that was. */
final class Listings {
  /** What an entry takes beside its texts, with its places in a list and a set. */
  private static final long ENTRY = 250;

  private final FtpSession session;
  private final SessionState state;
  private final ListingFetcher fetcher;
  private final int mostEntries;

  Listings(FtpSession session, SessionState state, ListingFetcher fetcher, int mostEntries) {
    this.session = session;
    this.state = state;
    this.fetcher = fetcher;
    this.mostEntries = mostEntries;
  }

  FtpListing list(String path) throws IOException {
    List<FtpEntry> entries = new ArrayList<>();
    Set<String> names = new HashSet<>();
    Completeness[] repeated = {Completeness.COMPLETE};
    ListingSummary summary =
        stream(
            path,
            false,
            entry -> {
              addWithin(entries, entry);
              if (!names.add(entry.name()) && repeated[0].isComplete()) {
                repeated[0] = repeated(entry.name());
              }
            });
    List<String> unparsed = new ArrayList<>(summary.unparsed());
    if (summary.unparsedLines() > unparsed.size()) {
      unparsed.add("(and " + (summary.unparsedLines() - unparsed.size()) + " lines more)");
    }
    return new FtpListing(entries, unparsed, summary.completeness().and(repeated[0]));
  }

  private static Completeness repeated(String name) {
    return Completeness.doubtful(
        Reason.REPEATED_NAME, "the name \"" + name + "\" is listed more than once");
  }

  private <T> void addWithin(List<T> list, T item) {
    if (list.size() >= mostEntries) {
      throw new ListingSink.OverLimit("the listing has more than " + mostEntries + " entries");
    }
    long bytes = list.size() * ENTRY + 2 * fetcher.bytesRead();
    if (bytes > Runtime.getRuntime().maxMemory() / 2) {
      throw new ListingSink.OverLimit(
          "the listing has more than "
              + list.size()
              + " entries, which is too much for this program's memory; Java's option -Xmx gives"
              + " it more");
    }
    list.add(item);
  }

  /**
   * Lists entry by entry.
   *
   * @param sure an empty directory is confirmed in a second way, and once a server that {@code -a}
   *     is not taken for a name
   */
  ListingSummary stream(String path, boolean sure, Consumer<FtpEntry> each) throws IOException {
    try {
      return streamWithin(path, sure, each);
    } catch (ListingSink.OverLimit e) {
      throw e.told();
    }
  }

  private ListingSummary streamWithin(String path, boolean sure, Consumer<FtpEntry> each)
      throws IOException {
    ListingSink sink = new ListingSink(each);
    String where = path.equals(".") ? "" : path;
    boolean machine;
    try {
      machine = byMachine(where, sink);
      if (!machine && ListArgument.isSafe(where)) {
        byText(where, sure, sink);
      } else if (!machine) {
        inside(where, here -> byText(here, sure, sink));
      }
    } catch (FtpReplyException e) {
      boolean claimed = sink.isBlank() && EmptyClaim.isMadeBy(e);
      if (!claimed || !secondLook(where, e.command().verb()).isComplete()) {
        throw e;
      }
      return sink.summary();
    }
    if (sure && sink.isBlank() && sink.summary().isComplete()) {
      sink.doubt(secondLook(where, machine ? "MLSD" : "LIST"));
    }
    return sink.summary();
  }

  private Completeness secondLook(String path, String verb) throws IOException {
    return new SecondLook(this).atEmpty(path, verb);
  }

  /** Something to do with a path that may also be the working directory's: empty. */
  @FunctionalInterface
  interface Lister {
    void list(String path) throws IOException;
  }

  /** A listing with an argument that no server can misread is one without, inside the directory. */
  void inside(String path, Lister lister) throws IOException {
    if (path.isEmpty()) {
      lister.list("");
      return;
    }
    WayBack way = session.wayBack();
    way.requireKnown(path);
    session.changeDirectory(path);
    try {
      lister.list("");
    } finally {
      if (state.openTransfer != null) {
        session.disconnect(); // It could not come back, and must not go on in here.
      } else if (session.isOpen()) {
        session.goBack(way);
      }
    }
  }

  /** Lists by MLSD; false if the server does not know that or this argument. */
  private boolean byMachine(String path, ListingSink sink) throws IOException {
    boolean machine = state.features.has("MLST") || state.features.has("MLSD");
    if (!machine || state.server.mlsdFailed) {
      return false;
    }
    ListingAttempt attempt = new ListingAttempt(sink, ListArgument.suspects(path, false));
    try {
      if (ListArgument.holdsPattern(path)) {
        inside(path, here -> fetcher.machineList(here, attempt));
      } else {
        fetcher.machineList(path, attempt);
      }
    } catch (FtpReplyException e) {
      boolean unknown = e.code() == 500 || e.code() == 502 || e.code() == 504;
      if (!unknown && e.code() != 501 || attempt.isCommitted()) {
        throw e;
      }
      state.server.mlsdFailed = unknown; // FEAT promised it, but it does not work.
      return false;
    }
    believe(path, attempt, fetcher::machineList, sink);
    state.server.mlsdShowsItself |= sink.showedItself();
    if (sink.isBlank() && state.server.mlsdShowsItself) {
      sink.doubt(nothingListed(true));
    }
    return true;
  }

  private interface Fetching {
    void fetch(String path, ListingAttempt attempt) throws IOException;
  }

  /** Takes a listing, or another inside the directory where this one may be that of a file. */
  private void believe(String path, ListingAttempt attempt, Fetching again, ListingSink sink)
      throws IOException {
    if (!attempt.needsSecondLook()) {
      attempt.accept(sink);
      return;
    }
    ListingAttempt second = ListingAttempt.trusted(sink);
    inside(path, here -> again.fetch(here, second));
    second.accept(sink);
  }

  /** Lists by {@code LIST -a} where that works, else by LIST, else by NLST. */
  void byText(String path, boolean sure, ListingSink sink) throws IOException {
    ServerMemory server = state.server;
    ListingAttempt all =
        sure && !server.listAllProven
            ? new ListingAttempt(sink, entry -> true)
            : new ListingAttempt(sink, ListArgument.suspects(path, true));
    if (server.listAllFailed) {
      byPlainText(path, all, sink);
      return;
    }
    try {
      fetcher.textList(path, path.isEmpty() ? "-a" : "-a " + path, all);
      server.listAllShowsDots |= all.found.showedItself();
    } catch (FtpReplyException e) {
      if (e.isTransient() && e.code() != 450 || all.isCommitted()) {
        throw e;
      }
      byPlainText(path, ListingAttempt.trusted(sink), sink);
      return;
    }
    boolean nothing = all.found.isEmpty() && !all.found.showedItself();
    if (nothing || all.needsSecondLook()) {
      byPlainText(path, all, sink);
    } else {
      all.accept(sink);
    }
  }

  /**
   * Lists by LIST alone. Nothing else came, or a refusal, or only what may be no entry of this
   * directory: perhaps {@code -a} was taken for a name.
   */
  private void byPlainText(String path, ListingAttempt all, ListingSink sink) throws IOException {
    ServerMemory server = state.server;
    Set<String> first = all.heldNames();
    ListingAttempt plain = new ListingAttempt(sink, entry -> !first.isEmpty());
    plainList(path, plain.found);
    if (first.isEmpty()) {
      boolean better = !plain.found.isBlank();
      (better ? plain : all).accept(sink);
      if (server.listAllShowsDots && !plain.found.showedItself()) {
        // vsftpd lists a directory it may not read, or that is not there, as nothing with a 226.
        sink.doubt(nothingListed(plain.found.isEmpty()));
      }
      server.listAllFailed |= !plain.found.isEmpty() && !server.listAllShowsDots;
      return;
    }
    Set<String> second = plain.heldNames();
    boolean option = first.stream().allMatch(ListArgument::isOption);
    boolean taken = option || second.stream().anyMatch(ListArgument::isOption);
    if (!plain.isCommitted() && first.containsAll(second)) {
      server.listAllProven |= !taken && !second.isEmpty();
      all.accept(sink);
      return;
    }
    plain.accept(sink);
    server.listAllFailed |= taken;
    if (!taken && !second.containsAll(first)) {
      sink.doubt(
          Completeness.doubtful(
              Reason.CONTRADICTED, "the server lists other entries by LIST -a than by LIST"));
    }
  }

  private static Completeness nothingListed(boolean empty) {
    return empty
        ? Completeness.doubtful(
            Reason.NOTHING_LISTED, "the server listed nothing, not even the directory itself")
        : Completeness.doubtful(
            Reason.CONTRADICTED, "LIST -a does not list this directory as it does others");
  }

  private void plainList(String path, ListingSink sink) throws IOException {
    ListingAttempt attempt = new ListingAttempt(sink, ListArgument.suspects(path, false));
    try {
      fetcher.textList(path, path, attempt);
    } catch (FtpReplyException e) {
      if (e.code() != 500 && e.code() != 502 || attempt.isCommitted()) {
        throw e;
      }
      new NameProbes(session, this).list(path, sink);
      return;
    }
    believe(path, attempt, (here, second) -> fetcher.textList(here, here, second), sink);
  }

  /** The names that NLST tells; a refusal that says that there are none counts as an answer. */
  List<String> names(String path) throws IOException {
    List<String> names = new ArrayList<>();
    try {
      namesOrRefusal(path, names::add);
    } catch (FtpReplyException e) {
      if (!names.isEmpty() || !EmptyClaim.isAllOf(e)) {
        throw e;
      }
    }
    return names;
  }

  /** The names that NLST tells, and no refusal is an answer. */
  Completeness namesOrRefusal(String path, Consumer<String> each) throws IOException {
    List<String> names = new ArrayList<>();
    try {
      Completeness end = fetcher.names(path, name -> addWithin(names, name));
      names.forEach(each);
      return end;
    } catch (ListingSink.OverLimit e) {
      throw e.told();
    }
  }
}
