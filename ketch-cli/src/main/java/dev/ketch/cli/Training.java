package dev.ketch.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Uses every common command once against an embedded server. The launcher runs it to learn which
 * classes belong into the class-data archive; nobody else needs it.
 */
final class Training {
  /** The embedded server lists by MLSD; many others do not. */
  private static final String LISTING =
      "drwxr-xr-x   2 ftp      ftp          4096 Jan 01 12:00 d\r\n"
          + "-rw-r--r--   1 ftp      ftp             8 Jan 01  2020 d.txt\r\n";

  private Training() {}

  public static void main(String[] args) throws IOException {
    Path home = Files.createTempDirectory("ketch-training");
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    // A certificate for this moment only: its key is known to all the world.
    Path keys = copy("training.p12", home);
    Path ca = copy("training.pem", home);
    Path root = Files.createDirectory(home.resolve("ftp"));
    try (EmbeddedServer server = EmbeddedServer.start(root, keys)) {
      Path file = Files.writeString(home.resolve("a"), "training");
      Path listing = Files.writeString(home.resolve("listing"), LISTING);
      String url = "ftp://127.0.0.1:" + server.port() + "/";
      String[][] lines = {
        {"--version"},
        {"put", file.toString(), url + "d.txt"},
        {"mkdir", "-p", url + "d/e"},
        {"put", file.toString(), url + "d/"},
        {"get", "-o", home.resolve("b").toString(), url + "d.txt"},
        {"cat", url + "d.txt"},
        {"ls", url},
        {"ls", "-lR", "--json", url},
        {"stat", url + "d.txt"},
        {"parse-list", listing.toString()},
        {"get", "--tls", "explicit", "--cacert", ca.toString(), "-o", "-", url + "d.txt"},
        {"put", "--tls", "explicit", "--cacert", ca.toString(), file.toString(), url + "d/f"},
        {"mirror", "--json", url, home.resolve("copy").toString()},
        {"mirror", home.resolve("copy").toString(), url + "up"},
        {"rm", "-r", url + "d"},
        {"get", url + "missing"},
        {"raw", url, "PWD"},
      };
      for (String[] line : lines) {
        Main.run(nowhere, nowhere, line);
      }
    } finally {
      SampleTree.delete(home);
    }
    System.exit(0);
  }

  private static Path copy(String resource, Path directory) throws IOException {
    try (InputStream in = Training.class.getResourceAsStream(resource)) {
      Path target = directory.resolve(resource);
      Files.write(target, Objects.requireNonNull(in).readAllBytes());
      return target;
    }
  }
}
