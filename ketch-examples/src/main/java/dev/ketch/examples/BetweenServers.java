package dev.ketch.examples;

import dev.ketch.ftp.FtpSession;
import dev.ketch.ftp.ServerCopy;
import dev.ketch.ftp.TransferOptions;
import dev.ketch.ftp.protocol.FtpReplyException;
import java.io.InputStream;

/**
 * A file straight from one server to another. Arguments: host and path of the source, host and path
 * of the target.
 */
public final class BetweenServers {
  private BetweenServers() {}

  public static void main(String[] args) throws Exception {
    try (FtpSession source = Server.at(args[0]).connect();
        FtpSession target = Server.at(args[2]).connect()) {
      try {
        ServerCopy.copy(source, args[1], target, args[3]);
        System.out.println("Copied directly.");
        return;
      } catch (FtpReplyException e) {
        System.out.println("Refused: " + e.reply());
      }
    }
    // Most servers refuse today; then the file passes through this machine.
    try (FtpSession source = Server.at(args[0]).connect();
        FtpSession target = Server.at(args[2]).connect();
        InputStream in = source.read(args[1], 0)) {
      target.upload(in, args[3], TransferOptions.DEFAULT);
      System.out.println("Copied through this machine.");
    }
  }
}
