package dev.ketch.ftp.internal.control;

import dev.ketch.ftp.protocol.Features;
import org.jspecify.annotations.Nullable;

/** What a session has learned about its server and told it. Used by one thread at a time. */
public final class SessionState {
  /** What is known of the server, shared with the other sessions of the client. */
  public final ServerMemory server;

  /** The greeting of the server. */
  public String welcome = "";

  /** How many commands at once the server bears. */
  public Pipelining pipelining = Pipelining.NONE;

  /** An EPSV that was sent ahead for the next transfer, or null. */
  public @Nullable Queued nextPort;

  /** Whether that may be sent during a small download. */
  public final EarlyPort earlyPort = new EarlyPort();

  /** More transfers have been announced: listings may ask for the next port too. */
  public boolean moreToCome;

  /** What FEAT said after login. */
  public Features features = Features.NONE;

  /** The representation type in force, {@code A} or {@code I}, or 0 while it is not known. */
  public char type;

  /** How the session came to its working directory. */
  public final Trail trail = new Trail();

  /** What was set by hand. */
  public final Settings settings = new Settings();

  /** Data connections go within TLS (PROT P). */
  public boolean protectsData;

  /** Data that end without close_notify are taken if nothing else speaks against it. */
  public boolean acceptsMissingClose;

  /** What is now transferring, or null: no other command may be sent. */
  public @Nullable String openTransfer;

  /** A session with a server of which something may be known. */
  public SessionState(ServerMemory server) {
    this.server = server;
  }

  /** Throws if a transfer is open. */
  public void requireIdle() {
    if (openTransfer != null) {
      throw new IllegalStateException(
          "the transfer \"" + openTransfer + "\" is still open; close its stream first");
    }
  }
}
