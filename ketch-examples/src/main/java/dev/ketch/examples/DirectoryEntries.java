package dev.ketch.examples;

import dev.ketch.ftp.FtpSession;
import dev.ketch.ftp.listing.FtpEntry;
import java.util.List;

/** dirparse.py: the entries of a directory with their types. Arguments: host, directory. */
public final class DirectoryEntries {
  private DirectoryEntries() {}

  public static void main(String[] args) throws Exception {
    try (FtpSession ftp = Server.at(args[0]).connect()) {
      List<FtpEntry> entries = ftp.list(args[1]);
      System.out.println(entries.size() + " entries:");
      for (FtpEntry entry : entries) {
        System.out.println(entry.name() + ": type " + entry.type());
      }
    }
  }
}
