package dev.ketch.cli;

import dev.ketch.ftp.FtpSession;
import dev.ketch.ftp.protocol.FtpReplyException;
import dev.ketch.ftp.protocol.Reply;
import dev.ketch.ftp.url.FtpUrl;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "raw",
    description = "Sends commands as they are and prints the replies.",
    footer = {
      "",
      "Examples:",
      "  ketch raw ftp://ftp.example.org/ PWD SYST FEAT",
      "  ketch raw ftp://ftp.example.org/ \"SITE HELP\" \"LIST -la /pub\""
    })
final class RawCommand extends BaseCommand {
  /** These bring lines over a data connection. */
  private static final Set<String> LISTINGS = Set.of("LIST", "NLST", "MLSD");

  @Parameters(index = "0", paramLabel = "URL")
  String place = "";

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "COMMAND")
  List<String> commands = List.of();

  @Override
  public Integer call() throws IOException {
    FtpUrl url = url(place);
    int code = 0;
    try {
      FtpSession session = session(url);
      if (!url.path().isEmpty()) {
        session.changeDirectory(url.path());
      }
      for (String line : commands) {
        code = Math.max(code, send(session, line));
      }
    } finally {
      closeSession();
    }
    return code;
  }

  private int send(FtpSession session, String line) throws IOException {
    dev.ketch.ftp.protocol.Command command = dev.ketch.ftp.protocol.Command.parse(line);
    try {
      if (LISTINGS.contains(command.verb())) {
        session.raw().lines(line, text -> console.line(Escape.text(text)));
        return 0;
      }
      Reply reply = session.raw().send(command);
      reply.lines().forEach(text -> console.line(Escape.text(text)));
      return reply.isPermanent()
          ? ExitCode.REFUSED
          : reply.isTransient() ? ExitCode.REFUSED_FOR_NOW : 0;
    } catch (FtpReplyException e) {
      return ExitCode.report(console, e);
    }
  }
}
