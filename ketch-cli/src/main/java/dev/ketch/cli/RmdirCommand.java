package dev.ketch.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "rmdir",
    description = "Removes empty directories.",
    footer = {"", "Example:", "  ketch rmdir ftp://ftp.example.org/old"})
final class RmdirCommand extends BaseCommand {

  @Parameters(arity = "1..*", paramLabel = "URL")
  List<String> urls = List.of();

  @Override
  public Integer call() {
    return forEach(
        urls,
        (session, url) -> {
          requireName(url.path(), url, "rmdir");
          session.removeDirectory(url.path());
        });
  }
}
