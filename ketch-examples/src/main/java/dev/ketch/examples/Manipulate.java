package dev.ketch.examples;

import dev.ketch.ftp.FtpSession;
import dev.ketch.ftp.protocol.FtpReplyException;

/**
 * Making, renaming and deleting, as the chapter tells. Arguments: host, user, a directory to make
 * and remove.
 */
public final class Manipulate {
  private Manipulate() {}

  public static void main(String[] args) throws Exception {
    try (FtpSession ftp = Server.at(args[0], args[1]).connect()) {
      String made = ftp.makeDirectory(args[2]);
      System.out.println("Made " + made);
      ftp.append(args[2] + "/empty").close();
      ftp.rename(args[2] + "/empty", args[2] + "/renamed");
      ftp.delete(args[2] + "/renamed");
      ftp.removeDirectory(args[2]);
      try {
        ftp.delete(args[2] + "/renamed");
      } catch (FtpReplyException e) {
        System.out.println("Gone: " + e.reply());
      }
    }
  }
}
