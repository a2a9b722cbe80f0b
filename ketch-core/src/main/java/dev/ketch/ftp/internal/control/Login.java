package dev.ketch.ftp.internal.control;

import dev.ketch.ftp.internal.net.Tls;
import dev.ketch.ftp.options.TlsPolicy;
import dev.ketch.ftp.protocol.Command;
import dev.ketch.ftp.protocol.Features;
import dev.ketch.ftp.protocol.FtpClosedException;
import dev.ketch.ftp.protocol.FtpLoginException;
import dev.ketch.ftp.protocol.FtpTlsException;
import dev.ketch.ftp.protocol.Reply;
import dev.ketch.ftp.url.Credentials;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * From the greeting to a session that is logged in: TLS first, then USER, PASS, ACCT, then FEAT.
 */
public final class Login {
  private final ControlChannel control;
  private final SessionState state;

  /** A FEAT that was sent behind PASS, to a server of which we know that it bears that. */
  private @Nullable Queued featAhead;

  /** A login over a fresh connection. */
  public Login(ControlChannel control, SessionState state) {
    this.control = control;
    this.state = state;
  }

  /**
   * Waits for the greeting.
   *
   * @return whether the server asks for no login at all (230)
   */
  public boolean greet() throws IOException {
    Reply greeting = control.receive();
    while (greeting.code() == 120) {
      greeting = control.receive();
    }
    state.welcome = greeting.text();
    state.pipelining = Pipelining.of(state.welcome);
    control.speaksTelnet(state.welcome.contains("ProFTPD"));
    if (greeting.isTransient() || greeting.isPermanent()) {
      control.die("refused by its greeting");
      throw new FtpClosedException("the server does not let us in: \"" + greeting + "\"", greeting);
    }
    if (!greeting.isCompletion()) {
      throw control.broken("the server greeted with \"" + greeting + "\" where 220 is due");
    }
    return greeting.code() == 230;
  }

  /**
   * Secures the control connection by AUTH TLS, then the data connections by PROT (RFC 4217).
   *
   * @throws FtpTlsException if the server refuses either where it is required
   */
  public void secure(Tls tls, TlsPolicy policy, boolean greetedWithoutLogin) throws IOException {
    boolean optional = policy.mode() == TlsPolicy.Mode.AUTO;
    if (state.welcome.contains("ProFTPD")) {
      tls.client().avoidSingleUseTickets();
    }
    if (policy.mode() != TlsPolicy.Mode.IMPLICIT) {
      if (greetedWithoutLogin && !optional) {
        throw noTls("the server let us in before TLS could begin");
      }
      Reply reply = auth();
      if (reply.code() != 234 && reply.code() != 334) {
        if (!optional) {
          throw noTls("the server refused TLS: \"" + reply + "\"");
        }
        control
            .listener()
            .warning(
                "the server has no TLS; login, names and data go UNPROTECTED over the network");
        return;
      }
      control.startTls(tls, policy.clear().control());
    }
    // A server may refuse PBSZ and still protect data; what counts is PROT.
    control.exchange(Command.of("PBSZ", "0"));
    protect(policy.clear().data(), optional);
  }

  /** AUTH TLS, or AUTH SSL where a server from before RFC 4217 knows only that. */
  private Reply auth() throws IOException {
    Reply reply = control.exchange(Command.of("AUTH", "TLS"));
    return reply.code() == 504 ? control.exchange(Command.of("AUTH", "SSL")) : reply;
  }

  private void protect(boolean clear, boolean optional) throws IOException {
    Reply prot = control.exchange(Command.of("PROT", clear ? "C" : "P"));
    state.protectsData = prot.isCompletion() && !clear;
    if (!prot.isCompletion() && !clear) {
      if (!optional) {
        throw noTls("the server refused to protect data connections: \"" + prot + "\"");
      }
      control.listener().warning("the server protects no data: they go UNPROTECTED");
    }
  }

  /** Gives up the protection of the control connection, as old firewalls need it (CCC). */
  public void clearControl() throws IOException {
    control.require(Command.of("CCC"));
    control.endTls();
  }

  /** USER, PASS and ACCT as far as the server asks (RFC 959 section 5.4). */
  public void authenticate(Credentials who) throws IOException {
    Command command = Command.of("USER", who.user());
    Reply reply = control.exchange(command);
    if (reply.code() == 331) {
      command = Command.of("PASS", who.password());
      Queued pass = control.queue(command);
      if (state.pipelining != Pipelining.NONE && state.server.features(state.welcome) == null) {
        featAhead = control.queue(Command.of("FEAT"));
      }
      reply = control.collect(pass);
    }
    if (reply.code() == 332) {
      String account = who.account();
      command = Command.of("ACCT", account == null ? "" : account);
      reply =
          account == null
              ? new Reply(532, java.util.List.of("532 the server asks for an account (ACCT)"))
              : control.exchange(command);
    }
    if (!reply.isCompletion()) {
      control.die("the login was refused");
      throw new FtpLoginException(who.user(), command, reply);
    }
  }

  /** HOST, for servers that serve several names (RFC 7151). */
  public void chooseHost(String host) throws IOException {
    control.require(Command.of("HOST", host));
  }

  /** Learns the features and switches names to UTF-8 where the server wants to be asked. */
  public void negotiate(@Nullable String clientName) throws IOException {
    Features known = state.server.features(state.welcome);
    if (known == null) {
      Reply feat =
          featAhead != null ? control.collect(featAhead) : control.exchange(Command.of("FEAT"));
      featAhead = null;
      known = feat.isCompletion() ? Features.parse(feat) : Features.NONE;
      if (state.pipelining != Pipelining.NONE) {
        // Of a server that we know: its next session has the same.
        state.server.remember(state.welcome, known);
      }
    }
    state.features = known;
    if (clientName != null && state.features.has("CLNT")) {
      tell(Command.of("CLNT", clientName));
    }
    boolean utf8 = control.codec().charset().equals(StandardCharsets.UTF_8);
    if (utf8 && state.features.has("UTF8")) {
      // IIS and others send UTF-8 only after this; a refusal means nothing.
      tell(Command.of("OPTS", "UTF8 ON"));
    } else if (utf8) {
      control.codec().preferFallback();
    }
  }

  /** A command whose reply changes nothing; it is not waited for where that can be. */
  private void tell(Command command) throws IOException {
    if (state.pipelining == Pipelining.NONE) {
      control.exchange(command);
    } else {
      control.queue(command);
    }
  }

  private FtpTlsException noTls(String what) {
    control.die(what);
    return new FtpTlsException(what + "; nothing was sent in the clear", null);
  }
}
