package dev.ketch.ftp.internal.transfer;

import dev.ketch.ftp.internal.control.ControlChannel;
import dev.ketch.ftp.internal.control.Renewal;
import dev.ketch.ftp.internal.control.SessionState;
import dev.ketch.ftp.internal.data.DataConnection;
import dev.ketch.ftp.internal.data.DataConnector;
import dev.ketch.ftp.internal.data.KeepAlive;
import dev.ketch.ftp.internal.data.PendingData;
import dev.ketch.ftp.options.Timeouts;
import dev.ketch.ftp.protocol.Command;
import dev.ketch.ftp.protocol.FtpConnectException;
import dev.ketch.ftp.protocol.FtpException;
import dev.ketch.ftp.protocol.FtpReplyException;
import dev.ketch.ftp.protocol.FtpTlsException;
import dev.ketch.ftp.protocol.Reply;
import java.io.IOException;
import java.time.Duration;

/** Begins transfers: TYPE, data port, REST, the command, its first reply, the data connection. */
public final class TransferRunner {
  /** How long a reply may take after the data connection has failed. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ControlChannel control;
  private final SessionState state;
  private final DataConnector connector;
  private final Timeouts timeouts;
  private final Renewal renewal;

  /** A runner for one session. */
  public TransferRunner(
      ControlChannel control,
      SessionState state,
      DataConnector connector,
      Timeouts timeouts,
      Renewal renewal) {
    this.renewal = renewal;
    this.control = control;
    this.state = state;
    this.connector = connector;
    this.timeouts = timeouts;
  }

  /**
   * Begins a transfer.
   *
   * @param type {@code I} or {@code A}; sent only when it changes
   * @param offset where to restart, in bytes, 0 for the beginning
   * @throws FtpReplyException if the server refuses; the session goes on
   */
  public OpenTransfer begin(Command command, char type, long offset) throws IOException {
    state.requireIdle();
    renewal.ifNeeded();
    useType(type);
    KeepAlive keepAlive = new KeepAlive(control, timeouts.keepAlive());
    try (PendingGuard guard = new PendingGuard(connector.prepare(command, keepAlive))) {
      if (offset > 0) {
        Command rest = Command.of("REST", Long.toString(offset));
        Reply reply = control.exchange(rest);
        if (!reply.isIntermediate()) {
          throw new FtpReplyException(rest, reply);
        }
      }
      return open(command, keepAlive, guard);
    }
  }

  /** Sends TYPE where it is not in force already. */
  public void useType(char type) throws IOException {
    if (state.type != type) {
      control.require(Command.of("TYPE", String.valueOf(type)));
      state.type = type;
    }
  }

  private OpenTransfer open(Command command, KeepAlive keepAlive, PendingGuard guard)
      throws IOException {
    control.send(command);
    boolean passive = guard.pending instanceof PendingData.Connecting;
    try {
      if (passive) {
        guard.pending.await();
      }
    } catch (FtpConnectException e) {
      throw refusalOr(e, command);
    } catch (IOException e) {
      // The command is out and its reply is not: nothing can be told apart any more.
      control.die("the data connection failed: " + e.getMessage());
      throw e;
    }
    Reply first = control.receive();
    if (first.isCompletion() && first.code() != 226 && first.code() != 250) {
      // ftplib's rule: some servers send one stray 2xx before the 1xx.
      first = control.receive();
    }
    if (!first.isPreliminary() && !first.isCompletion()) {
      throw DataRefusal.of(control, state, command, first);
    }
    if (!first.isPreliminary() && !passive) {
      // A final reply and no connection to us: there is no data, as for some empty listings.
      guard.close();
      return new OpenTransfer(
          control, state, command, new NoData(), keepAlive, first, timeouts.reply());
    }
    try {
      DataConnection data = connector.secure(guard.pending.await());
      guard.taken = true;
      return new OpenTransfer(control, state, command, data, keepAlive, first, timeouts.reply());
    } catch (FtpException e) {
      if (first.isPreliminary()) {
        throw afterHandshake(e, command);
      }
      throw e;
    }
  }

  /** What the server says to a data connection that did not come to be may tell why. */
  private IOException afterHandshake(FtpException e, Command command) {
    if (e instanceof FtpTlsException && state.protectsData) {
      try {
        Reply reply = control.receive(patience());
        if (DataRefusal.wantsResumption(reply)) {
          return DataRefusal.of(control, state, command, reply);
        }
      } catch (IOException silent) {
        e.addSuppressed(silent);
      }
    }
    control.die("the data connection failed: " + e.getMessage());
    return e;
  }

  private Duration patience() {
    return timeouts.reply().compareTo(PATIENCE) < 0 ? timeouts.reply() : PATIENCE;
  }

  /**
   * A server that refuses the command closes its data port at once, and may do so before our
   * connect has stood: then the refusal is what to tell, and the session goes on.
   */
  private IOException refusalOr(FtpConnectException e, Command command) throws IOException {
    Reply reply = control.receive(patience());
    if (reply.isTransient() || reply.isPermanent()) {
      return DataRefusal.of(control, state, command, reply);
    }
    control.die("the data connection failed: " + e.getMessage());
    return e;
  }

  /** Closes what was prepared unless the transfer has taken it over. */
  private static final class PendingGuard implements AutoCloseable {
    final PendingData pending;
    boolean taken;

    PendingGuard(PendingData pending) {
      this.pending = pending;
    }

    @Override
    public void close() {
      if (!taken) {
        pending.close();
      }
    }
  }
}
