package dev.ketch.sync;

import dev.ketch.ftp.FtpSession;
import dev.ketch.ftp.SegmentedDownload;
import dev.ketch.ftp.TransferListener;
import dev.ketch.ftp.TransferOptions;
import dev.ketch.ftp.protocol.FtpIncompleteException;
import java.io.IOException;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Large downloads, shared out to all workers that have nothing else to do. */
final class LargeFiles {
  /** Files from here on are worth several sessions. */
  private static final long LARGE = 32L << 20;

  private static final int MOST_WORKERS = 8;

  private final Route route;
  private final SyncRules rules;
  private final Tally tally;
  private final WorkQueue<SyncAction> queue;
  private final int workers;
  private final Set<LargeFile> open = ConcurrentHashMap.newKeySet();

  /** Paths whose pieces did not fit together: the server's REST is not to be trusted. */
  private final Set<String> inOnePiece = ConcurrentHashMap.newKeySet();

  LargeFiles(Route route, SyncRules rules, Tally tally, WorkQueue<SyncAction> queue) {
    this.route = route;
    this.rules = rules;
    this.tally = tally;
    this.queue = queue;
    int told = rules.effort().segments();
    int parallel = rules.effort().parallel();
    int most = parallel == 0 ? MOST_WORKERS : parallel;
    this.workers = told == 0 ? most : Math.min(told, most);
  }

  /** Begins a transfer by several workers if it is one for them; false if it is not. */
  boolean takes(SessionPair sessions, SyncAction.Transfer transfer) throws IOException {
    TreeEntry file = transfer.source();
    boolean large = file.size() >= LARGE && file.modified() != null;
    if (!large
        || workers < 2
        || !(route.target() instanceof LocalTree here)
        || !(route.source() instanceof FtpTree there)
        || inOnePiece.contains(transfer.path())) {
      return false;
    }
    String remote = there.resolve(transfer.path());
    TransferOptions options = exact(sessions.source(), remote, file);
    if (options == null || !SegmentedDownload.isPossible(sessions.source(), remote, file.size())) {
      return false;
    }
    tally.started(transfer.path(), transfer.reason(), file.size());
    SegmentedDownload download =
        SegmentedDownload.open(remote, here.resolve(transfer.path()), options);
    LargeFile shared = new LargeFile(transfer, download, workers);
    open.add(shared);
    for (int i = 1; i < workers; i++) {
      queue.addLast(new SyncAction.Join(transfer.path(), shared, ""));
    }
    queue.add(new SyncAction.Join(transfer.path(), shared, ""));
    return true;
  }

  /** With the exact time, which proves what a part is of; null where the server does not tell. */
  private @Nullable TransferOptions exact(FtpSession session, String remote, TreeEntry file)
      throws IOException {
    TransferOptions options =
        FileMover.listed(FileMover.options(rules, file, TransferListener.NONE), file)
            .withMoreToCome(false);
    if (!options.timeIsCoarse()) {
      return options;
    }
    Instant time = session.modified(remote).orElse(null);
    return time == null ? null : options.withListed(file.size(), time).withTimeIsCoarse(false);
  }

  /** Helps with a file; true if it is whole now. Where a piece fails, a retry takes up its rest. */
  boolean join(SessionPair sessions, SyncAction.Join join, LongConsumer more) throws IOException {
    LargeFile file = join.file();
    boolean whole =
        !file.isOver() && file.download.work(sessions.source(), more) && finish(sessions, file);
    left(file, null);
    return whole;
  }

  private boolean finish(SessionPair sessions, LargeFile file) throws IOException {
    try {
      file.download.finish(sessions.source());
      return true;
    } catch (FtpIncompleteException e) {
      inOnePiece.add(file.transfer.path());
      queue.add(file.transfer); // Once more, by one session from beginning to end.
      return false;
    } finally {
      if (file.download.isOver()) {
        file.end();
        open.remove(file);
        file.close();
      }
    }
  }

  /** A worker goes for good; the last one tells why the file is not whole. */
  void left(LargeFile file, @Nullable IOException why) {
    IOException failure = file.leave(why);
    if (failure != null) {
      tally.failed(file.transfer.path(), "transfer", failure);
    }
  }

  /** Closes what was not finished, so that the next run can go on with it. */
  void close() {
    for (LargeFile file : open) {
      try {
        file.close();
      } catch (IOException e) {
        // What it came to is noted in the part already, a little less far.
      }
    }
  }
}
