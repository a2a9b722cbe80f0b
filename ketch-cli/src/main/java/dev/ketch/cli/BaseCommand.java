package dev.ketch.cli;

import dev.ketch.ftp.FtpClient;
import dev.ketch.ftp.FtpConfig;
import dev.ketch.ftp.FtpSession;
import dev.ketch.ftp.RemoteName;
import dev.ketch.ftp.listing.RemotePath;
import dev.ketch.ftp.protocol.FtpClosedException;
import dev.ketch.ftp.protocol.FtpTimeoutException;
import dev.ketch.ftp.url.FtpUrl;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What commands with a connection share: its options, a session, and the sum over several URLs. */
@Command(sortOptions = false)
abstract class BaseCommand extends ConsoleCommand {
  @Mixin ConnectionOptions connection = new ConnectionOptions();

  private @Nullable FtpSession session;
  private @Nullable FtpUrl sessionUrl;
  private @Nullable FtpClient client;
  private @Nullable FtpUrl clientUrl;

  /** Does one thing at one URL. */
  @FunctionalInterface
  interface Work {
    void at(FtpSession session, FtpUrl url) throws IOException;
  }

  static FtpUrl url(String text) {
    if (!FtpUrl.isUrl(text)) {
      throw new UsageException(
          "\"" + text + "\" is no FTP URL; write ftp://[user@]host[:port]/path");
    }
    return FtpUrl.parse(text);
  }

  /**
   * Whether the file of a URL is text.
   *
   * @param ascii whether {@code --ascii} was given
   */
  static boolean isText(FtpUrl url, boolean ascii) {
    Character type = url.type();
    if (type != null && type == 'd') {
      throw new UsageException("\"" + url + "\": ;type=d names a listing; use ketch ls");
    }
    if (type != null && type == 'i' && ascii) {
      throw new UsageException("\"" + url + "\": ;type=i and --ascii contradict each other");
    }
    return ascii || type != null && type == 'a';
  }

  /** Joins a remote directory and a name; an empty directory is the login directory. */
  static String join(String directory, String name) {
    return RemoteName.join(directory, name);
  }

  /** A path that can stand in a command: the login directory is a dot. */
  static String orHere(String path) {
    return path.isEmpty() ? "." : path;
  }

  /** Refuses a path that names no entry of its own, but the root or the login directory. */
  static void requireName(String path, FtpUrl url, String command) {
    if (RemotePath.of(path).isTop()) {
      throw new UsageException(
          command
              + ": \""
              + url
              + "\" names the server's root, the login directory or one above it; name an entry in it");
    }
  }

  /** A client for the URL: the last one again, with what it has learned, if that is for it too. */
  FtpClient client(FtpUrl url) throws IOException {
    FtpUrl place = url.withPath("");
    FtpClient last = client;
    if (last == null || !place.equals(clientUrl)) {
      last = FtpClient.of(connection.config(url, console));
      client = last;
      clientUrl = place;
    }
    return last;
  }

  /** A session for the URL: the last one again if it is for the same login and still lives. */
  FtpSession session(FtpUrl url) throws IOException {
    FtpSession last = session;
    FtpUrl place = url.withPath("");
    if (last != null && last.isOpen() && place.equals(sessionUrl)) {
      return last;
    }
    closeSession();
    FtpClient opens = client(url);
    FtpConfig config = opens.config();
    try {
      last = opens.connect();
    } catch (FtpTimeoutException | FtpClosedException e) {
      boolean silent =
          e instanceof FtpClosedException closed
              ? closed.reply() == null
              : ((FtpTimeoutException) e).phase() == FtpTimeoutException.Phase.REPLY;
      throw silent ? new ConnectFailure(config.host() + " port " + config.port(), e) : e;
    }
    session = last;
    sessionUrl = place;
    return last;
  }

  void closeSession() {
    if (session != null) {
      session.close();
      session = null;
    }
  }

  /** What is known of the work that was under way when the command was interrupted. */
  String left() {
    return "what was under way may be done or not";
  }

  /** Works through URLs; one that fails does not keep the others from being done. */
  int forEach(List<String> urls, Work work) {
    List<FtpUrl> parsed = urls.stream().map(BaseCommand::url).toList();
    Outcome outcome = new Outcome(console);
    try {
      for (FtpUrl url : parsed) {
        outcome.attempt(() -> work.at(session(url), url));
        if (outcome.isInterrupted()) {
          break;
        }
      }
    } finally {
      closeSession();
    }
    return outcome.exitCode(parsed.size(), this::left);
  }
}
