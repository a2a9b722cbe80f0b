package dev.ketch.ftp.internal.control;

import dev.ketch.ftp.protocol.Features;
import org.jspecify.annotations.Nullable;

/** What a session has learned about its server and told it. Used by one thread at a time. */
public final class SessionState {
  /** The greeting of the server. */
  public String welcome = "";

  /** What FEAT said after login. */
  public Features features = Features.NONE;

  /** The representation type in force, {@code A} or {@code I}, or 0 while it is not known. */
  public char type;

  /** EPSV did not work here: go on with PASV. */
  public boolean epsvFailed;

  /** A passive connection has been made by the way in use, so the next may be started early. */
  public boolean passiveProven;

  /** The server wants PRET before PASV (distributed servers such as drftpd). */
  public boolean needsPret;

  /** MLSD did not work here, or is of no use. */
  public boolean mlsdFailed;

  /** {@code LIST -a} did not work here. */
  public boolean listAllFailed;

  /** {@code LIST -a} shows the directory itself, so that nothing at all means trouble. */
  public boolean listAllShowsDots;

  /** Data connections go within TLS (PROT P). */
  public boolean protectsData;

  /** Data that end without close_notify are taken if nothing else speaks against it. */
  public boolean acceptsMissingClose;

  /** What is now transferring, or null: no other command may be sent. */
  public @Nullable String openTransfer;

  /** Throws if a transfer is open. */
  public void requireIdle() {
    if (openTransfer != null) {
      throw new IllegalStateException(
          "the transfer \"" + openTransfer + "\" is still open; close its stream first");
    }
  }
}
