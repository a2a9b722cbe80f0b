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
  private Training() {}

  public static void main(String[] args) throws IOException {
    Path home = Files.createTempDirectory("ketch-training");
    // A certificate for this moment only: its key is known to all the world.
    Path keys = copy("training.p12", home);
    Path ca = copy("training.pem", home);
    Path root = Files.createDirectory(home.resolve("ftp"));
    Interruption.watch(Thread.currentThread()).over(0);
    try (EmbeddedServer server = EmbeddedServer.start(root, keys)) {
      Path file = Files.writeString(home.resolve("a"), "training");
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
        {"get", "--tls", "explicit", "--cacert", ca.toString(), "-o", "-", url + "d.txt"},
        {"put", "--tls", "explicit", "--cacert", ca.toString(), file.toString(), url + "d/f"},
        {"mirror", "--json", url, home.resolve("copy").toString()},
        {"mirror", home.resolve("copy").toString(), url + "up"},
        {"rm", "-r", url + "d"},
        {"get", url + "missing"},
        {"raw", url, "PWD"},
      };
      run(lines);
      listWithoutMlsd(root, home.resolve("again"));
    } finally {
      SampleTree.delete(home);
    }
    System.exit(0);
  }

  /** As many servers want it, and over several sessions. */
  private static void listWithoutMlsd(Path root, Path copy) throws IOException {
    try (EmbeddedServer server = EmbeddedServer.startWithoutMlsd(root)) {
      String url = "ftp://127.0.0.1:" + server.port() + "/";
      run(new String[][] {{"mirror", "--parallel", "3", url, copy.toString()}});
    }
  }

  private static void run(String[][] lines) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    for (String[] line : lines) {
      Main.run(nowhere, nowhere, line);
    }
  }

  private static Path copy(String resource, Path directory) throws IOException {
    try (InputStream in = Training.class.getResourceAsStream(resource)) {
      Path target = directory.resolve(resource);
      Files.write(target, Objects.requireNonNull(in).readAllBytes());
      return target;
    }
  }
}
