package dev.ketch.sync;

import dev.ketch.ftp.Checksum;
import dev.ketch.ftp.FtpSession;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether two files hold the same bytes: by the checksums of the servers that compute some, else by
 * what an earlier run noted of them, else by size and time.
 */
final class ContentCheck implements Closeable {
  private final Route route;
  private final SyncRules rules;
  private final Differences listed;
  private @Nullable SyncState state;

  ContentCheck(Route route, SyncRules rules) {
    this.route = route;
    this.rules = rules;
    this.listed = new Differences(Comparison.SIZE_AND_TIME, route.isDownload());
  }

  /** Why a file must be transferred; empty if its bytes are the same on both sides. */
  String difference(SessionPair sessions, String path, TreeEntry source, TreeEntry old)
      throws IOException {
    Optional<Checksum> theirs = remoteChecksum(sessions, path);
    if (theirs.isPresent()) {
      Checksum ours = otherChecksum(sessions, path, theirs.get());
      if (ours != null) {
        return ours.equals(theirs.get()) ? "" : "checksum differs " + ours + "≠" + theirs.get();
      }
    }
    Path local = local(path);
    return local == null ? listed.between(source, old) : byNotes(local, path, source, old);
  }

  /** The checksum that is not computed here: of the only server, or of the source. */
  private Optional<Checksum> remoteChecksum(SessionPair sessions, String path) throws IOException {
    return route.source() instanceof FtpTree tree
        ? sessions.source().checksum(tree.resolve(path))
        : sessions.target().checksum(((FtpTree) route.target()).resolve(path));
  }

  private @Nullable Checksum otherChecksum(SessionPair sessions, String path, Checksum theirs)
      throws IOException {
    Path local = local(path);
    if (local != null) {
      return Checksum.of(local, theirs.algorithm());
    }
    FtpSession second = sessions.target();
    Checksum other = second.checksum(((FtpTree) route.target()).resolve(path)).orElse(null);
    return other != null && other.algorithm() == theirs.algorithm() ? other : null;
  }

  private @Nullable Path local(String path) {
    if (route.source() instanceof LocalTree tree) {
      return tree.resolve(path);
    }
    return route.target() instanceof LocalTree tree ? tree.resolve(path) : null;
  }

  private String byNotes(Path local, String path, TreeEntry source, TreeEntry old)
      throws IOException {
    TreeEntry remote = route.isDownload() ? source : old;
    SyncState.Note note = state().find(path);
    if (note == null) {
      String reason = listed.between(source, old);
      if (reason.isEmpty()) {
        state().keep(path, new SyncState.Note(remote.size(), remote.modified(), hash(local)));
      }
      return reason;
    }
    if (!note.hash().equals(hash(local))) {
      return "changed here since the last run";
    }
    if (!note.isOf(remote)) {
      return "changed on the server since the last run";
    }
    if (note.modified() == null && remote.modified() != null) {
      // The first listing after an upload shows what time the server gave the file.
      state().keep(path, new SyncState.Note(note.size(), remote.modified(), note.hash()));
    }
    return "";
  }

  private static String hash(Path local) throws IOException {
    return Checksum.of(local, Checksum.Algorithm.SHA_256).hex();
  }

  /** A file has been copied: what it is now is noted for servers that compute no checksums. */
  void copied(SessionPair sessions, String path, TreeEntry source) throws IOException {
    Path local = local(path);
    FtpSession remote = route.isDownload() ? sessions.source() : sessions.target();
    if (rules.comparison() == Comparison.CHECKSUM && local != null && !remote.computesChecksums()) {
      var time = route.isDownload() ? source.modified() : null;
      state().keep(path, new SyncState.Note(source.size(), time, hash(local)));
    }
  }

  private synchronized SyncState state() throws IOException {
    if (state == null) {
      Path file = rules.state() == null ? SyncState.usualPlace(route.name()) : rules.state();
      state = SyncState.open(file, rules.dryRun());
    }
    return state;
  }

  @Override
  public synchronized void close() {
    if (state != null) {
      state.close();
    }
  }
}
