package dev.ketch.cli;

import dev.ketch.ftp.FtpSession;
import dev.ketch.ftp.listing.FtpEntry;
import dev.ketch.ftp.protocol.Command;
import dev.ketch.ftp.protocol.FtpReplyException;
import dev.ketch.ftp.protocol.Reply;
import dev.ketch.ftp.url.FtpUrl;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
    name = "stat",
    description = "Tells type, size, time and owner of single entries.",
    footer = {"", "Example:", "  ketch stat --json ftp://ftp.example.org/pub/README"})
final class StatCommand extends BaseCommand {
  @Option(names = "--json", description = "one JSON object a line")
  boolean json;

  @Parameters(arity = "1..*", paramLabel = "URL")
  List<String> urls = List.of();

  @Override
  public Integer call() {
    return forEach(urls, this::stat);
  }

  private void stat(FtpSession session, FtpUrl url) throws IOException {
    FtpEntry entry =
        session
            .stat(url.path())
            .orElseThrow(
                () ->
                    new FtpReplyException(
                        Command.of("MLST", url.path()),
                        new Reply(550, List.of("550 no such file or directory"))));
    console.line(
        json
            ? Json.entry(entry, url.path()).toString()
            : EntryText.detailed(entry, url.path().isEmpty() ? "." : url.path()));
  }
}
