package dev.ketch.ftp.internal.control;

import dev.ketch.ftp.protocol.Reply;

/**
 * How many commands at once a server bears. RFC 959 wants a reply before the next command, and some
 * servers mean it: pyftpdlib gives up a transfer when EPSV comes during it. So only servers that
 * are known, by their greeting, are sent more than one.
 */
public enum Pipelining {
  /** One at a time. */
  NONE,
  /** Several, but none while a transfer is going on. */
  BETWEEN_TRANSFERS,
  /** As before, and an {@link EarlyPort}. */
  ONCE_DATA_FLOW,
  /**
   * As before, and one EPSV behind RETR or a listing. Mostly it is done in its turn; where it is
   * read during the transfer, Pure-FTPd answers 500 and ProFTPD 450 at once, before the transfer's
   * own reply. ProFTPD would answer SIZE during an upload, too, with what is there by then.
   */
  ONE_BEHIND_DOWNLOADS,
  /** Several, also behind a transfer command: they wait until it is over. */
  BEHIND_TRANSFERS;

  /** What the server of a greeting bears. Each of these stood thousands of files. */
  static Pipelining of(String welcome) {
    if (welcome.contains("vsFTPd")) {
      return BEHIND_TRANSFERS;
    }
    if (welcome.contains("Pure-FTPd") || welcome.contains("ProFTPD")) {
      return ONE_BEHIND_DOWNLOADS;
    }
    return welcome.contains("pyftpdlib") ? ONCE_DATA_FLOW : NONE;
  }

  /**
   * Whether a reply ends no transfer, but belongs to a SIZE or EPSV behind one: most come in their
   * turn, and some from a server that did not let them wait.
   */
  public boolean isEarly(Reply reply) {
    int code = reply.code();
    return code == 213
        || code == 229
        || this == ONE_BEHIND_DOWNLOADS
            && (code == 500 || code == 450 && reply.message().startsWith("EPSV"))
        || this == ONCE_DATA_FLOW && code == 425; // No port is left.
  }
}
