package dev.ketch.ftp.options;

import java.time.Duration;

/**
 * How long each kind of wait may last. All are finite; zero and negative values are refused.
 *
 * @param connect for a TCP connection, control or data, and for a proxy's answer
 * @param tls for a TLS handshake
 * @param accept for the server's connection in active mode
 * @param reply for one whole reply on the control connection
 * @param dataIdle for the next byte, or room for one, on the data connection
 * @param keepAlive between two NOOPs on the control connection during a transfer
 */
public record Timeouts(
    Duration connect,
    Duration tls,
    Duration accept,
    Duration reply,
    Duration dataIdle,
    Duration keepAlive) {
  /** 30 s to connect, accept and shake hands; 60 s for a reply and for data; NOOP each 60 s. */
  public static final Timeouts DEFAULT = all(Duration.ofSeconds(60)).withQuickConnect();

  /** Checks that every wait ends. */
  public Timeouts {
    check(connect, "connect");
    check(tls, "tls");
    check(accept, "accept");
    check(reply, "reply");
    check(dataIdle, "dataIdle");
    check(keepAlive, "keepAlive");
  }

  /** The same limit for every wait; NOOPs stay at 60 s. */
  public static Timeouts all(Duration limit) {
    return new Timeouts(limit, limit, limit, limit, limit, Duration.ofSeconds(60));
  }

  /** A copy with another interval between NOOPs. */
  public Timeouts withKeepAlive(Duration interval) {
    return new Timeouts(connect, tls, accept, reply, dataIdle, interval);
  }

  private Timeouts withQuickConnect() {
    Duration quick = Duration.ofSeconds(30);
    return new Timeouts(quick, quick, quick, reply, dataIdle, keepAlive);
  }

  private static void check(Duration limit, String name) {
    if (limit.isZero() || limit.isNegative()) {
      throw new IllegalArgumentException(
          "the " + name + " time-out must be longer than zero: endless waits are not offered");
    }
  }
}
