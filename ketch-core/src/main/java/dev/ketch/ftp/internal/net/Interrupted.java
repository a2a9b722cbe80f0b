package dev.ketch.ftp.internal.net;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;

/**
 * Tells the interrupt of a thread from a failure of the network. Java reports it in several ways: a
 * socket of a channel says that it is closed, and the exceptions have no message.
 */
public final class Interrupted {
  private Interrupted() {}

  /** Whether it was this program that stopped, and not the network that failed. */
  public static boolean is(Throwable e) {
    if (Thread.currentThread().isInterrupted()) {
      return true;
    }
    for (Throwable t = e; t != null; t = t.getCause()) {
      boolean timeout = t instanceof SocketTimeoutException;
      if (t instanceof ClosedByInterruptException
          || t instanceof InterruptedIOException && !timeout) {
        return true;
      }
    }
    return false;
  }

  /** The same failure with a message. */
  public static IOException named(IOException e, String what) {
    InterruptedIOException named = new InterruptedIOException(what);
    named.initCause(e);
    return named;
  }
}
