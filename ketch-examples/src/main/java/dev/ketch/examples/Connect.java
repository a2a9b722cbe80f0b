package dev.ketch.examples;

import dev.ketch.ftp.FtpSession;

/** connect.py: welcome, anonymous login, working directory. Arguments: host. */
public final class Connect {
  private Connect() {}

  public static void main(String[] args) throws Exception {
    try (FtpSession ftp = Server.at(args[0]).connect()) {
      System.out.println("Welcome: " + ftp.welcome());
      System.out.println("CWD: " + ftp.workingDirectory().orElse("unknown"));
    }
  }
}
