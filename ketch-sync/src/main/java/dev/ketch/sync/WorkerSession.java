package dev.ketch.sync;

import dev.ketch.ftp.FtpClient;
import dev.ketch.ftp.FtpSession;
import dev.ketch.ftp.protocol.FtpClosedException;
import dev.ketch.ftp.protocol.FtpConnectException;
import dev.ketch.ftp.protocol.FtpLoginException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A worker's session: opened when needed, replaced when it has died. */
final class WorkerSession {
  @Nullable FtpSession session;
  private boolean counted;

  private final FtpClient client;
  private final AtomicInteger sessions;

  /** Begins with a session that is open already and counted, or with none. */
  WorkerSession(FtpClient client, AtomicInteger sessions, @Nullable FtpSession given) {
    this.client = client;
    this.sessions = sessions;
    session = given;
    counted = given != null;
  }

  /** While the first worker lists, the others log in; whether that worked shows at their work. */
  void openEarly() {
    try {
      open();
    } catch (IOException e) {
      // Tried again, and told, when there is something to do.
    }
  }

  /** An open session, or null if the server lets in no more and other workers have theirs. */
  @Nullable FtpSession open() throws IOException {
    if (session != null && session.isOpen()) {
      return session;
    }
    if (counted) {
      sessions.decrementAndGet();
      counted = false;
    }
    try {
      session = client.connect();
    } catch (FtpClosedException | FtpLoginException | FtpConnectException e) {
      if (sessions.get() > 0) {
        return null;
      }
      throw e;
    }
    sessions.incrementAndGet();
    counted = true;
    return session;
  }
}
