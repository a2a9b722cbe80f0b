package dev.ketch.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Random;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlobTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*.txt | a.txt | true",
        "*.txt | .txt | true",
        "*.txt | d/a.txt | false",
        "** | d/a.txt | true",
        "**/*.txt | d/e/a.txt | true",
        "**/*.txt | a.txt | false",
        "d/** | d/a/b | true",
        "d/** | d | false",
        "a?c | abc | true",
        "a?c | a/c | false",
        "a?c | a\uD83D\uDE00c | true",
        "[a-cx]* | bee | true",
        "[!a-c]* | bee | false",
        "[!a-c]* | /ee | false",
        "[-a]b | -b | true",
        "[a-]b | -b | true",
        "[*]a | *a | true",
        "[\\\\]a | \\a | true",
        "\\*a | *a | true",
        "\\*a | ba | false",
        "{one,two,}.log | two.log | true",
        "{one,two,}.log | .log | true",
        "{one,two}.log | three.log | false",
        "{*.c,*.h,d/**} | d/e/f | true",
        "a,b} | a,b} | true",
        "{a}{b,c}* | acd | true",
        "*a*a*a* | banana | true",
        "caf? | caf\uDCE9 | true"
      })
  void fits(String pattern, String text, boolean expected) {
    assertThat(Glob.of(pattern, false).matches(text)).isEqualTo(expected);
  }

  @Test
  void caseCountsOrNot() {
    assertThat(Glob.of("*.[T]xt", false).matches("a.TXT")).isFalse();
    assertThat(Glob.of("*.[T]xt", true).matches("a.TXT")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "[a", "[]", "[!]", "{a", "{a,{b}}", "a\\", "[b-a]", "[a/b]", "{"})
  void whatIsNoPatternIsRefused(String pattern) {
    assertThatThrownBy(() -> Glob.of(pattern, false)).isInstanceOf(PatternSyntaxException.class);
  }

  /** Java's own matcher, which users know, says the same; only that it may take for ever. */
  @Test
  void generatedPatternsFitAsJavasDo() {
    Random random = new Random(20261124);
    String letters = "aab/.*?[]{},!-\\";
    String names = "aaab/.-,";
    int compared = 0;
    int fitting = 0;
    for (int i = 0; i < 40_000; i++) {
      String pattern = text(random, letters, 8);
      String name = text(random, names, 8);
      if (!Path.of(name).toString().equals(name)) {
        continue; // Java's paths have no double slashes.
      }
      PathMatcher java;
      try {
        java = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
      } catch (PatternSyntaxException e) {
        continue;
      }
      boolean expected = java.matches(Path.of(name));
      assertThat(Glob.of(pattern, false).matches(name))
          .as("%s %s", pattern, name)
          .isEqualTo(expected);
      compared++;
      fitting += expected ? 1 : 0;
    }
    assertThat(compared).isGreaterThan(10_000);
    assertThat(fitting).isGreaterThan(300);
  }

  private static String text(Random random, String letters, int most) {
    StringBuilder text = new StringBuilder();
    for (int n = 1 + random.nextInt(most); n > 0; n--) {
      text.append(letters.charAt(random.nextInt(letters.length())));
    }
    return text.toString();
  }

  /** Took more than 40 s with two stars, and for ever with more. */
  @ParameterizedTest
  @ValueSource(
      strings = {"*a*b", "*a*a*a*a*a*b", "**a**a**b", "{*a,*aa}*{a,aa}*b", "*?*?*?*[ab]*c"})
  @Timeout(20)
  void aLongNameIsNoTrouble(String pattern) {
    assertThat(Glob.of(pattern, false).matches("a".repeat(60_000))).isFalse();
    NameFilter filter = NameFilter.ALL.with(false, pattern);
    assertThat(filter.takes("d/" + "a".repeat(60_000), false)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"(a|aa)*b", "(.|x)*z", "^(([a-z])+.)+[A-Z]([a-z])+$"})
  @Timeout(20)
  void anExpressionThatDoesNotEndIsAFailure(String regex) {
    NameFilter filter = NameFilter.ALL.withRegex(false, regex);
    String name = "a".repeat(4_000) + "!";
    assertThatThrownBy(() -> filter.takes(name, false))
        .hasMessageContaining("does not come to an end");
    assertThat(filter.takes("A", false)).isTrue();
  }
}
