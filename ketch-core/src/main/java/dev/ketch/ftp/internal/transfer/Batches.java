package dev.ketch.ftp.internal.transfer;

import dev.ketch.ftp.internal.control.ControlChannel;
import dev.ketch.ftp.internal.control.EarlyPort;
import dev.ketch.ftp.internal.control.Pipelining;
import dev.ketch.ftp.internal.control.Queued;
import dev.ketch.ftp.internal.control.SessionState;
import dev.ketch.ftp.internal.data.DataConnector;
import dev.ketch.ftp.protocol.Command;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** Commands that go out together, as far as the server bears it. */
public final class Batches {
  private static final Set<String> DOWNLOADS = Set.of("RETR", "LIST", "MLSD");

  private final ControlChannel control;
  private final SessionState state;
  private final DataConnector connector;

  Batches(ControlChannel control, SessionState state, DataConnector connector) {
    this.control = control;
    this.state = state;
    this.connector = connector;
  }

  /** Whether commands may be sent behind a transfer command, and data before its first reply. */
  boolean bearCommandsBehind() {
    return state.pipelining == Pipelining.BEHIND_TRANSFERS && connector.canAskAhead();
  }

  /** Whether EPSV may be sent right behind this command. */
  boolean bearPortBehind(Command command) {
    boolean behindThis =
        state.pipelining == Pipelining.BEHIND_TRANSFERS
            || state.pipelining == Pipelining.ONE_BEHIND_DOWNLOADS
                && DOWNLOADS.contains(command.verb());
    return behindThis && connector.canAskAhead();
  }

  /** Whether several commands may be sent at once while no transfer is going on. */
  public boolean areBorne() {
    return state.pipelining != Pipelining.NONE;
  }

  /** Whether the transfer that failed was lost to our asking for the next port. */
  public boolean lostToEarlyPort() {
    return state.earlyPort.takeDropped();
  }

  /** Asks for the port of the next transfer, behind whatever is under way. */
  public void askAhead() throws IOException {
    send(List.of(), true);
  }

  /**
   * Sends commands in one go, to servers that bear it.
   *
   * @param nextPort behind them, ask for the port of the next transfer if that can be
   * @return what their replies are collected by, in their order
   */
  public List<Queued> send(List<Command> commands, boolean nextPort) throws IOException {
    boolean asks = nextPort && state.nextPort == null && connector.canAskAhead();
    List<Command> all = new ArrayList<>(commands);
    if (asks) {
      all.add(Command.of("EPSV"));
    }
    List<Queued> queued = control.queue(all);
    if (asks) {
      state.nextPort = queued.remove(queued.size() - 1);
    }
    return queued;
  }

  /** See {@link EarlyPort}. */
  void askOnceDataFlow(Ahead ahead) throws IOException {
    boolean fits = ahead.size() >= 0 && ahead.size() <= EarlyPort.MOST_BYTES;
    if (state.pipelining != Pipelining.ONCE_DATA_FLOW || !ahead.nextPort() || !fits) {
      return;
    }
    long pause = state.earlyPort.pause(control.roundTrip());
    if (pause >= 0 && connector.canAskAhead()) {
      LockSupport.parkNanos(pause);
      state.earlyPort.asked();
      askAhead();
    }
  }
}
