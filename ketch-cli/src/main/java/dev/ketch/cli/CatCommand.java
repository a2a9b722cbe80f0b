package dev.ketch.cli;

import dev.ketch.ftp.FtpSession;
import dev.ketch.ftp.TransferOptions;
import dev.ketch.ftp.url.FtpUrl;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
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

  @Override
  String left() {
    return "the output is not complete";
  }

  /** Writes a file, and fails if it did not come whole. */
  static void copy(FtpSession session, FtpUrl url, boolean text, OutputStream out)
      throws IOException {
    session.download(url.path(), new Open(out), TransferOptions.DEFAULT.withAscii(text));
  }

  /** A print stream that fails, instead of passing over it, when nobody reads any more. */
  private static final class Open extends FilterOutputStream {
    Open(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      if (out instanceof PrintStream stream && stream.checkError()) {
        throw new IOException("standard output was closed");
      }
    }
  }
}
