package dev.ketch.examples;

import dev.ketch.ftp.FtpSession;
import dev.ketch.ftp.TransferOptions;
import java.nio.file.Path;

/** asciidl.py: a text file with the line ends of this machine. Arguments: host, remote, local. */
public final class AsciiDownload {
  private AsciiDownload() {}

  public static void main(String[] args) throws Exception {
    try (FtpSession ftp = Server.at(args[0]).connect()) {
      ftp.download(args[1], Path.of(args[2]), TransferOptions.DEFAULT.withAscii(true));
    }
  }
}
