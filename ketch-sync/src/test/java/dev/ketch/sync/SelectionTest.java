package dev.ketch.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ketch.ftp.listing.FtpEntry;
import dev.ketch.ftp.listing.ModifiedTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectionTest {
  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

  private static TreeEntry file(long size, @Nullable Instant time) {
    ModifiedTime modified =
        time == null ? null : new ModifiedTime(time, ModifiedTime.Precision.SECOND);
    return new TreeEntry("a", FtpEntry.Type.FILE, size, modified, null, -1);
  }

  @Test
  void ageAndSizeDecideWhereTheyAreKnown() {
    Selection day = Selection.ALL.withAge(NOON, NOON.plusSeconds(86_400));
    assertThat(day.objection(file(1, NOON))).isEqualTo("too old");
    assertThat(day.objection(file(1, NOON.plusSeconds(1)))).isEmpty();
    assertThat(day.objection(file(1, NOON.plusSeconds(86_400)))).isEqualTo("too new");
    assertThat(day.objection(file(1, null))).isEmpty();
    Selection sized = Selection.ALL.withSizes(10, 20);
    assertThat(sized.objection(file(9, NOON))).isEqualTo("too small");
    assertThat(sized.objection(file(10, NOON))).isEmpty();
    assertThat(sized.objection(file(20, NOON))).isEmpty();
    assertThat(sized.objection(file(21, NOON))).isEqualTo("too large");
    assertThat(sized.objection(file(-1, NOON))).isEmpty();
  }

  @Test
  void expressionsAndDirectoryPatternsFit() {
    NameFilter filter = NameFilter.ALL.withRegex(false, "^logs/.*\\.gz$").with(false, "tmp/");
    assertThat(filter.takes("logs/a.gz", false)).isFalse();
    assertThat(filter.takes("x/logs/a.gz", false)).isTrue();
    assertThat(filter.takes("a/tmp", true)).isFalse();
    assertThat(filter.takes("a/tmp", false)).isTrue();
    assertThat(NameFilter.ALL.withRegex(false, "cache/$").takes("a/cache", true)).isFalse();
    assertThatThrownBy(() -> NameFilter.ALL.withRegex(true, "("))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** A byte that is no UTF-8 is one character, and itself in a pattern. */
  @ParameterizedTest
  @CsvSource({
    "caf*, true",
    "*.txt, true",
    "caf?.txt, true",
    "caf[!a].txt, true",
    "caf\\uDCE9.txt, true",
    "caf[\\uDCE8\\uDCE9].t*, true",
    "'{caf\\uDCE9,x}*', true",
    "caf\\uDCE8.txt, false",
    "caf\\u00E9.txt, false",
    "caf??.txt, false",
    "d\\uDCFF/caf*, true",
    "**/caf\\uDCE9*, true",
    "d\\uDCFE/*, false"
  })
  void patternsFitNamesThatAreNoUtf8(String pattern, boolean fits) {
    String glob = pattern.replace("\\uDCE8", "\uDCE8").replace("\\uDCE9", "\uDCE9");
    glob = glob.replace("\\uDCFF", "\uDCFF").replace("\\uDCFE", "\uDCFE").replace("\\u00E9", "é");
    String path = "d\uDCFF/caf\uDCE9.txt";
    assertThat(NameFilter.ALL.with(false, glob).takes(path, false)).isEqualTo(!fits);
  }

  @Test
  void expressionsFitNamesThatAreNoUtf8() {
    for (String regex : List.of("caf.\\.txt$", "^d./", "\uDCE9", "[^a-z]\\.", "\\x{DCE9}")) {
      NameFilter filter = NameFilter.ALL.withRegex(false, regex);
      assertThat(filter.takes("d\uDCFF/caf\uDCE9.txt", false)).as(regex).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "rwxr-x---, rwxr-x---",
    "-rw-r--r--, rw-r--r--",
    "drwxrwsr-t+, rwxrwxr-x",
    "rwSr--r-T, rw-r--r--",
    "0644, rw-r--r--",
    "755, rwxr-xr-x",
    "'', ",
    "rwx, ",
    "adfr, ",
    "99999999999, "
  })
  void permissionsAreReadAsListed(String listed, String local) {
    int bits = Permissions.read(listed);
    assertThat(bits < 0 ? null : PosixFilePermissions.toString(Permissions.local(bits)))
        .isEqualTo(local);
    if (bits >= 0) {
      assertThat(Permissions.bits(Permissions.local(bits))).isEqualTo(bits);
    }
  }
}
