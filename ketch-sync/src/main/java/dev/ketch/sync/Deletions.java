package dev.ketch.sync;

import dev.ketch.ftp.FtpClient;
import dev.ketch.ftp.FtpSession;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is to go, kept until all else is done, and left where it is if anything failed. */
final class Deletions {
  private final FtpClient client;
  private final SyncRules rules;
  private final Tree target;
  private final Tally tally;
  private final List<SyncAction.Delete> deletes = new ArrayList<>();

  Deletions(FtpClient client, SyncRules rules, Tree target, Tally tally) {
    this.client = client;
    this.rules = rules;
    this.target = target;
    this.tally = tally;
  }

  synchronized void add(SyncAction.Delete delete) {
    deletes.add(delete);
  }

  /** Does or tells them all, by a session if it is still alive. */
  void run(@Nullable FtpSession session) {
    if (!allowed()) {
      return;
    }
    for (SyncAction.Delete delete : deletes) {
      if (rules.dryRun()) {
        tally.planned(delete.path(), "delete", delete.reason(), -1);
        continue;
      }
      try {
        if (session == null || !session.isOpen()) {
          session = client.connect();
        }
        remove(session, delete);
        tally.deleted(delete.path(), delete.reason());
      } catch (IOException e) {
        tally.failed(delete.path(), "delete", e);
      }
    }
  }

  private boolean allowed() {
    if (rules.maxDelete() >= 0 && deletes.size() > rules.maxDelete()) {
      tally.failed(
          "",
          "delete",
          new IOException(
              deletes.size()
                  + " entries would be deleted, more than --max-delete "
                  + rules.maxDelete()
                  + "; none was"));
      return false;
    }
    if (rules.delete() && tally.failures() > 0 && !deletes.isEmpty()) {
      tally.failed("", "delete", new IOException("nothing was deleted because of the failures"));
      return false;
    }
    return true;
  }

  private void remove(FtpSession session, SyncAction.Delete delete) throws IOException {
    String trash = rules.trash();
    if (trash == null) {
      target.delete(session, delete.path(), delete.target());
    } else {
      target.discard(session, delete.path(), trash);
    }
  }
}
