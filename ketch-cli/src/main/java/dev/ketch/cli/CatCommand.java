package dev.ketch.cli;

import dev.ketch.ftp.FtpSession;
import dev.ketch.ftp.url.FtpUrl;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "cat",
    description = "Writes files to standard output.",
    footer = {"", "Example:", "  ketch cat ftp://ftp.example.org/pub/README | less"})
final class CatCommand extends BaseCommand {
  @Option(names = "--ascii", description = "translate line ends")
  boolean ascii;

  @Parameters(arity = "1..*", paramLabel = "URL")
  List<String> urls = List.of();

  @Override
  public Integer call() {
    return forEach(urls, (session, url) -> copy(session, url, isText(url, ascii), console.out));
  }

  static void copy(FtpSession session, FtpUrl url, boolean text, OutputStream out)
      throws IOException {
    if (text) {
      byte[] end = System.lineSeparator().getBytes(java.nio.charset.StandardCharsets.US_ASCII);
      dev.ketch.ftp.protocol.NameCodec codec =
          new dev.ketch.ftp.protocol.NameCodec(session.config().charset());
      session
          .raw()
          .lines(
              "RETR " + url.path(),
              line -> {
                byte[] bytes = codec.encode(line);
                try {
                  out.write(bytes);
                  out.write(end);
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });
      return;
    }
    byte[] buffer = new byte[128 << 10];
    try (InputStream in = session.read(url.path(), 0)) {
      int count;
      while ((count = in.read(buffer)) >= 0) {
        out.write(buffer, 0, count);
        if (out instanceof java.io.PrintStream stream && stream.checkError()) {
          throw new IOException("standard output was closed");
        }
      }
    }
    out.flush();
  }
}
