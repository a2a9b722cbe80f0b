package dev.ketch.sync;

import dev.ketch.ftp.FtpSession;
import dev.ketch.ftp.TransferListener;
import dev.ketch.ftp.TransferOptions;
import dev.ketch.ftp.listing.ModifiedTime;
import java.io.IOException;
import java.nio.file.Path;

/** Copies one file from one side to the other, whole or not at all; returns the bytes moved. */
@FunctionalInterface
interface FileMover {
  /** From here on a transfer that breaks off leaves its part, for the next try to go on from. */
  long WORTH_KEEPING = 1 << 20;

  long move(SessionPair sessions, String path, TreeEntry entry, TransferListener listener)
      throws IOException;

  /** From a server to here. */
  static FileMover download(FtpTree remote, LocalTree local, SyncRules rules) {
    return (sessions, path, entry, listener) ->
        sessions
            .source()
            .download(
                remote.resolve(path),
                local.resolve(path),
                listed(options(rules, entry, listener), entry))
            .bytes();
  }

  /** From here to a server. */
  static FileMover upload(LocalTree local, FtpTree remote, SyncRules rules) {
    return (sessions, path, entry, listener) -> {
      FtpSession session = sessions.target();
      Path file = local.resolve(path);
      return session.upload(file, remote.resolve(path), options(rules, entry, listener)).bytes();
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
