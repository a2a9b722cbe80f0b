package dev.ketch.ftp;

import dev.ketch.ftp.internal.control.ControlChannel;
import dev.ketch.ftp.internal.control.Login;
import dev.ketch.ftp.internal.control.Renewal;
import dev.ketch.ftp.internal.control.ServerMemory;
import dev.ketch.ftp.internal.control.SessionState;
import dev.ketch.ftp.internal.data.DataConnector;
import dev.ketch.ftp.internal.net.Dialer;
import dev.ketch.ftp.internal.net.Tls;
import dev.ketch.ftp.internal.net.TlsClient;
import dev.ketch.ftp.internal.transfer.TransferRunner;
import dev.ketch.ftp.options.TlsPolicy;
import dev.ketch.ftp.protocol.Command;
import dev.ketch.ftp.protocol.FtpClosedException;
import dev.ketch.ftp.protocol.FtpReplyException;
import dev.ketch.ftp.protocol.FtpTlsException;
import dev.ketch.ftp.protocol.NameCodec;
import dev.ketch.ftp.protocol.Reply;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Opens control connections: dials, secures, logs in. It does so once more for a session whose TLS
 * tickets are spent, since its next data connection could not resume, and for one whose EPSV was
 * swallowed.
 */
final class SessionOpener {
  private static final long REST = Duration.ofSeconds(1).toNanos();

  private final FtpConfig config;
  private final Dialer dialer;
  private final @Nullable TlsClient tlsClient;
  private final ServerMemory memory = new ServerMemory();
  private final NameCodec codec;

  SessionOpener(FtpConfig config) {
    this.config = config;
    this.codec = new NameCodec(config.charset(), config.fallbackCharset());
    this.dialer = new Dialer(config.timeouts(), config.sourceAddress(), config.proxy());
    this.tlsClient =
        config.tls().mode() == TlsPolicy.Mode.NONE
            ? null
            : new TlsClient(config.tls(), config.host(), config.timeouts());
  }

  FtpSession open() throws IOException {
    Tls tls = tlsClient == null ? null : tlsClient.session();
    Socket socket = dial();
    ControlChannel control;
    try {
      control =
          new ControlChannel(
              socket, codec, config.limits(), config.timeouts(), config.wireListener());
    } catch (IOException e) {
      socket.close();
      throw e;
    }
    SessionState state = new SessionState(memory);
    state.acceptsMissingClose = config.tls().acceptsMissingClose();
    enter(control, state, tls);
    DataConnector connector =
        new DataConnector(
            control, state, dialer, config.host(), config.dataMode(), config.timeouts(), tls);
    Renewal renewal =
        new Renewal() {
          @Override
          public void ifNeeded() throws IOException {
            if (tls != null) {
              renewIfSpent(control, state, tls);
            }
          }

          @Override
          public void again() throws IOException {
            replace(control, state, tls);
          }
        };
    return new FtpSession(
        config,
        control,
        state,
        new TransferRunner(control, state, connector, config.timeouts(), renewal),
        () -> again(control, state, tls));
  }

  private Socket dial() throws IOException {
    return dialer.dial(config.host(), config.port()).socket();
  }

  /** From the greeting to the end of the login; a connection that fails in it is closed. */
  private void enter(ControlChannel control, SessionState state, @Nullable Tls tls)
      throws IOException {
    boolean ready = false;
    try {
      TlsPolicy policy = config.tls();
      if (tls != null && policy.mode() == TlsPolicy.Mode.IMPLICIT) {
        control.startTls(tls, policy.clear().control());
      }
      Login login = new Login(control, state);
      boolean loggedIn = login.greet();
      String virtualHost = config.virtualHost();
      if (virtualHost != null) {
        login.chooseHost(virtualHost);
      }
      if (tls != null) {
        login.secure(tls, policy, loggedIn);
      }
      if (!loggedIn) {
        login.authenticate(config.credentials());
      }
      login.negotiate(config.clientName());
      if (policy.clear().control() && control.isSecure()) {
        login.clearControl();
      }
      ready = true;
    } finally {
      if (!ready) {
        control.die("the login failed");
      }
    }
  }

  private void renewIfSpent(ControlChannel control, SessionState state, Tls tls)
      throws IOException {
    if (!state.protectsData || !tls.spent()) {
      return;
    }
    WayBack way = WayBack.ask(control, state);
    if (!way.isKnown()) {
      return; // There would be no way back: let the server decide about a fresh TLS session.
    }
    control
        .listener()
        .note("no TLS 1.3 ticket is left and the server sent no new one: logging in again");
    control.send(Command.of("QUIT"));
    tls.client().avoidSingleUseTickets();
    try {
      again(control, state, tls);
    } catch (FtpTlsException e) {
      if (!tls.client().avoidsSingleUseTickets()) {
        throw e;
      }
      tls.client().acceptSingleUseTickets();
      again(control, state, tls);
    }
    way.resume();
  }

  /** In place of a connection that is dead: the same directory, the same settings. */
  private void replace(ControlChannel control, SessionState state, @Nullable Tls tls)
      throws IOException {
    Optional<List<Command>> steps = state.trail.steps();
    Optional<List<Command>> settings = state.settings.repeatable();
    if (steps.isEmpty() || settings.isEmpty()) {
      throw new FtpClosedException(
          "it would not have the directory and the settings of this one", (Throwable) null);
    }
    try {
      again(control, state, tls);
    } catch (FtpClosedException e) {
      if (e.reply() == null) {
        throw e;
      }
      LockSupport.parkNanos(REST); // The server may still count the old session.
      again(control, state, tls);
    }
    List<Command> all = new ArrayList<>(settings.get());
    all.addAll(steps.get());
    for (Command command : all) {
      Reply reply = control.exchange(command);
      if (!reply.isCompletion()) {
        control.die("the session could not be restored");
        throw new FtpReplyException(command, reply);
      }
    }
    state.trail.restore(steps);
  }

  private void again(ControlChannel control, SessionState state, @Nullable Tls tls)
      throws IOException {
    try {
      control.restart(dial());
    } catch (IOException e) {
      control.die("no further login was possible");
      throw e;
    }
    state.trail.restore(Optional.of(List.of()));
    state.type = 0;
    state.nextPort = null;
    enter(control, state, tls);
  }
}
