package dev.ketch.sync;

import dev.ketch.ftp.PendingUpload;
import dev.ketch.ftp.TransferListener;
import dev.ketch.ftp.TransferOptions;
import dev.ketch.ftp.listing.ModifiedTime;
import java.io.IOException;
import java.nio.file.Path;

/** Copies one file from one side to the other, whole or not at all. */
@FunctionalInterface
interface FileMover {
  /** From here on a transfer that breaks off leaves its part, for the next try to go on from. */
  long WORTH_KEEPING = 1 << 20;

  /** A copy that is whole; all that is missing perhaps is the server's word on its name. */
  @FunctionalInterface
  interface Copy {
    /** Waits for that, and returns how many bytes were moved. */
    long finish() throws IOException;
  }

  /** A copy of so many bytes for which there is nothing to wait. */
  record Done(long bytes) implements Copy {
    @Override
    public long finish() {
      return bytes;
    }
  }

  Copy move(SessionPair sessions, String path, TreeEntry entry, TransferListener listener)
      throws IOException;

  /** From a server to here. */
  static FileMover download(FtpTree remote, LocalTree local, SyncRules rules) {
    return (sessions, path, entry, listener) -> {
      TransferOptions options = listed(options(rules, entry, listener), entry);
      long bytes =
          sessions.source().download(remote.resolve(path), local.resolve(path), options).bytes();
      return new Done(bytes);
    };
  }

  /** From here to a server. */
  static FileMover upload(LocalTree local, FtpTree remote, SyncRules rules) {
    return (sessions, path, entry, listener) -> {
      Path file = local.resolve(path);
      PendingUpload sent =
          sessions.target().send(file, remote.resolve(path), options(rules, entry, listener));
      return () -> sent.finish().bytes();
    };
  }

  /** What all ways have in common. */
  static TransferOptions options(SyncRules rules, TreeEntry entry, TransferListener listener) {
    return TransferOptions.DEFAULT
        .withKeepTime(rules.copying().times())
        .withVerifyChecksum(rules.comparison() == Comparison.CHECKSUM)
        .withKeepPart(entry.size() >= WORTH_KEEPING)
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
