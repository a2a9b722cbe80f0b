package dev.ketch.sync;

import dev.ketch.ftp.FtpClient;
import dev.ketch.ftp.FtpSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Makes one tree like another.
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
    FtpSession session = client.connect();
    try {
      FtpTree source = FtpTree.at(session, remote);
      // vsftpd lists a missing directory as an empty one; CWD tells the truth.
      String root = source.resolve("");
      if (!root.isEmpty()) {
        session.changeDirectory(root);
      }
      LocalTree target = new LocalTree(local);
      if (!rules.dryRun()) {
        target.makeDirectory(session, "");
      }
      return run(session, source, target, new FileMover(target, source, false, rules), false);
    } catch (IOException | RuntimeException e) {
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
    FtpSession session = client.connect();
    try {
      LocalTree source = new LocalTree(local);
      FtpTree target = FtpTree.at(session, remote);
      if (!rules.dryRun()) {
        target.makeDirectory(session, "");
      }
      return run(session, source, target, new FileMover(source, target, true, rules), true);
    } catch (IOException | RuntimeException e) {
      session.close();
      throw e;
    }
  }

  private SyncReport run(
      FtpSession session, Tree source, Tree target, FileMover mover, boolean upload)
      throws IOException {
    SyncPlanner planner = new SyncPlanner(rules, upload, target::objection);
    Tally tally = new Tally(listener);
    try {
      return new SyncRunner(client, rules, source, target, planner, mover, tally).run(session);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the mirror was interrupted", e);
    }
  }
}
