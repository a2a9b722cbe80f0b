package dev.ketch.examples;

import dev.ketch.ftp.FtpSession;
import java.nio.file.Path;

/** binaryul.py: sends a file. Arguments: host, user, local, remote directory. */
public final class BinaryUpload {
  private BinaryUpload() {}

  public static void main(String[] args) throws Exception {
    Path local = Path.of(args[2]);
    try (FtpSession ftp = Server.at(args[0], args[1]).connect()) {
      ftp.changeDirectory(args[3]);
      ftp.upload(local, local.getFileName().toString());
    }
  }
}
