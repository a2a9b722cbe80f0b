package dev.ketch.examples;

import dev.ketch.ftp.FtpSession;

/**
 * nlstscan.py: tells directories from files by trying to enter them. Arguments: host, directory.
 */
public final class TypesByChanging {
  private TypesByChanging() {}

  public static void main(String[] args) throws Exception {
    try (FtpSession ftp = Server.at(args[0]).connect()) {
      ftp.changeDirectory(args[1]);
      for (String name : ftp.names("")) {
        // A directory that may not be entered looks like a file: the one way to fool this.
        System.out.println(name + ": type " + (ftp.isDirectory(name) ? "d" : "-"));
      }
    }
  }
}
