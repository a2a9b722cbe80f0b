package dev.ketch.examples;

import dev.ketch.ftp.FtpSession;
import dev.ketch.ftp.RemoteName;
import dev.ketch.ftp.listing.FtpEntry;
import java.nio.file.Files;
import java.nio.file.Path;

/** recursedl.py: a whole tree. Arguments: host, remote directory, local directory. */
public final class RecursiveDownload {
  private RecursiveDownload() {}

  public static void main(String[] args) throws Exception {
    try (FtpSession ftp = Server.at(args[0]).connect()) {
      download(ftp, args[1], Path.of(args[2]));
    }
  }

  private static void download(FtpSession ftp, String remote, Path local) throws Exception {
    System.out.println("*** Processing directory " + remote);
    Files.createDirectories(local);
    for (FtpEntry entry : ftp.list(remote)) {
      if (!RemoteName.isOneSegment(entry.name())) {
        System.err.println("refused: " + entry.name()); // The book would have written through it.
      } else if (entry.isDirectory()) {
        download(ftp, RemoteName.join(remote, entry.name()), local.resolve(entry.name()));
      } else if (entry.isFile()) {
        String path = RemoteName.join(remote, entry.name());
        var result = ftp.download(path, local.resolve(entry.name()));
        System.out.println(entry.name() + ": Received " + result.size() + " bytes");
      }
    }
  }
}
