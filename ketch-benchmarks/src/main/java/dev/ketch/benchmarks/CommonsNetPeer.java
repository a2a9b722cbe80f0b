package dev.ketch.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.net.ftp.FTP;
import org.apache.commons.net.ftp.FTPClient;

/** The same job by Commons Net: {@code HOST PORT get|put REMOTE LOCAL}. A peer, never shipped. */
public final class CommonsNetPeer {
  private CommonsNetPeer() {}

  /** Moves one file and exits with 1 if that fails. */
  public static void main(String[] args) throws IOException {
    FTPClient client = new FTPClient();
    client.setBufferSize(256 << 10);
    client.connect(args[0], Integer.parseInt(args[1]));
    boolean done = client.login("anonymous", "anonymous@");
    client.enterLocalPassiveMode();
    done &= client.setFileType(FTP.BINARY_FILE_TYPE);
    Path local = Path.of(args[4]);
    if (args[2].equals("get")) {
      try (OutputStream out = Files.newOutputStream(local)) {
        done &= client.retrieveFile(args[3], out);
      }
    } else {
      try (InputStream in = Files.newInputStream(local)) {
        done &= client.storeFile(args[3], in);
      }
    }
    client.logout();
    client.disconnect();
    System.exit(done ? 0 : 1);
  }
}
