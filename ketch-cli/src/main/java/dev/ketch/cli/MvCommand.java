package dev.ketch.cli;

import dev.ketch.ftp.url.FtpUrl;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "mv",
    description = "Renames or moves a file or directory on its server.",
    footer = {
      "",
      "Example:",
      "  ketch mv ftp://ftp.example.org/in/a.tmp ftp://ftp.example.org/in/a.csv"
    })
final class MvCommand extends BaseCommand {
  @Parameters(index = "0", paramLabel = "FROM", description = "a URL")
  String from = "";

  @Parameters(index = "1", paramLabel = "TO", description = "a URL of the same server, or a path")
  String to = "";

  @Override
  public Integer call() throws IOException {
    FtpUrl source = url(from);
    String target = to;
    if (FtpUrl.isUrl(to)) {
      FtpUrl other = FtpUrl.parse(to);
      if (!other.withPath("").equals(source.withPath(""))) {
        throw new UsageException("mv stays on one server; use get and put between two");
      }
      target = other.path();
    }
    requireName(source.path(), source, "mv");
    requireName(target, source.withPath(target), "mv");
    try {
      session(source).rename(source.path(), target);
    } finally {
      closeSession();
    }
    return 0;
  }
}
