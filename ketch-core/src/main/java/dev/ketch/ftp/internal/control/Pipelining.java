package dev.ketch.ftp.internal.control;

/**
 * How many commands at once a server bears. RFC 959 wants a reply before the next command, and some
 * servers mean it: pyftpdlib gives up a transfer when EPSV comes during it, and Pure-FTPd loses
 * parts of what comes meanwhile (1 command in 700 here). So only servers that are known, by their
 * greeting, are sent more than one.
 */
public enum Pipelining {
  /** One at a time. */
  NONE,
  /** Several, but none while a transfer is going on. */
  BETWEEN_TRANSFERS,
  /** Several, also behind a transfer command: they wait until it is over. */
  BEHIND_TRANSFERS;

  /** What the server of a greeting bears. Each of these stood thousands of files. */
  static Pipelining of(String welcome) {
    if (welcome.contains("vsFTPd") || welcome.contains("ProFTPD")) {
      return BEHIND_TRANSFERS;
    }
    return welcome.contains("pyftpdlib") || welcome.contains("Pure-FTPd")
        ? BETWEEN_TRANSFERS
        : NONE;
  }
}
