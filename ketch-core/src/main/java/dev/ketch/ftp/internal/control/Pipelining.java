package dev.ketch.ftp.internal.control;

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
  /**
   * As before, and one behind RETR: Pure-FTPd mostly does it in its turn, and where it reads it
   * during the transfer answers 500 at once, before the transfer's own reply.
   */
  ONE_BEHIND_DOWNLOADS,
  /** Several, also behind a transfer command: they wait until it is over. */
  BEHIND_TRANSFERS;

  /** What the server of a greeting bears. Each of these stood thousands of files. */
  static Pipelining of(String welcome) {
    if (welcome.contains("vsFTPd") || welcome.contains("ProFTPD")) {
      return BEHIND_TRANSFERS;
    }
    if (welcome.contains("Pure-FTPd")) {
      return ONE_BEHIND_DOWNLOADS;
    }
    return welcome.contains("pyftpdlib") ? BETWEEN_TRANSFERS : NONE;
  }
}
