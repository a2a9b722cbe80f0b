package dev.ketch.ftp.internal.data;

import dev.ketch.ftp.internal.control.ControlChannel;
import dev.ketch.ftp.internal.control.SessionState;
import dev.ketch.ftp.internal.net.Dialer;
import dev.ketch.ftp.internal.net.Tls;
import dev.ketch.ftp.options.DataMode;
import dev.ketch.ftp.options.DataMode.PortCommand;
import dev.ketch.ftp.options.Timeouts;
import dev.ketch.ftp.protocol.Command;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Arranges data connections: EPSV or PASV, EPRT or PORT, and TLS over them. */
public final class DataConnector {
  private final SessionState state;
  private final @Nullable PassivePorts passive;
  private final @Nullable ActivePorts active;
  private final @Nullable Tls tls;
  private @Nullable TlsBuffers buffers;

  /** A connector for one session; {@code tls} is null where data goes in the clear. */
  public DataConnector(
      ControlChannel control,
      SessionState state,
      Dialer dialer,
      String host,
      DataMode mode,
      Timeouts timeouts,
      @Nullable Tls tls) {
    this.state = state;
    if (mode instanceof DataMode.Active here) {
      passive = null;
      active = new ActivePorts(control, here, timeouts);
    } else {
      PortCommand command = ((DataMode.Passive) mode).command();
      passive = new PassivePorts(control, state, dialer, host, command, timeouts);
      active = null;
    }
    this.tls = tls;
  }

  /**
   * Agrees on a port for the transfer command that follows, and begins to connect to it.
   *
   * @throws dev.ketch.ftp.internal.control.SwallowedException if EPSV was not answered: on a new
   *     session it may work
   */
  public PendingData prepare(Command transfer, KeepAlive keepAlive) throws IOException {
    return passive != null
        ? passive.connect(transfer, keepAlive)
        : Objects.requireNonNull(active).listen(keepAlive);
  }

  /** Whether data connections go within TLS. */
  public boolean securesData() {
    return tls != null && state.protectsData;
  }

  /**
   * Puts TLS over a connection that stands, where it is wanted (RFC 4217 section 10).
   *
   * @param beforeReading called when our first message of the handshake is out
   */
  public DataConnection secure(PlainData plain, BeforeReading beforeReading) throws IOException {
    if (tls == null || !state.protectsData) {
      return plain;
    }
    try {
      if (buffers == null) {
        buffers = new TlsBuffers();
      }
      return new TlsData(plain, tls, buffers, beforeReading);
    } catch (IOException e) {
      plain.reset();
      throw e;
    }
  }

  /** Whether the port for the next transfer can be asked for before this one is over. */
  public boolean canAskAhead() {
    return passive != null && passive.canAskAhead();
  }
}
