package dev.ketch.sync;

import dev.ketch.ftp.FtpClient;
import dev.ketch.ftp.FtpConfig;
import dev.ketch.ftp.FtpSession;
import dev.ketch.ftp.internal.local.LocalPaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Makes one tree like another. If the calling thread is interrupted the run ends within about three
 * seconds: files that have come whole get their names, parts that can be resumed stay, {@link
 * SyncReport#stoppedBy} says so, and the thread stays interrupted. Listeners are called by threads
 * of the run.
 *
 * <pre>{@code
 * SyncReport report =
 *     Mirror.of(FtpClient.of("ftp.example.org")).download("/pub", Path.of("pub"));
 * }</pre>
 */
public final class Mirror {
  private final FtpClient client;
  private final SyncRules rules;
  private final SyncListener listener;

  private Mirror(FtpClient client, SyncRules rules, SyncListener listener) {
    this.client = client;
    this.rules = rules;
    this.listener = listener;
  }

  /** A mirror with the default rules. */
  public static Mirror of(FtpClient client) {
    return new Mirror(client, SyncRules.DEFAULT, SyncListener.NONE);
  }

  /** The same with other rules. */
  public Mirror withRules(SyncRules other) {
    return new Mirror(client, other, listener);
  }

  /** The same with a listener. */
  public Mirror withListener(SyncListener other) {
    return new Mirror(client, rules, other);
  }

  /**
   * Makes a local directory like a remote one.
   *
   * @return what was done and what failed; failures of single files do not throw
   * @throws IOException if the run cannot begin: no connection, no login, no such directory
   */
  public SyncReport download(String remote, Path local) throws IOException {
    FtpSession session = new Connector(client, null).open().source();
    try {
      FtpTree source = FtpTree.existing(session, remote);
      LocalTree target = new LocalTree(local);
      if (!rules.dryRun()) {
        target.makeDirectory(session, "");
      }
      FileMover mover = FileMover.download(source, target, rules);
      String name = nameOf(session, source) + " > " + nameOf(local);
      Route route = new Route(new Connector(client, null), source, target, mover, name);
      return run(SessionPair.of(session), route);
    } catch (Throwable e) {
      session.close();
      throw e;
    }
  }

  /**
   * Makes a remote directory like a local one.
   *
   * @return what was done and what failed; failures of single files do not throw
   * @throws IOException if the run cannot begin: no connection, no login, no such directory
   */
  public SyncReport upload(Path local, String remote) throws IOException {
    if (!Files.isDirectory(local)) {
      throw new IOException("there is no local directory \"" + local + "\"");
    }
    FtpSession session = new Connector(client, null).open().source();
    try {
      LocalTree source = LocalTree.source(local);
      FtpTree target = FtpTree.at(session, remote);
      if (!rules.dryRun()) {
        target.makeDirectory(session, "");
      }
      FileMover mover = FileMover.upload(source, target, rules);
      String name = nameOf(local) + " > " + nameOf(session, target);
      Route route = new Route(new Connector(client, null), source, target, mover, name);
      return run(SessionPair.of(session), route);
    } catch (Throwable e) {
      session.close();
      throw e;
    }
  }

  /**
   * Makes a directory of another server like one of this: directly from server to server where both
   * allow that, else through this machine.
   *
   * @return what was done and what failed; failures of single files do not throw
   * @throws IOException if the run cannot begin: no connection, no login, no such directory
   */
  public SyncReport copy(String from, FtpClient other, String to) throws IOException {
    Connector connector = new Connector(client, other);
    SessionPair sessions = connector.open();
    try {
      FtpTree source = FtpTree.existing(sessions.source(), from);
      FtpTree target = FtpTree.at(sessions.target(), to);
      if (!rules.dryRun()) {
        target.makeDirectory(sessions.target(), "");
      }
      String name = nameOf(sessions.source(), source) + " > " + nameOf(sessions.target(), target);
      FileMover mover = new ServerMover(source, target, rules);
      return run(sessions, new Route(connector, source, target, mover, name));
    } catch (Throwable e) {
      sessions.close();
      throw e;
    }
  }

  private static String nameOf(FtpSession session, FtpTree tree) {
    FtpConfig config = session.config();
    return config.credentials().user()
        + "@"
        + config.host()
        + ":"
        + config.port()
        + " "
        + tree.resolve("");
  }

  private static String nameOf(Path local) {
    return LocalPaths.text(local.toAbsolutePath().normalize());
  }

  private SyncReport run(SessionPair sessions, Route route) {
    return new SyncRunner(route, rules, new Tally(listener)).run(sessions);
  }
}
