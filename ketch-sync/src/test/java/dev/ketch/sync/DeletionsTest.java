package dev.ketch.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ketch.ftp.FtpClient;
import dev.ketch.ftp.FtpConfig;
import dev.ketch.ftp.listing.FtpEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeletionsTest {
  /** More than are kept in memory. */
  private static final int MANY = 25_000;

  @TempDir Path root;
  private final List<SyncEvent> events = new ArrayList<>();

  private Deletions deletions(int most) {
    SyncRules rules = SyncRules.DEFAULT.withDelete(true, most).withDryRun(true);
    Connector nowhere = new Connector(FtpClient.of(FtpConfig.of("localhost")), null);
    SyncListener listener =
        new SyncListener() {
          @Override
          public void event(SyncEvent event) {
            events.add(event);
          }
        };
    return new Deletions(nowhere, rules, new LocalTree(root), new Tally(listener));
  }

  private static SyncAction.Delete old(int i) {
    TreeEntry entry = new TreeEntry("old" + i, FtpEntry.Type.FILE, i, null, null, 0644);
    return new SyncAction.Delete("dir/old" + i, entry, "not at the source");
  }

  @Test
  void howeverManyTheyAreEachIsKeptAsItWas() throws IOException {
    try (Deletions deletions = deletions(-1)) {
      for (int i = 0; i < MANY; i++) {
        deletions.add(old(i));
      }
      deletions.add(old(3)); // A directory that was listed again.
      deletions.spare(old(7));
      deletions.spare(old(MANY - 1));
      deletions.run(null);
    }
    assertThat(events).hasSize(MANY - 2);
    SyncEvent last = events.get(events.size() - 1);
    assertThat(last.path()).isEqualTo("dir/old" + (MANY - 2));
    assertThat(last.reason()).isEqualTo("not at the source");
    assertThat(events).noneMatch(e -> e.path().equals("dir/old7"));
  }

  @Test
  void whatIsSparedDoesNotCountAgainstTheLimit() throws IOException {
    try (Deletions deletions = deletions(1)) {
      deletions.add(old(1));
      deletions.add(old(2));
      assertThat(deletions.areAllowed()).isFalse();
      deletions.spare(old(2));
      deletions.spare(new SyncAction.Delete("dir2/in", old(2).target(), "")); // Within another.
      assertThat(deletions.areAllowed()).isTrue();
      deletions.run(null);
    }
    assertThat(events).extracting(SyncEvent::path).containsExactly("dir/old1");
  }
}
