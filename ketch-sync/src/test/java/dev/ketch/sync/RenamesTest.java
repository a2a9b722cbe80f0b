package dev.ketch.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ketch.ftp.listing.FtpEntry;
import dev.ketch.ftp.listing.ModifiedTime;
import dev.ketch.ftp.listing.ModifiedTime.Precision;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RenamesTest {
  private static final Instant NOON = Instant.parse("2026-01-02T12:00:30Z");
  private final Renames renames = new Renames(SyncRules.DEFAULT.withDelete(true, -1));

  private static TreeEntry file(String name, long size, Instant time, Precision precision) {
    return new TreeEntry(
        name, FtpEntry.Type.FILE, size, new ModifiedTime(time, precision), null, -1);
  }

  private static SyncAction.Transfer wanted(String path, long size) {
    return new SyncAction.Transfer(path, file(path, size, NOON, Precision.SECOND), null, "missing");
  }

  private static SyncAction.Delete had(String path, long size, Instant time, Precision precision) {
    return new SyncAction.Delete(path, file(path, size, time, precision), "not at the source");
  }

  private static SyncAction.Delete had(String path, long size) {
    return had(path, size, NOON, Precision.SECOND);
  }

  @Test
  void theSameSizeAndSecondIsTheSameFile() {
    assertThat(renames.putOff(wanted("new", 100_000))).isTrue();
    assertThat(renames.among(List.of(had("old", 100_000), had("other", 99_999))))
        .extracting(r -> r.had().path())
        .containsExactly("old");
  }

  @Test
  void whatCouldBeTwoIsNeither() {
    renames.putOff(wanted("new", 100_000));
    assertThat(renames.among(List.of(had("old", 100_000), had("copy", 100_000)))).isEmpty();
    renames.putOff(wanted("new too", 100_000));
    assertThat(renames.among(List.of(had("old", 100_000)))).isEmpty();
  }

  @Test
  void aMinuteIsNoProof() {
    renames.putOff(wanted("new", 100_000));
    Instant minute = Instant.parse("2026-01-02T12:00:00Z");
    assertThat(renames.among(List.of(had("old", 100_000, minute, Precision.MINUTE)))).isEmpty();
    assertThat(renames.among(List.of(had("old", 100_000, minute, Precision.SECOND)))).isEmpty();
  }

  @Test
  void smallFilesAndFilesThatReplaceOthersAreSent() {
    assertThat(renames.putOff(wanted("small", 100))).isFalse();
    TreeEntry old = file("new", 1, NOON, Precision.SECOND);
    SyncAction.Transfer over =
        new SyncAction.Transfer(
            "new", file("new", 100_000, NOON, Precision.SECOND), old, "size differs");
    assertThat(renames.putOff(over)).isFalse();
    assertThat(new Renames(SyncRules.DEFAULT).putOff(wanted("new", 100_000))).isFalse();
  }

  @Test
  void whatIsNoRenameIsSentAfterAll() {
    renames.putOff(wanted("a", 100_000));
    renames.putOff(wanted("b", 200_000));
    List<Renames.Rename> found = renames.among(List.of(had("old", 100_000)));
    assertThat(renames.takeOthers(found)).extracting(SyncAction::path).containsExactly("b");
    assertThat(renames.isEmpty()).isTrue();
  }
}
