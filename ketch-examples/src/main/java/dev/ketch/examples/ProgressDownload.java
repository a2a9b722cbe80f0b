package dev.ketch.examples;

import dev.ketch.ftp.FtpSession;
import dev.ketch.ftp.TransferOptions;
import java.nio.file.Path;

/** advbinarydl.py: a file with its progress. Arguments: host, remote, local. */
public final class ProgressDownload {
  private ProgressDownload() {}

  public static void main(String[] args) throws Exception {
    try (FtpSession ftp = Server.at(args[0]).connect()) {
      TransferOptions options =
          TransferOptions.DEFAULT.withListener(
              (name, done, total) -> {
                if (total > 0) {
                  System.out.printf(
                      "Received %d of %d bytes (%.1f%%)\r", done, total, 100.0 * done / total);
                } else {
                  System.out.printf("Received %d bytes\r", done);
                }
              });
      ftp.download(args[1], Path.of(args[2]), options);
      System.out.println();
    }
  }
}
