package dev.ketch.ftp.options;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** Who opens the data connection, and by which command the port is agreed on. */
public sealed interface DataMode {
  /** The client, by EPSV; by PASV where EPSV does not work, which the client remembers. */
  DataMode PASSIVE = new Passive(PortCommand.EPSV_OR_PASV);

  /** The client, by EPSV and never by PASV (RFC 2428). */
  DataMode EPSV = new Passive(PortCommand.EPSV);

  /** The client, by PASV and never by EPSV (RFC 959, RFC 1579). */
  DataMode PASV = new Passive(PortCommand.PASV);

  /** The server, to any free port of this machine (PORT, EPRT). */
  DataMode ACTIVE = new Active(0, 0, null);

  /** How the client asks for a port to connect to. */
  enum PortCommand {
    /**
     * EPSV first. PASV where EPSV is refused, where its port cannot be reached, and where nobody
     * answers it: some firewalls and load balancers swallow EPSV.
     */
    EPSV_OR_PASV,
    /** EPSV only. */
    EPSV,
    /** PASV only. Over IPv6, too: of its answer only the port is used. */
    PASV
  }

  /**
   * The client connects. The address in a 227 reply is ignored: data goes to the control peer.
   *
   * @param command how the port is asked for
   */
  record Passive(PortCommand command) implements DataMode {
    /** As {@link #PASSIVE}. */
    public Passive() {
      this(PortCommand.EPSV_OR_PASV);
    }
  }

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
