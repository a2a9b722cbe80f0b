package dev.ketch.ftp.listing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ketch.ftp.url.FtpUrl;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemotePathTest {
  private static final List<String> PIECES =
      List.of("/", ".", "..", "%2e", "%2E", "%2f", "a", "b%20c");

  private int tops;

  /** Every path of up to six pieces, against a model that only folds segments. */
  @Test
  void theTopIsKnownInEveryDisguise() {
    int count = 0;
    List<String> urls = List.of("ftp://h/");
    for (int length = 0; length <= 6; length++) {
      urls.forEach(this::compare);
      count += urls.size();
      List<String> longer = new ArrayList<>();
      for (String url : length < 6 ? urls : List.<String>of()) {
        PIECES.forEach(piece -> longer.add(url + piece));
      }
      urls = longer;
    }
    assertThat(count).isEqualTo(299_593);
    assertThat(tops).isBetween(20_000, 200_000);
  }

  private void compare(String url) {
    String path = FtpUrl.parse(url).path();
    boolean top = modelSaysTop(url);
    tops += top ? 1 : 0;
    if (RemotePath.of(path).isTop() != top) {
      throw new AssertionError(url + " is " + (top ? "" : "not ") + "the top");
    }
  }

  private static boolean modelSaysTop(String url) {
    String path = url.substring(8).replaceAll("%2[eE]", ".").replace("%2f", "/");
    int depth = 0;
    for (String segment : path.split("/")) {
      boolean nothing = segment.isEmpty() || segment.equals(".");
      depth = segment.equals("..") ? Math.max(0, depth - 1) : nothing ? depth : depth + 1;
    }
    return depth == 0;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "/", "//", "/.", "..", "../..", "a/..", "\\", "a\\..", "/\\.", "~", "~/.", "C:/"
      })
  void theseNameNoEntry(String path) {
    assertThat(RemotePath.of(path).isTop()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a", "...", "../a", "%2e", "~a", "./~", "a\\b", " ", "C:/a", "-", "/a/../b"})
  void theseDo(String path) {
    assertThat(RemotePath.of(path).isTop()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"a/b,a,b", "/a,/,a", "a,'',a", "/a/./b//,/a,b", "a/../b,a/..,b", "./a,'',a"})
  void pathsAreTakenApart(String path, String parent, String name) {
    assertThat(RemotePath.of(path).parent()).isEqualTo(parent);
    assertThat(RemotePath.of(path).name()).isEqualTo(name);
  }

  @Test
  void pathsHoldWhatLiesBelow() {
    assertThat(RemotePath.of("/a").holds(RemotePath.of("/a/b"))).isTrue();
    assertThat(RemotePath.of("/a/").holds(RemotePath.of("/a"))).isTrue();
    assertThat(RemotePath.of("/").holds(RemotePath.of("/a"))).isTrue();
    assertThat(RemotePath.of("/a").holds(RemotePath.of("/ab"))).isFalse();
    assertThat(RemotePath.of("a").holds(RemotePath.of("/a"))).isFalse();
  }
}
