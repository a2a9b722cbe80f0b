package dev.ketch.examples;

import dev.ketch.ftp.FtpSession;
import dev.ketch.ftp.TransferOptions;
import java.nio.file.Path;

/**
 * advbinaryul.py: sends a file with its progress. Arguments: host, user, local, remote directory.
 */
public final class ProgressUpload {
  private ProgressUpload() {}

  public static void main(String[] args) throws Exception {
    Path local = Path.of(args[2]);
    try (FtpSession ftp = Server.at(args[0], args[1]).connect()) {
      ftp.changeDirectory(args[3]);
      TransferOptions options =
          TransferOptions.DEFAULT.withListener(
              (name, done, total) ->
                  System.out.printf(
                      "Sent %d of %d bytes (%.1f%%)\r",
                      done, total, 100.0 * done / Math.max(1, total)));
      ftp.upload(local, local.getFileName().toString(), options);
      System.out.println();
    }
  }
}
