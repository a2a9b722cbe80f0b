package dev.ketch.cli;

import dev.ketch.ftp.FtpSession;
import dev.ketch.ftp.RemoteName;
import dev.ketch.ftp.listing.RemotePath;
import dev.ketch.ftp.url.FtpUrl;
import java.io.IOException;
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
    return forEach(urls, this::remove);
  }

  @Override
  String left() {
    return "what has not been removed yet is still there";
  }

  private void remove(FtpSession session, FtpUrl url) throws IOException {
    if (!recursive) {
      requireName(url.path(), url, "rm");
      session.delete(url.path());
      return;
    }
    requireNotWhole(RemotePath.of(url.path()).isTop(), url);
    String path = resolved(session, url);
    RemotePath target = RemotePath.of(path);
    if (target.isAbsolute()) {
      boolean holdsLogin =
          session.workingDirectory().filter(home -> target.holds(RemotePath.of(home))).isPresent();
      requireNotWhole(holdsLogin || target.isTop(), url);
    }
    session.removeTree(path);
  }

  private static void requireNotWhole(boolean whole, FtpUrl url) {
    if (whole) {
      throw new UsageException(
          "rm -r of a whole server is refused: \""
              + url
              + "\" is its root, the login directory or one above that; name a directory in it");
    }
  }

  /** The path with its {@code ..} resolved by the server, which alone knows what is a link. */
  private static String resolved(FtpSession session, FtpUrl url) throws IOException {
    RemotePath path = RemotePath.of(url.path());
    if (!path.climbs()) {
      return url.path();
    }
    boolean last = path.name().equals("..");
    boolean backslash = !path.segments().contains("..");
    String there =
        backslash ? null : session.absolutePath(last ? url.path() : path.parent()).orElse(null);
    if (there == null) {
      throw new UsageException(
          "rm -r of \""
              + url
              + "\" is refused: it holds .. and the server does not say where that leads;"
              + " name the directory without it");
    }
    return last ? there : RemoteName.join(there, path.name());
  }
}
