package dev.ketch.examples;

import dev.ketch.ftp.FtpSession;
import dev.ketch.ftp.TransferOptions;
import dev.ketch.ftp.TransferResult;
import java.nio.file.Path;

/**
 * A large file that may take several runs: each run resumes where the one before was interrupted.
 * Arguments: host, remote, local.
 */
public final class Resume {
  private Resume() {}

  public static void main(String[] args) throws Exception {
    TransferOptions options = TransferOptions.DEFAULT.withResume(true);
    try (FtpSession ftp = Server.at(args[0]).connect()) {
      // Until the file is complete it is called .NAME.ketch-part. Before it is resumed, its last
      // bytes are compared with the server's, so that two versions are never mixed.
      TransferResult result = ftp.download(args[1], Path.of(args[2]), options);
      System.out.printf("fetched %d of %d bytes%n", result.bytes(), result.size());
    }
  }
}
