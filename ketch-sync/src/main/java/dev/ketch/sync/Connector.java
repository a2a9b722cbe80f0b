package dev.ketch.sync;

import dev.ketch.ftp.FtpClient;
import dev.ketch.ftp.FtpSession;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Opens what a worker needs.
 *
 * @param source the only server, or the one to copy from
 * @param target the one to copy to, if both sides are servers
 */
record Connector(FtpClient source, @Nullable FtpClient target) {
  SessionPair open() throws IOException {
    FtpSession first = source.connect();
    try {
      first.expectMore();
      if (target == null) {
        return SessionPair.of(first);
      }
      FtpSession second = target.connect();
      second.expectMore();
      return new SessionPair(first, second);
    } catch (Throwable e) {
      first.close();
      throw e;
    }
  }
}
