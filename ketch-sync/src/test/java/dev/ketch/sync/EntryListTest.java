package dev.ketch.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ketch.ftp.listing.Completeness;
import dev.ketch.ftp.listing.FtpEntry;
import dev.ketch.ftp.listing.ModifiedTime;
import dev.ketch.ftp.listing.ModifiedTime.Precision;
import dev.ketch.ftp.protocol.FtpProtocolException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
      list.doubt(Completeness.doubtful(Completeness.Reason.UNREAD_LINES, "x"));
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

  /** A server may choose them so; each look-up walked through all of them. */
  @ParameterizedTest
  @ValueSource(ints = {0, 20_000})
  @Timeout(20)
  void manyNamesOfOneHashAreFoundAtOnce(int inMemory) throws IOException {
    try (EntryList list = new EntryList(inMemory)) {
      for (int i = 0; i < 1 << 16; i++) {
        assertThat(list.add(new TreeEntry(colliding(i), FtpEntry.Type.FILE, i, null, null, -1)))
            .isTrue();
      }
      assertThat(colliding(5).hashCode()).isEqualTo(colliding(54_321).hashCode());
      for (int i = 0; i < 1 << 16; i += 1 << 10) {
        assertThat(list.find(colliding(i)))
            .isEqualTo(new TreeEntry(colliding(i), FtpEntry.Type.FILE, i, null, null, -1));
      }
      assertThat(list.find(colliding(1).replace('A', 'C'))).isNull();
    }
  }

  private static String colliding(int number) {
    StringBuilder name = new StringBuilder();
    for (int bit = 0; bit < 16; bit++) {
      name.append((number >> bit & 1) == 0 ? "Aa" : "BB");
    }
    return name.toString();
  }

  @Test
  void longNamesGoIntoTheFileSooner() throws IOException {
    try (EntryList list = new EntryList()) {
      for (int i = 0; i < 3000; i++) {
        list.add(new TreeEntry(i + "x".repeat(4000), FtpEntry.Type.FILE, i, null, null, -1));
      }
      assertThat(list.inFile()).isGreaterThan(2000);
      assertThat(list.find(2999 + "x".repeat(4000))).isNotNull();
    }
  }

  @Test
  void aListThatDoesNotEndIsRefusedWithoutAnotherTry() throws IOException {
    try (EntryRecords records = new EntryRecords(1 << 20)) {
      assertThatThrownBy(
              () -> {
                while (true) {
                  records.add(entry(1));
                }
              })
          .isInstanceOfSatisfying(
              FtpProtocolException.class, e -> assertThat(e.isOverLimit()).isTrue())
          .hasMessageContaining("more than 1 MiB");
    }
  }

  /** What it is like: to be told from a directory's own listing further down. */
  @Test
  void theFingerprintIsOfAllThatIsListed() throws IOException {
    assertThat(print(entry(1), entry(2))).isEqualTo(print(entry(1), entry(2)));
    assertThat(print(entry(1), entry(2))).isNotEqualTo(print(entry(2), entry(1)));
    assertThat(print(entry(1))).isNotEqualTo(print(entry(1), entry(2))).isNotZero();
    TreeEntry file = new TreeEntry("a", FtpEntry.Type.FILE, 1, null, null, -1);
    TreeEntry larger = new TreeEntry("a", FtpEntry.Type.FILE, 2, null, null, -1);
    TreeEntry directory = new TreeEntry("a", FtpEntry.Type.DIRECTORY, 1, null, null, -1);
    assertThat(print(file)).isNotEqualTo(print(larger)).isNotEqualTo(print(directory));
    assertThat(print()).isZero();
  }

  private static long print(TreeEntry... entries) throws IOException {
    try (EntryList list = new EntryList()) {
      for (TreeEntry each : entries) {
        list.add(each);
      }
      return list.fingerprint();
    }
  }
}
