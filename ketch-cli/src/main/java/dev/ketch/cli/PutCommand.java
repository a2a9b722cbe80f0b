package dev.ketch.cli;

import dev.ketch.ftp.FtpSession;
import dev.ketch.ftp.TransferListener;
import dev.ketch.ftp.TransferOptions;
import dev.ketch.ftp.internal.local.LocalPaths;
import dev.ketch.ftp.listing.RemotePath;
import dev.ketch.ftp.url.FtpUrl;
import dev.ketch.sync.Copying;
import dev.ketch.sync.SyncRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "put",
    description = "Sends files, with -r whole trees. A file appears only when it is whole.",
    footer = {
      "",
      "Examples:",
      "  ketch put report.csv ftp://user@ftp.example.org/in/",
      "  tar c data | ketch put - ftp://user@ftp.example.org/backup/data.tar",
      "  ketch put -r site ftp://user@ftp.example.org/www"
    })
final class PutCommand extends BaseCommand {
  @Option(names = "-r", description = "directories with all that is in them")
  boolean recursive;

  @Option(
      names = {"-c", "--continue"},
      description = "go on with what is there already")
  boolean resume;

  @Option(names = "--ascii", description = "translate line ends")
  boolean ascii;

  @Option(
      names = "--checksum",
      description = "compare with the server's checksum, where it computes one")
  boolean checksum;

  @Option(names = "--in-place", description = "write straight to the final name")
  boolean inPlace;

  @Option(names = "--times", description = "keep the time of the original")
  boolean times;

  @Parameters(
      arity = "2..*",
      paramLabel = "LOCAL… URL",
      description = "files, - for standard input, and where to")
  List<String> arguments = List.of();

  private boolean text;
  private String underWay = "";

  @Override
  public Integer call() throws IOException {
    int last = arguments.size() - 1;
    FtpUrl url = url(arguments.get(last));
    text = isText(url, ascii);
    List<String> locals = arguments.subList(0, last);
    boolean named = !url.fileName().isEmpty() && !RemotePath.of(url.fileName()).isTop();
    if (locals.contains("-") && (locals.size() > 1 || recursive || !named)) {
      throw new UsageException("put - takes one URL that names the file");
    }
    Outcome outcome = new Outcome(console);
    try {
      boolean directory = locals.size() > 1 || !named;
      for (String local : locals) {
        underWay = local;
        outcome.attempt(() -> put(local, url, directory));
        if (outcome.isInterrupted()) {
          break;
        }
      }
    } finally {
      closeSession();
    }
    return outcome.exitCode(locals.size(), this::left);
  }

  @Override
  String left() {
    String name = underWay.equals("-") ? "standard input" : "\"" + underWay + "\"";
    return resume
        ? "what was sent of " + name + " stays on the server, and put -c resumes there"
        : name + " was not sent whole";
  }

  private void put(String local, FtpUrl url, boolean directory) throws IOException {
    if (local.equals("-")) {
      session(url)
          .upload(Input.standard(), url.path(), options("-").withListener(new Shown("-", null)));
      return;
    }
    Path file = LocalPaths.of(local);
    if (!Files.exists(file)) {
      throw new IOException("there is no local file \"" + local + "\"");
    }
    FtpSession session = session(url);
    String name = LocalPaths.name(file.toAbsolutePath().normalize());
    boolean into = directory || session.isDirectory(url.path());
    String target = into ? join(url.path(), name) : url.path();
    if (!Files.isDirectory(file)) {
      try (ProgressLine progress = new ProgressLine(true)) {
        session.upload(file, target, options(name).withListener(new Shown(name, progress)));
      }
      return;
    }
    if (!recursive) {
      throw new UsageException("\"" + local + "\" is a directory; add -r to send a tree");
    }
    if (text) {
      throw new UsageException("a tree is sent byte for byte: -r goes without --ascii and ;type=a");
    }
    Copying asked = Copying.DEFAULT;
    SyncRules rules =
        SyncRules.DEFAULT.with(
            new Copying(asked.links(), asked.times(), asked.permissions(), false, inPlace));
    int code = new MirrorRun(console, false, false).upload(client(url), rules, file, target);
    if (code != 0) {
      throw new MirrorRun.Failed(code);
    }
  }

  private TransferOptions options(String name) {
    return TransferOptions.DEFAULT
        .withAscii(text)
        .withResume(resume)
        .withInPlace(inPlace)
        .withVerifyChecksum(checksum)
        .withKeepTime(times && !name.equals("-"));
  }

  /** Shows how an upload goes, and what is to be known of the server. */
  private final class Shown implements TransferListener {
    private final String name;
    private final @Nullable ProgressLine progress;

    Shown(String name, @Nullable ProgressLine progress) {
      this.name = name;
      this.progress = progress;
    }

    @Override
    public void progress(String remote, long done, long total) {
      if (progress != null) {
        progress.update(name, done, total);
      }
    }

    @Override
    public void notice(String remote, String sentence) {
      console.warn(sentence);
    }
  }
}
