package dev.ketch.examples;

import dev.ketch.ftp.FtpSession;
import java.nio.file.Path;

/** binarydl.py: a file as it is. Arguments: host, remote, local. */
public final class BinaryDownload {
  private BinaryDownload() {}

  public static void main(String[] args) throws Exception {
    try (FtpSession ftp = Server.at(args[0]).connect()) {
      ftp.download(args[1], Path.of(args[2])); // Whole, or not at all.
    }
  }
}
