package dev.ketch.examples;

import dev.ketch.ftp.FtpSession;
import java.util.List;

/** nlst.py: the names in a directory, sorted. Arguments: host, directory. */
public final class NameList {
  private NameList() {}

  public static void main(String[] args) throws Exception {
    try (FtpSession ftp = Server.at(args[0]).connect()) {
      ftp.changeDirectory(args[1]);
      List<String> names = ftp.names("").stream().sorted().toList();
      System.out.println(names.size() + " entries:");
      names.forEach(System.out::println);
    }
  }
}
