package dev.ketch.examples;

import dev.ketch.ftp.FtpSession;
import dev.ketch.ftp.TransferOptions;
import dev.ketch.ftp.protocol.FtpClosedException;
import dev.ketch.ftp.protocol.FtpConnectException;
import dev.ketch.ftp.protocol.FtpIncompleteException;
import dev.ketch.ftp.protocol.FtpReplyException;
import dev.ketch.ftp.protocol.FtpTimeoutException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A file over a bad line: tries again if that may help. Arguments: host, remote, local, the first
 * pause, such as PT2S; each pause is twice as long as the one before.
 */
public final class Retry {
  private static final int ATTEMPTS = 5;

  private Retry() {}

  public static void main(String[] args) throws Exception {
    Duration pause = Duration.parse(args[3]);
    // What has arrived is kept, and the next attempt resumes it.
    TransferOptions options = TransferOptions.DEFAULT.withResume(true);
    for (int attempt = 1; ; attempt++) {
      try (FtpSession ftp = Server.at(args[0]).connect()) {
        ftp.download(args[1], Path.of(args[2]), options);
        System.out.println("done in attempt " + attempt);
        return;
      } catch (IOException e) {
        if (attempt == ATTEMPTS || !mayHelp(e)) {
          throw e;
        }
        System.out.println("again: " + e.getMessage());
      }
      Thread.sleep(pause.toMillis());
      pause = pause.multipliedBy(2);
    }
  }

  /** A missing file, a wrong password or a full disk stay what they are; a broken line may not. */
  private static boolean mayHelp(IOException e) {
    if (e instanceof FtpReplyException refusal) {
      return refusal.isTransient(); // 4xx: not now. 5xx: never.
    }
    return e instanceof FtpClosedException
        || e instanceof FtpConnectException
        || e instanceof FtpIncompleteException
        || e instanceof FtpTimeoutException;
  }
}
