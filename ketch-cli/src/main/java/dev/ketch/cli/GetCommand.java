package dev.ketch.cli;

import dev.ketch.ftp.FtpSession;
import dev.ketch.ftp.Leftovers;
import dev.ketch.ftp.TransferOptions;
import dev.ketch.ftp.internal.local.LocalPaths;
import dev.ketch.ftp.listing.RemotePath;
import dev.ketch.ftp.url.FtpUrl;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "get",
    description = "Fetches files, with -r whole trees. A file appears only when it is whole.",
    footer = {
      "",
      "Examples:",
      "  ketch get ftp://ftp.example.org/pub/README",
      "  ketch get -c -o big.iso ftp://ftp.example.org/pub/big.iso",
      "  ketch get -r -o copies ftp://ftp.example.org/pub"
    })
final class GetCommand extends BaseCommand {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE|DIR",
      description = "where to; - is standard output")
  @Nullable String output;

  @Option(names = "-r", description = "directories with all that is in them")
  boolean recursive;

  @Option(
      names = {"-c", "--continue"},
      description = "go on with what is there already")
  boolean resume;

  @Option(names = "--ascii", description = "translate line ends")
  boolean ascii;

  @Option(names = "--times", description = "keep the time of the original")
  boolean times;

  @Option(
      names = "--segments",
      paramLabel = "N",
      description = "fetch a large file over N sessions at once, in pieces")
  int segments = 1;

  @Option(
      names = "--checksum",
      description = "compare with the server's checksum, where it computes one")
  boolean checksum;

  @Parameters(arity = "1..*", paramLabel = "URL")
  List<String> urls = List.of();

  private @Nullable Path target;
  private long there;
  private @Nullable SegmentedGet pieces;

  @Override
  public Integer call() throws IOException {
    if (segments < 1 || segments > 64) {
      throw new UsageException("--segments is a number from 1 to 64");
    }
    if (recursive && "-".equals(output)) {
      throw new UsageException("-r needs a directory, not standard output");
    }
    if (urls.size() > 1
        && output != null
        && !output.equals("-")
        && !output.endsWith("/")
        && !Files.isDirectory(LocalPaths.of(output))) {
      throw new UsageException("several files need a directory, and \"" + output + "\" is none");
    }
    if (!recursive) {
      return forEach(urls, this::get);
    }
    Outcome outcome = new Outcome(console);
    for (String text : urls) {
      FtpUrl url = url(text);
      outcome.attempt(() -> tree(url, outcome));
      if (outcome.isInterrupted()) {
        break;
      }
    }
    return outcome.exitCode(urls.size(), this::left);
  }

  @Override
  String left() {
    if ("-".equals(output)) {
      return "the output is not complete";
    }
    Path file = target;
    if (file == null) {
      return "nothing is kept of what was not done";
    }
    String name = "\"" + file.getFileName() + "\"";
    if (!Leftovers.existFor(file)) {
      return "nothing of " + name + " is kept";
    }
    String how = pieces == null ? "get -c" : "the same command";
    long bytes = pieces == null ? there : pieces.there();
    return ProgressLine.size(bytes) + " of " + name + " are kept, and " + how + " resumes there";
  }

  private void tree(FtpUrl url, Outcome outcome) throws IOException {
    if (isText(url, ascii)) {
      throw new UsageException(
          "a tree is fetched byte for byte: -r goes without --ascii and ;type=a");
    }
    String name = nameOf(url);
    Path parent = LocalPaths.of(output == null ? "." : output);
    Path target = name.isEmpty() ? parent : LocalPaths.resolve(parent, name);
    MirrorRun run = new MirrorRun(console, false, false);
    int code = run.download(client(url), dev.ketch.sync.SyncRules.DEFAULT, url.path(), target);
    if (code != 0) {
      throw new MirrorRun.Failed(code);
    }
    outcome.succeeded();
  }

  /** What the copy is called here; empty for a path that ends in no name of its own. */
  private static String nameOf(FtpUrl url) {
    String name = RemotePath.of(url.path()).name();
    return url.path().endsWith("/.") || name.equals("..") ? "" : name;
  }

  /** A directory that is there, or a name that ends in a slash, takes the file's own name. */
  private Path target(String name) throws IOException {
    if (output == null) {
      return LocalPaths.of(name);
    }
    Path target = LocalPaths.of(output);
    if (output.endsWith("/") || output.endsWith(File.separator)) {
      Files.createDirectories(target);
      return LocalPaths.resolve(target, name);
    }
    return Files.isDirectory(target) ? LocalPaths.resolve(target, name) : target;
  }

  private void get(FtpSession session, FtpUrl url) throws IOException {
    boolean text = isText(url, ascii);
    if ("-".equals(output)) {
      CatCommand.copy(session, url, text, console.out);
      return;
    }
    String name = url.fileName();
    if (name.isEmpty() || nameOf(url).isEmpty()) {
      throw new UsageException("\"" + url + "\" names a directory; add -r to fetch a tree");
    }
    Path file = target(name);
    target = file;
    there = 0;
    TransferOptions options =
        TransferOptions.DEFAULT
            .withAscii(text)
            .withResume(resume)
            .withKeepTime(times)
            .withVerifyChecksum(checksum);
    try (ProgressLine progress = new ProgressLine(true)) {
      if (segments > 1 && !text && !resume) {
        SegmentedGet inPieces = new SegmentedGet(client(url), segments, progress);
        pieces = inPieces;
        if (inPieces.run(session, url.path(), file, options)) {
          target = null;
          return;
        }
        pieces = null;
      }
      session.download(
          url.path(),
          file,
          options.withListener(
              (n, done, total) -> {
                there = done;
                progress.update(name, done, total);
              }));
      target = null;
    }
  }
}
