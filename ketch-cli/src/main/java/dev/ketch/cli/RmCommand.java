package dev.ketch.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "rm",
    description = "Removes files, with -r whole trees.",
    footer = {"", "Example:", "  ketch rm -r ftp://ftp.example.org/old"})
final class RmCommand extends BaseCommand {
  @Option(names = "-r", description = "directories with all that is in them")
  boolean recursive;

  @Parameters(arity = "1..*", paramLabel = "URL")
  List<String> urls = List.of();

  @Override
  public Integer call() {
    return forEach(
        urls,
        (session, url) -> {
          if (recursive) {
            if (url.path().isEmpty() || url.path().equals("/")) {
              throw new UsageException("rm -r of a whole server is refused; name a directory");
            }
            session.removeTree(url.path());
          } else {
            session.delete(url.path());
          }
        });
  }
}
