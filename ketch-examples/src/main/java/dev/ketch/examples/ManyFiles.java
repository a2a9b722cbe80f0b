package dev.ketch.examples;

import dev.ketch.ftp.FtpClient;
import dev.ketch.ftp.FtpPool;
import dev.ketch.ftp.RemoteName;
import dev.ketch.ftp.listing.FtpEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * All files of a directory, several at once. Arguments: host, remote directory, local directory,
 * number of sessions.
 */
public final class ManyFiles {
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private ManyFiles() {}

  public static void main(String[] args) throws Exception {
    FtpClient client = Server.at(args[0]);
    Path local = Files.createDirectories(Path.of(args[2]));
    int sessions = Integer.parseInt(args[3]);
    // On Java 21 and newer: Executors.newVirtualThreadPerTaskExecutor(). Each file may then have a
    // thread of its own; the pool still opens no more than this many sessions.
    ExecutorService threads = Executors.newFixedThreadPool(sessions);
    try (FtpPool pool = new FtpPool(client, sessions, PATIENCE)) {
      List<Callable<String>> downloads = new ArrayList<>();
      try (FtpPool.Lease lease = pool.lease()) {
        for (FtpEntry entry : lease.session().list(args[1])) {
          if (entry.isFile() && RemoteName.isOneSegment(entry.name())) {
            downloads.add(() -> download(pool, args[1], entry.name(), local));
          }
        }
      }
      for (Future<String> download : threads.invokeAll(downloads)) {
        System.out.println(download.get()); // Throws what the download threw.
      }
    } finally {
      threads.shutdown();
    }
  }

  private static String download(FtpPool pool, String directory, String name, Path local)
      throws Exception {
    try (FtpPool.Lease lease = pool.lease()) { // A session is for one thread at a time.
      lease.session().download(RemoteName.join(directory, name), local.resolve(name));
      return name;
    }
  }
}
