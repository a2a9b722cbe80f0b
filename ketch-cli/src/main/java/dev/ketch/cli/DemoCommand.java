package dev.ketch.cli;

import dev.ketch.ftp.FtpClient;
import dev.ketch.ftp.FtpConfig;
import dev.ketch.sync.Mirror;
import dev.ketch.sync.SyncEvent;
import dev.ketch.sync.SyncListener;
import dev.ketch.sync.SyncReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;

@Command(
    name = "demo",
    description = {
      "Shows the main job on this machine alone: starts a server on a free loopback port,",
      "mirrors a sample tree from it, compares every byte, and cleans up."
    })
final class DemoCommand extends ConsoleCommand {
  @Override
  public Integer call() throws IOException {
    Path home = Files.createTempDirectory("ketch-demo");
    try {
      return run(home);
    } finally {
      SampleTree.delete(home);
    }
  }

  private int run(Path home) throws IOException {
    Path served = Files.createDirectory(home.resolve("served"));
    Path copy = home.resolve("copy");
    SampleTree sample = SampleTree.create(served);
    try (EmbeddedServer server = EmbeddedServer.start(served)) {
      console.line(
          "An FTP server with a sample tree listens on 127.0.0.1 port " + server.port() + ".");
      console.line("$ ketch mirror ftp://127.0.0.1:" + server.port() + "/ copy");
      FtpClient client =
          FtpClient.of(FtpConfig.of("127.0.0.1").toBuilder().port(server.port()).build());
      SyncReport first = mirror(client, copy);
      console.line(
          String.format(
              Locale.ROOT,
              "%d files in %d directories, %s, in %.2f s; %d failed.",
              first.files(),
              first.directories(),
              ProgressLine.size(first.bytes()),
              first.seconds(),
              first.failed()));
      String difference = sample.compare(copy);
      if (!first.isComplete() || !difference.isEmpty()) {
        console.error("the copy differs from the original: " + difference);
        return ExitCode.INCOMPLETE;
      }
      console.line("Every name, every directory and every byte is the same: compared one by one.");
      SyncReport second = mirror(client, copy);
      if (second.files() != 0 || second.failed() != 0) {
        console.error("a second run found " + second.files() + " files to transfer, not 0");
        return ExitCode.INCOMPLETE;
      }
      console.line(
          "A second run had nothing to do: " + second.skipped() + " files are up to date.");
    }
    console.line("Now try a server of yours: ketch mirror ftp://HOST/PATH DIRECTORY");
    return 0;
  }

  private SyncReport mirror(FtpClient client, Path copy) throws IOException {
    try (ProgressLine progress = new ProgressLine(true)) {
      SyncListener listener =
          new SyncListener() {
            @Override
            public void progress(String path, long done, long total) {
              progress.update(path, done, total);
            }

            @Override
            public void event(SyncEvent event) {
              if (event.kind() == SyncEvent.Kind.ERROR) {
                console.error("\"" + event.path() + "\": " + event.reason());
              }
            }
          };
      return Mirror.of(client).withListener(listener).download("", copy);
    }
  }
}
