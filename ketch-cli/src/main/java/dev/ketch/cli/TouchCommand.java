package dev.ketch.cli;

import dev.ketch.ftp.FtpSession;
import dev.ketch.ftp.protocol.FtpReplyException;
import dev.ketch.ftp.protocol.Reply;
import dev.ketch.ftp.url.FtpUrl;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
    name = "touch",
    description = "Sets the time of files, and creates those that are missing.",
    footer = {
      "",
      "Example:",
      "  ketch touch --time 2026-01-31T12:00:00Z ftp://ftp.example.org/in/a.csv"
    })
final class TouchCommand extends BaseCommand {
  @Option(names = "--time", paramLabel = "INSTANT", description = "ISO-8601, UTC; default: now")
  @Nullable Instant time;

  @Parameters(arity = "1..*", paramLabel = "URL")
  List<String> urls = List.of();

  @Override
  public Integer call() {
    return forEach(urls, this::touch);
  }

  private void touch(FtpSession session, FtpUrl url) throws IOException {
    String path = orHere(url.path());
    if (session.stat(path).isEmpty()) {
      session.append(path).close(); // APPE of nothing creates a file and never empties one.
    }
    if (!session.setModified(path, time == null ? Instant.now() : time)) {
      throw new FtpReplyException(
          dev.ketch.ftp.protocol.Command.of("MFMT", path),
          new Reply(502, List.of("502 this server has no command that sets times")));
    }
  }
}
