package dev.ketch.sync;

import dev.ketch.ftp.FtpSession;
import dev.ketch.ftp.TransferListener;
import dev.ketch.ftp.TransferOptions;
import dev.ketch.ftp.TransferResult;
import dev.ketch.ftp.listing.ModifiedTime;
import java.io.IOException;

/** Copies one file from one side to the other. */
final class FileMover {
  private final LocalTree local;
  private final FtpTree remote;
  private final boolean upload;
  private final SyncRules rules;

  FileMover(LocalTree local, FtpTree remote, boolean upload, SyncRules rules) {
    this.local = local;
    this.remote = remote;
    this.upload = upload;
    this.rules = rules;
  }

  TransferResult move(FtpSession session, String path, TreeEntry entry, TransferListener listener)
      throws IOException {
    ModifiedTime time = entry.modified();
    TransferOptions options =
        TransferOptions.DEFAULT
            .withKeepTime(rules.keepTimes())
            .withMoreToCome(true)
            .withListener(listener);
    return upload
        ? session.upload(local.resolve(path), remote.resolve(path), options)
        : session.download(
            remote.resolve(path),
            local.resolve(path),
            options.withListed(entry.size(), time == null ? null : time.instant()));
  }
}
