package dev.ketch.sync;

import dev.ketch.ftp.FtpSession;

/** The sessions of one worker: one for both sides, or one to each server. */
record SessionPair(FtpSession source, FtpSession target) {
  static SessionPair of(FtpSession only) {
    return new SessionPair(only, only);
  }

  boolean isOpen() {
    return source.isOpen() && target.isOpen();
  }

  void close() {
    source.close();
    if (target != source) {
      target.close();
    }
  }

  /** Without a goodbye, from any thread. */
  void disconnect() {
    source.disconnect();
    target.disconnect();
  }
}
