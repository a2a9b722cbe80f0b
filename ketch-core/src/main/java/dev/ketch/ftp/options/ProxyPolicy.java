package dev.ketch.ftp.options;

import org.jspecify.annotations.Nullable;

/**
 * A proxy for control and data connections.
 *
 * @param kind the proxy's protocol
 * @param host the proxy's host
 * @param port the proxy's port
 * @param user the user for the proxy, or null
 * @param password the password for the proxy, or null
 */
public record ProxyPolicy(
    Kind kind, String host, int port, @Nullable String user, @Nullable String password) {
  /** The protocols spoken to a proxy. */
  public enum Kind {
    /** SOCKS version 5 (RFC 1928, RFC 1929); the proxy resolves names. */
    SOCKS5,
    /** HTTP CONNECT with Basic authentication (RFC 9110). */
    HTTP_CONNECT
  }

  /** Checks the port. */
  public ProxyPolicy {
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("a proxy port is between 1 and 65535, not " + port);
    }
  }

  /** Shows no secret. */
  @Override
  public String toString() {
    return kind + " " + host + ":" + port;
  }
}
