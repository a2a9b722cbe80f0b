package dev.ketch.ftp.options;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** Who opens the data connection. */
public sealed interface DataMode {
  /** The client, by EPSV with a remembered fallback to PASV (RFC 2428, RFC 1579). */
  DataMode PASSIVE = new Passive();

  /** The server, to any free port of this machine. */
  DataMode ACTIVE = new Active(0, 0, null);

  /** The client connects. The address in a 227 reply is ignored: data goes to the control peer. */
  record Passive() implements DataMode {}

  /**
   * The server connects; only the control peer's address is let in.
   *
   * @param firstPort lowest port to listen on, 0 for any
   * @param lastPort highest port to listen on, 0 for any
   * @param external the address to announce when this machine sits behind NAT, or null for the
   *     control connection's own
   */
  record Active(int firstPort, int lastPort, @Nullable InetAddress external) implements DataMode {
    /** Checks the range. */
    public Active {
      boolean any = firstPort == 0 && lastPort == 0;
      if (!any && (firstPort < 1 || lastPort > 65535 || firstPort > lastPort)) {
        throw new IllegalArgumentException(
            "an active port range is FIRST-LAST within 1 to 65535, not "
                + firstPort
                + "-"
                + lastPort);
      }
    }
  }
}
