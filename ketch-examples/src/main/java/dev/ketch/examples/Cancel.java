package dev.ketch.examples;

import dev.ketch.ftp.FtpSession;
import dev.ketch.ftp.protocol.FtpException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A download that another thread cancels, here a timer. Arguments: host, remote, local, the longest
 * time it may take, such as PT30S.
 */
public final class Cancel {
  private Cancel() {}

  public static void main(String[] args) throws Exception {
    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    try (FtpSession ftp = Server.at(args[0]).connect()) {
      // The one method of a session that any thread may call at any time. A program with a button
      // calls it there.
      timer.schedule(ftp::disconnect, Duration.parse(args[3]).toMillis(), TimeUnit.MILLISECONDS);
      ftp.download(args[1], Path.of(args[2]));
      System.out.println("done");
    } catch (FtpException e) {
      System.out.println("not done: " + e.getMessage()); // Nothing is left under the final name.
    } finally {
      timer.shutdownNow();
    }
  }
}
