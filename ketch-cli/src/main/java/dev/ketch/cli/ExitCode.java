package dev.ketch.cli;

import dev.ketch.ftp.LocalTrouble;
import dev.ketch.ftp.protocol.FtpClosedException;
import dev.ketch.ftp.protocol.FtpConnectException;
import dev.ketch.ftp.protocol.FtpIncompleteException;
import dev.ketch.ftp.protocol.FtpLoginException;
import dev.ketch.ftp.protocol.FtpNameException;
import dev.ketch.ftp.protocol.FtpProtocolException;
import dev.ketch.ftp.protocol.FtpReplyException;
import dev.ketch.ftp.protocol.FtpTimeoutException;
import dev.ketch.ftp.protocol.FtpTlsException;
import dev.ketch.ftp.protocol.Reply;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;

/** The exit codes: a contract that scripts rely on. */
final class ExitCode {
  static final int SOME_FAILED = 1;
  static final int USAGE = 2;
  static final int CONNECT = 3;
  static final int TLS = 4;
  static final int LOGIN = 5;
  static final int REFUSED = 6;
  static final int REFUSED_FOR_NOW = 7;
  static final int PROTOCOL = 8;
  static final int LOCAL = 9;
  static final int INCOMPLETE = 10;
  static final int INTERRUPTED = 130;

  private ExitCode() {}

  /** Prints the sentence of a failure and returns its code. */
  static int report(Console console, Throwable e) {
    String sentence = LocalTrouble.sentence(e);
    if (isInterruption(e)) {
      console.error(sentence.contains("interrupted") ? sentence : "interrupted");
      return INTERRUPTED;
    }
    console.error(sentence);
    return of(e);
  }

  /** Whether it failed because this program was asked to stop. */
  static boolean isInterruption(Throwable e) {
    if (Interruption.hasBegun() || Thread.currentThread().isInterrupted()) {
      return true;
    }
    if (e instanceof MirrorRun.Failed failed) {
      return failed.code == INTERRUPTED;
    }
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof ClosedByInterruptException
          || t instanceof InterruptedIOException && !(t instanceof SocketTimeoutException)) {
        return true;
      }
    }
    return false;
  }

  static int of(Throwable e) {
    if (e instanceof Gaps.Partial partial) {
      return partial.code;
    }
    if (e instanceof MirrorRun.Failed failed) {
      return failed.code;
    }
    if (isInterruption(e)) {
      return INTERRUPTED;
    }
    if (e instanceof UsageException
        || e instanceof FtpNameException
        || e instanceof IllegalArgumentException) {
      return USAGE;
    }
    if (e instanceof FtpConnectException || e instanceof ConnectFailure) {
      return CONNECT;
    }
    if (e instanceof FtpTlsException) {
      return TLS;
    }
    if (e instanceof FtpLoginException) {
      return LOGIN;
    }
    if (e instanceof FtpReplyException refused) {
      return of(refused.reply());
    }
    if (e instanceof FtpClosedException closed) {
      Reply reply = closed.reply();
      return reply == null ? INCOMPLETE : of(reply);
    }
    if (e instanceof FtpProtocolException) {
      return PROTOCOL;
    }
    if (e instanceof FtpTimeoutException timeout) {
      return timeout.phase() == FtpTimeoutException.Phase.CONNECT
          ? CONNECT
          : timeout.phase() == FtpTimeoutException.Phase.TLS ? TLS : INCOMPLETE;
    }
    return e instanceof FtpIncompleteException ? INCOMPLETE : LOCAL;
  }

  private static int of(Reply reply) {
    return reply.isPermanent() ? REFUSED : reply.isTransient() ? REFUSED_FOR_NOW : PROTOCOL;
  }
}
