package dev.ketch.ftp.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FtpUrlTest {
  @ParameterizedTest
  @CsvSource({
    "ftp://h/a/b, h, 21, a/b",
    "ftp://h//etc/x, h, 21, /etc/x",
    "ftp://h/%2Fetc/x, h, 21, /etc/x",
    "ftp://joe@h:2121/, h, 2121, ''",
    "ftps://h, h, 990, ''",
    "ftpes://[::1]:99/a%20b, ::1, 99, a b",
    "FTP://h/%252e, h, 21, %2e",
    "ftp://h/a;type=i, h, 21, a",
    "ftp://h/;type=x, h, 21, ;type=x"
  })
  void readsItsParts(String text, String host, int port, String path) {
    FtpUrl url = FtpUrl.parse(text);
    assertThat(url.host()).isEqualTo(host);
    assertThat(url.port()).isEqualTo(port);
    assertThat(url.path()).isEqualTo(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://h/",
        "ftp:///x",
        "ftp://h:0/",
        "ftp://h:99999/",
        "ftp://h:x/",
        "ftp://h/%",
        "ftp://h/%zz",
        "ftp://h/a%0d%0aPORT%201",
        "ftp://h/%00",
        "ftp://[::1/",
        "ftp://u%0a@h/"
      })
  void refusesWhatIsNone(String text) {
    assertThatThrownBy(() -> FtpUrl.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("URL");
  }

  @Test
  void neverShowsAPassword() {
    FtpUrl url = FtpUrl.parse("ftp://joe:se%40cret@h/x");
    assertThat(url.password()).isEqualTo("se@cret");
    assertThat(url.toString()).isEqualTo("ftp://joe@h/x");
    assertThatThrownBy(() -> FtpUrl.parse("ftp://joe:secret@h:x/"))
        .hasMessageNotContaining("secret");
  }

  @Test
  void bytesOutsideUtf8SurviveTheRoundTrip() {
    assertThat(FtpUrl.parse("ftp://h/caf%e9 %c3%a9").toString())
        .isEqualTo("ftp://h/caf%e9%20%c3%a9");
  }
}
