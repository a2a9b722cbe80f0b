package dev.ketch.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ketch.ftp.listing.FtpEntry;
import dev.ketch.ftp.listing.ModifiedTime;
import dev.ketch.ftp.listing.ModifiedTime.Precision;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EntryListTest {
  private static TreeEntry entry(int i) {
    ModifiedTime time =
        i % 3 == 0
            ? null
            : new ModifiedTime(
                Instant.ofEpochSecond(1_700_000_000L + i, i % 7),
                i % 2 == 0 ? Precision.MINUTE : Precision.SECOND);
    return new TreeEntry(
        "näme-\uD800-" + "x".repeat(i % 300) + i, // A lone surrogate: a byte that is not UTF-8.
        i % 5 == 0 ? FtpEntry.Type.SYMLINK : FtpEntry.Type.FILE,
        i * 1_000_000_007L,
        time,
        i % 5 == 0 ? "../to/" + i : null,
        i % 512 - 1);
  }

  @Test
  void whatDoesNotFitIntoMemoryIsTheSameFromTheFile() throws IOException {
    int count = 100_000;
    try (EntryList list = new EntryList(10)) {
      for (int i = 0; i < count; i++) {
        assertThat(list.add(entry(i))).isTrue();
      }
      assertThat(list.add(entry(count / 2))).as("a second one of the name").isFalse();
      assertThat(list.add(entry(3))).isFalse();
      int next = 0;
      for (TreeEntry each : list) {
        assertThat(each).isEqualTo(entry(next++));
      }
      assertThat(next).isEqualTo(count);
      for (int i = 0; i < count; i += 997) {
        assertThat(list.find(entry(i).name())).isEqualTo(entry(i));
      }
      assertThat(list.find("not there")).isNull();
    }
  }

  @Test
  void aSmallListNeedsNoFile() throws IOException {
    List<TreeEntry> seen = new ArrayList<>();
    try (EntryList list = new EntryList()) {
      list.add(entry(2));
      list.add(entry(1));
      list.forEach(seen::add);
      assertThat(list.isComplete()).isTrue();
      list.incomplete();
      assertThat(list.isComplete()).isFalse();
    }
    assertThat(seen).containsExactly(entry(2), entry(1));
  }

  /** Aa and BB have the same hash in Java. */
  @Test
  void namesOfTheSameHashAreTwoNames() throws IOException {
    try (EntryList list = new EntryList(0)) {
      for (int i = 0; i < 5000; i++) {
        TreeEntry one = new TreeEntry("Aa" + i, FtpEntry.Type.FILE, i, null, null, -1);
        TreeEntry two = new TreeEntry("BB" + i, FtpEntry.Type.FILE, -i, null, null, -1);
        assertThat(list.add(one)).isTrue();
        assertThat(list.add(two)).isTrue();
        assertThat(list.find("Aa" + i)).isEqualTo(one);
        assertThat(list.find("BB" + i)).isEqualTo(two);
      }
    }
  }
}
