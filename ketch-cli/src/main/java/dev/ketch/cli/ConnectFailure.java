package dev.ketch.cli;

import java.io.IOException;

/** The port answered, but no FTP session came of it. */
final class ConnectFailure extends IOException {
  private static final long serialVersionUID = 1L;

  ConnectFailure(String where, IOException cause) {
    super("no session with " + where + ": " + cause.getMessage(), cause);
  }
}
