package dev.ketch.sync;

import dev.ketch.ftp.PendingDownload;
import dev.ketch.ftp.PendingUpload;
import dev.ketch.ftp.TransferListener;
import dev.ketch.ftp.TransferOptions;
import dev.ketch.ftp.listing.ModifiedTime;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Copies one file from one side to the other, whole or not at all. */
@FunctionalInterface
interface FileMover {
  /** From here on a transfer that breaks off leaves its part, for the next try to go on from. */
  long WORTH_KEEPING = 1 << 20;

  /** A copy that is whole; all that is missing perhaps is its name. */
  interface Copy {
    /** Gives it that, or waits until the server has; returns how many bytes were moved. */
    long finish() throws IOException;

    /** Does first what may be done for several copies before any of them is finished. */
    default void prepare() throws IOException {}

    /** How many copies on one worker may wait together for their end. */
    default int mayWait() {
      return 1;
    }

    /** Leaves no trace of it. */
    default void giveUp() throws IOException {}

    /** Whether its end concerns this machine alone, and any thread may bring it about. */
    default boolean isLocal() {
      return false;
    }
  }

  /** A copy of so many bytes for which there is nothing to wait. */
  record Done(long bytes) implements Copy {
    @Override
    public long finish() {
      return bytes;
    }
  }

  /** A download whose name waits for the disk, together with others. For several threads. */
  final class Landed implements Copy {
    private static final int GROUP = 16;

    private final PendingDownload download;
    private long bytes = -1;
    private @Nullable IOException failure;

    Landed(PendingDownload download) {
      this.download = download;
    }

    @Override
    public synchronized void prepare() throws IOException {
      if (bytes < 0 && failure == null) {
        download.force();
      }
    }

    /** Called again it says the same. */
    @Override
    public synchronized long finish() throws IOException {
      if (failure != null) {
        throw failure;
      }
      try {
        bytes = bytes < 0 ? download.finish().bytes() : bytes;
        return bytes;
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }

    @Override
    public boolean isLocal() {
      return true;
    }

    @Override
    public int mayWait() {
      return GROUP;
    }

    @Override
    public synchronized void giveUp() throws IOException {
      download.close();
    }
  }

  /** An upload whose name waits for the server's word. */
  record Sent(PendingUpload upload) implements Copy {
    @Override
    public long finish() throws IOException {
      return upload.finish().bytes();
    }

    @Override
    public void giveUp() {
      upload.close();
    }
  }

  /**
   * Moves a file.
   *
   * @param round how often it is tried, with this time
   */
  Copy move(
      SessionPair sessions, String path, TreeEntry entry, int round, TransferListener listener)
      throws IOException;

  /** From a server to here. */
  static FileMover download(FtpTree remote, LocalTree local, SyncRules rules) {
    return (sessions, path, entry, round, listener) -> {
      TransferOptions options = listed(options(rules, entry, listener), entry);
      PendingDownload landed =
          sessions.source().fetch(remote.resolve(path), local.resolve(path), options);
      return entry.size() >= WORTH_KEEPING ? new Done(landed.finish().bytes()) : new Landed(landed);
    };
  }

  /** From here to a server. */
  static FileMover upload(LocalTree local, FtpTree remote, SyncRules rules) {
    return (sessions, path, entry, round, listener) -> {
      Path file = local.resolve(path);
      TransferOptions options = options(rules, entry, listener);
      // The second try of a large file goes on with its part, if the server has let go of it.
      int other = options.keepPart() ? round - 2 : round - 1;
      if (other > 0) {
        options = options.withKeepPart(false).withAnotherPart(other);
      }
      return new Sent(sessions.target().send(file, remote.resolve(path), options));
    };
  }

  /** What all ways have in common. */
  static TransferOptions options(SyncRules rules, TreeEntry entry, TransferListener listener) {
    return TransferOptions.DEFAULT
        .withKeepTime(rules.copying().times())
        .withVerifyChecksum(rules.comparison() == Comparison.CHECKSUM)
        .withKeepPart(entry.size() >= WORTH_KEEPING)
        .withInPlace(rules.copying().inPlace())
        .withMoreToCome(true)
        .withListener(listener);
  }

  /** Size and time as the listing told them: neither is asked for again. */
  static TransferOptions listed(TransferOptions options, TreeEntry entry) {
    ModifiedTime time = entry.modified();
    return options
        .withListed(entry.size(), time == null ? null : time.instant())
        .withTimeIsCoarse(time != null && time.precision() != ModifiedTime.Precision.SECOND);
  }
}
