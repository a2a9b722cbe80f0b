package dev.ketch.examples;

import dev.ketch.ftp.FtpClient;
import dev.ketch.ftp.FtpConfig;

/** Reads {@code host[:port]}, which every example takes as its first argument. */
final class Server {
  private Server() {}

  /** A client that logs in anonymously. */
  static FtpClient at(String hostAndPort) {
    return FtpClient.of(config(hostAndPort).build());
  }

  /** A client that logs in as a user; the password comes from the environment, never from argv. */
  static FtpClient at(String hostAndPort, String user) {
    String password = System.getenv().getOrDefault("KETCH_PASSWORD", "");
    return FtpClient.of(config(hostAndPort).login(user, password).build());
  }

  /** Host and port, all else by default. */
  static FtpConfig.Builder config(String hostAndPort) {
    int colon = hostAndPort.lastIndexOf(':');
    return colon < 0
        ? FtpConfig.of(hostAndPort).toBuilder()
        : FtpConfig.of(hostAndPort.substring(0, colon)).toBuilder()
            .port(Integer.parseInt(hostAndPort.substring(colon + 1)));
  }
}
