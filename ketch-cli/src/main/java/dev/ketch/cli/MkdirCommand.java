package dev.ketch.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "mkdir",
    description = "Creates directories.",
    footer = {"", "Example:", "  ketch mkdir -p ftp://ftp.example.org/in/2026/11"})
final class MkdirCommand extends BaseCommand {
  @Option(names = "-p", description = "with those above, and no error if it exists")
  boolean parents;

  @Parameters(arity = "1..*", paramLabel = "URL")
  List<String> urls = List.of();

  @Override
  public Integer call() {
    return forEach(
        urls,
        (session, url) -> {
          if (parents) {
            session.makeDirectories(url.path());
          } else {
            requireName(url.path(), url, "mkdir");
            session.makeDirectory(url.path());
          }
        });
  }
}
