package dev.ketch.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ketch.ftp.listing.FtpEntry;
import dev.ketch.ftp.listing.ModifiedTime;
import dev.ketch.ftp.listing.ModifiedTime.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyncStateTest {
  private static final Instant NOON = Instant.parse("2026-01-02T12:00:30Z");

  @TempDir Path work;

  @Test
  void notesAreThereInTheNextRun() throws IOException {
    Path file = work.resolve("state/notes");
    ModifiedTime time = new ModifiedTime(NOON, Precision.SECOND);
    SyncState.Note dated = new SyncState.Note(12, time, "abc");
    SyncState.Note undated = new SyncState.Note(13, null, "def");
    try (SyncState state = SyncState.open(file, false)) {
      state.keep("a b/ä\uDC80", dated);
      state.keep("c", undated);
    }
    try (SyncState state = SyncState.open(file, false)) {
      assertThat(state.find("a b/ä\uDC80")).isEqualTo(dated);
      assertThat(state.find("c")).isEqualTo(undated);
      assertThat(state.find("d")).isNull();
    }
  }

  @Test
  void aDryRunWritesNothing() throws IOException {
    Path file = work.resolve("notes");
    try (SyncState state = SyncState.open(file, true)) {
      state.keep("a", new SyncState.Note(1, null, "x"));
    }
    assertThat(file).doesNotExist();
    try (SyncState state = SyncState.open(file, false)) {
      state.keep("a", new SyncState.Note(1, null, "x"));
    }
    byte[] before = Files.readAllBytes(file);
    try (SyncState state = SyncState.open(file, true)) {
      assertThat(state.find("a")).isNotNull();
      state.keep("b", new SyncState.Note(1, null, "x"));
    }
    assertThat(file).hasBinaryContent(before);
  }

  @Test
  void aFileThatHoldsNoNotesIsOneSentence() throws IOException {
    Path file = Files.write(work.resolve("notes"), new byte[5000]);
    assertThatThrownBy(() -> SyncState.open(file, false))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot use the notes")
        .hasMessageContaining("remove the file");
  }

  @Test
  void twoRunsDoNotShareNotes() throws IOException {
    Path file = work.resolve("notes");
    try (SyncState first = SyncState.open(file, false)) {
      first.keep("a", new SyncState.Note(1, null, "x"));
      assertThatThrownBy(() -> SyncState.open(file, false)).hasMessageContaining("another run");
    }
  }

  @Test
  void aTimeThatTheServerDoesNotTellIsNoChange() {
    ModifiedTime minute = new ModifiedTime(Instant.parse("2026-01-02T12:00:00Z"), Precision.MINUTE);
    TreeEntry listed = new TreeEntry("a", FtpEntry.Type.FILE, 5, minute, null, -1);
    TreeEntry untold = new TreeEntry("a", FtpEntry.Type.FILE, 5, null, null, -1);
    ModifiedTime exact = new ModifiedTime(NOON, Precision.SECOND);
    assertThat(new SyncState.Note(5, exact, "x").isOf(listed)).isTrue();
    assertThat(new SyncState.Note(5, exact, "x").isOf(untold)).isTrue();
    assertThat(new SyncState.Note(5, null, "x").isOf(listed)).isTrue();
    assertThat(new SyncState.Note(6, null, "x").isOf(listed)).isFalse();
    ModifiedTime later = new ModifiedTime(NOON.plusSeconds(90), Precision.SECOND);
    assertThat(new SyncState.Note(5, later, "x").isOf(listed)).isFalse();
  }
}
