package dev.ketch.ftp.internal.transfer;

import dev.ketch.ftp.internal.data.PendingData;

/** Closes a data connection that was prepared, unless the transfer has taken it over. */
final class PendingGuard implements AutoCloseable {
  final PendingData pending;
  boolean taken;

  PendingGuard(PendingData pending) {
    this.pending = pending;
  }

  @Override
  public void close() {
    if (!taken) {
      pending.close();
    }
  }
}
