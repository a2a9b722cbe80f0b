package dev.ketch.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "chmod",
    description = "Sets permissions where the server lets them be set.",
    footer = {"", "Example:", "  ketch chmod 644 ftp://ftp.example.org/www/index.html"})
final class ChmodCommand extends BaseCommand {
  @Parameters(index = "0", paramLabel = "MODE", description = "octal, such as 644")
  String mode = "";

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "URL")
  List<String> urls = List.of();

  @Override
  public Integer call() {
    boolean octal =
        mode.length() >= 3
            && mode.length() <= 4
            && mode.chars().allMatch(c -> c >= '0' && c <= '7');
    if (!octal) {
      throw new UsageException("MODE is three or four octal digits, such as 644");
    }
    return forEach(urls, (session, url) -> session.changeMode(orHere(url.path()), mode));
  }
}
