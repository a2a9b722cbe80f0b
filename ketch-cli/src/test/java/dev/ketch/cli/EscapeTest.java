package dev.ketch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EscapeTest {
  static Stream<Arguments> texts() {
    return Stream.of(
        Arguments.of("plain naïve 日本 😀", "plain naïve 日本 😀"),
        Arguments.of("\u001b[2J\r\n", "\\x1b[2J\\x0d\\x0a"),
        Arguments.of("a\u202Eb\u009b", "a\\u202eb\\x9b"),
        Arguments.of("caf\uDCE9", "caf\\xe9"));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void leavesTextAndTamesTheRest(String text, String shown) {
    assertThat(Escape.text(text)).isEqualTo(shown);
  }
}
