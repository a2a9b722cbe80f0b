package dev.ketch.examples;

import dev.ketch.ftp.FtpSession;
import java.util.ArrayList;
import java.util.List;

/** dir.py: a listing as the server writes it. Arguments: host, directory. */
public final class DirectoryLines {
  private DirectoryLines() {}

  public static void main(String[] args) throws Exception {
    try (FtpSession ftp = Server.at(args[0]).connect()) {
      ftp.changeDirectory(args[1]);
      List<String> lines = new ArrayList<>();
      ftp.listLines(lines::add);
      System.out.println(lines.size() + " entries:");
      lines.forEach(System.out::println);
    }
  }
}
