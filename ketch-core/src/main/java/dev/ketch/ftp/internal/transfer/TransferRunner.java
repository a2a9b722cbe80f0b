package dev.ketch.ftp.internal.transfer;

import dev.ketch.ftp.internal.control.ControlChannel;
import dev.ketch.ftp.internal.control.Pipelining;
import dev.ketch.ftp.internal.control.Queued;
import dev.ketch.ftp.internal.control.Renewal;
import dev.ketch.ftp.internal.control.SessionState;
import dev.ketch.ftp.internal.control.SwallowedException;
import dev.ketch.ftp.internal.data.ControlWatch;
import dev.ketch.ftp.internal.data.DataConnection;
import dev.ketch.ftp.internal.data.DataConnector;
import dev.ketch.ftp.internal.data.KeepAlive;
import dev.ketch.ftp.internal.data.PendingData;
import dev.ketch.ftp.options.Timeouts;
import dev.ketch.ftp.protocol.Command;
import dev.ketch.ftp.protocol.FtpConnectException;
import dev.ketch.ftp.protocol.FtpException;
import dev.ketch.ftp.protocol.FtpIncompleteException;
import dev.ketch.ftp.protocol.FtpReplyException;
import dev.ketch.ftp.protocol.FtpTlsException;
import dev.ketch.ftp.protocol.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Begins transfers: TYPE, data port, REST, the command, its first reply, the data connection. */
public final class TransferRunner {
  /** How long a reply may take after the data connection has failed. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Once for an EPSV that had worked before, once for the one after that. */
  private static final int MOST_REPLACED = 2;

  private final ControlChannel control;
  private final SessionState state;
  private final DataConnector connector;
  private final Batches batches;
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
    this.batches = new Batches(control, state, connector);
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
    return begin(command, type, offset, Ahead.NOTHING);
  }

  /** As {@link #begin(Command, char, long)}, with more sent ahead where the server bears it. */
  public OpenTransfer begin(Command command, char type, long offset, Ahead ahead)
      throws IOException {
    state.requireIdle();
    renewal.ifNeeded();
    for (int replaced = 0; ; replaced++) {
      try {
        return beginHere(command, type, offset, ahead);
      } catch (SwallowedException e) {
        if (replaced == MOST_REPLACED) {
          throw e.why();
        }
        replaceSession(e);
      }
    }
  }

  /** Nothing that counts has been sent but the EPSV: all begins anew. */
  private void replaceSession(SwallowedException e) throws IOException {
    control.listener().note("EPSV was not answered (" + e.getMessage() + "): logging in again");
    try {
      renewal.again();
    } catch (IOException trouble) {
      throw e.beyondRepair("EPSV", trouble);
    }
  }

  private OpenTransfer beginHere(Command command, char type, long offset, Ahead ahead)
      throws IOException {
    Queued typed = switchType(type);
    KeepAlive keepAlive = new KeepAlive(control, state, timeouts.keepAlive());
    try (PendingGuard guard = new PendingGuard(connector.prepare(command, keepAlive))) {
      if (ahead.dataFirst() || offset > 0) {
        requireType(typed); // Data may not go out before it is known how they are taken.
      }
      if (offset > 0) {
        Command rest = Command.of("REST", Long.toString(offset));
        Reply reply = control.exchange(rest);
        if (!reply.isIntermediate()) {
          throw new FtpReplyException(rest, reply);
        }
      }
      OpenTransfer transfer = open(command, keepAlive, guard, ahead);
      try {
        requireType(typed);
      } catch (FtpReplyException e) {
        transfer.abandon(false);
        throw e;
      }
      return transfer;
    }
  }

  /** Sends TYPE where it is not in force already. */
  private void useType(char type) throws IOException {
    if (state.type != type) {
      control.require(Command.of("TYPE", String.valueOf(type)));
      state.type = type;
    }
  }

  /** As {@link #useType}, without waiting for the reply where the server bears that. */
  private @Nullable Queued switchType(char type) throws IOException {
    if (state.type == type || state.pipelining == Pipelining.NONE) {
      useType(type);
      return null;
    }
    state.type = type;
    return control.queue(Command.of("TYPE", String.valueOf(type)));
  }

  private void requireType(@Nullable Queued typed) throws IOException {
    if (typed != null && !control.collect(typed).isCompletion()) {
      state.type = 0;
      throw new FtpReplyException(typed.command(), control.collect(typed));
    }
  }

  /**
   * Replaces a connection that was lost by a fresh one, in the same directory.
   *
   * @throws IOException if that is not possible, or the user ended the session
   */
  public void replaceConnection() throws IOException {
    renewal.again();
  }

  /** What may be sent together. */
  public Batches batches() {
    return batches;
  }

  private OpenTransfer open(Command command, KeepAlive keepAlive, PendingGuard guard, Ahead ahead)
      throws IOException {
    List<Command> together = new ArrayList<>(List.of(command));
    if (batches.bearCommandsBehind()) {
      together.addAll(ahead.behind());
    }
    state.moreToCome |= ahead.nextPort();
    boolean nextPort = ahead.nextPort() && batches.bearPortBehind(command);
    List<Queued> sent = batches.send(together, nextPort);
    keepAlive.watch().sent(sent.get(0));
    boolean passive = guard.pending instanceof PendingData.Connecting;
    if (passive) {
      awaitConnection(guard, sent.get(0), keepAlive.watch());
      if (connector.securesData()) {
        return openSecurely(sent, keepAlive, guard);
      }
    }
    if (ahead.dataFirst() && batches.areBorne() && connector.canAskAhead()) {
      guard.taken = true;
      return opened(sent, guard.pending.await(), keepAlive, null);
    }
    Reply first = firstReply(sent.get(0));
    if (!first.isPreliminary() && !passive) {
      // A final reply and no connection to us: there is no data, as for some empty listings.
      guard.close();
      return opened(sent, new NoData(), keepAlive, first);
    }
    try {
      DataConnection data = connector.secure(guard.pending.await(), () -> {});
      guard.taken = true;
      if (first.isPreliminary()) {
        batches.askOnceDataFlow(ahead);
      }
      return opened(sent, data, keepAlive, first);
    } catch (FtpException e) {
      if (first.isPreliminary()) {
        throw afterHandshake(e, command, keepAlive.watch());
      }
      throw e;
    }
  }

  /**
   * Our first message of the handshake goes out while the 1xx is still on its way: vsftpd sends
   * that one only when it has seen the connection stand, a round trip later.
   */
  private OpenTransfer openSecurely(List<Queued> sent, KeepAlive keepAlive, PendingGuard guard)
      throws IOException {
    FirstReply first = new FirstReply(sent.get(0));
    DataConnection data;
    try {
      data = connector.secure(guard.pending.await(), first::get);
    } catch (FtpException e) {
      // Who refuses the command closes the data port too; the refusal is what to tell.
      throw first.get().isPreliminary()
          ? afterHandshake(e, sent.get(0).command(), keepAlive.watch())
          : e;
    }
    guard.taken = true;
    return opened(sent, data, keepAlive, first.get());
  }

  private OpenTransfer opened(
      List<Queued> sent, DataConnection data, KeepAlive keepAlive, @Nullable Reply first) {
    List<Queued> behind = List.copyOf(sent.subList(1, sent.size()));
    state.settings.transferBegan();
    return new OpenTransfer(
        control, state, sent.get(0), data, keepAlive, first, behind, timeouts.reply());
  }

  private void awaitConnection(PendingGuard guard, Queued sent, ControlWatch watch)
      throws IOException {
    try {
      guard.pending.await();
    } catch (FtpConnectException | FtpIncompleteException e) {
      throw refusalOr(e, sent, watch);
    } catch (IOException e) {
      // The command is out and its reply is not: nothing can be told apart any more.
      control.die("the data connection failed: " + e.getMessage());
      throw e;
    }
  }

  /** The 1xx, or what a server says that has no data to send. */
  private Reply firstReply(Queued sent) throws IOException {
    Reply first = control.collect(sent);
    if (first.isCompletion() && first.code() != 226 && first.code() != 250) {
      // ftplib's rule: some servers send one stray 2xx before the 1xx.
      first = control.receive();
    }
    if (!first.isPreliminary() && !first.isCompletion()) {
      throw DataRefusal.of(control, state, sent.command(), first);
    }
    return first;
  }

  /** What the server says to a data connection that did not come to be may tell why. */
  private IOException afterHandshake(FtpException e, Command command, ControlWatch watch)
      throws IOException {
    Reply refusal = e instanceof FtpIncompleteException ? watch.takeRefusal() : null;
    if (refusal != null) {
      return DataRefusal.of(control, state, command, refusal);
    }
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
  private IOException refusalOr(FtpException e, Queued sent, ControlWatch watch)
      throws IOException {
    Command command = sent.command();
    Reply refusal = watch.takeRefusal();
    Reply reply = refusal != null ? refusal : control.collect(sent, patience());
    if (reply.isTransient() || reply.isPermanent()) {
      return DataRefusal.of(control, state, command, reply);
    }
    control.die("the data connection failed: " + e.getMessage());
    return e;
  }

  /** A transfer command's first reply, waited for once. */
  private final class FirstReply {
    private final Queued sent;
    private @Nullable Reply reply;
    private @Nullable IOException failure;

    FirstReply(Queued sent) {
      this.sent = sent;
    }

    Reply get() throws IOException {
      if (failure != null) {
        throw failure;
      }
      try {
        reply = reply == null ? firstReply(sent) : reply;
        return reply;
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }
  }
}
