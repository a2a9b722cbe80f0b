package dev.ketch.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "what is this   | wait",
        "S 220 hi       | S:",
        "S:220 hi       | S:",
        "s: 220 hi      | S:",
        "220 hi         | S:",
        "RETR a         | C:",
        "c: RETR a      | C:",
        "data>text      | data>",
        "data close.    | data close",
        "data clsoe     | data close",
        "datacut        | data cut",
        "Data  close    | data close",
        "data-stall     | data stall",
        "data           | data>",
        "\"  close\"    | close",
        "flod x         | flood",
        "logn           | login",
        "login-tsl      | login-tls",
        "pasive         | passive",
        "resett         | reset",
      })
  void anUnknownWordNamesItsLineAndTheNearest(String line, String nearest) {
    assertThatThrownBy(() -> Transcript.parse("S: 220 hi\n\n# see below\n" + line))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("line 4 of the transcript")
        .hasMessageContaining("\"" + line + "\"")
        .hasMessageEndingWith("the nearest word is \"" + nearest + "\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "close now",
        "passive EPSV",
        "wait soon",
        "slow 226 done\\xZZ",
        "slow now 226 done",
        "data slow",
        "tls",
        "tls nobody",
        "tls server TLS9",
        "data tls server clients",
        "login-any MLST",
        "login-any tls nobody",
        "answer SIZE",
        "S: \\x4",
        "data> \\xg0"
      })
  void textThatMakesNoSenseNamesItsLine(String line) {
    // Before any client connects: a failure in the server's thread would be seen late or never.
    assertThatThrownBy(() -> ScriptedServer.play("S: 220 hi", "S: 220 hi\n" + line))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("line 2 of the transcript: ");
  }

  @Test
  void windowsLineEndsAreNoPartOfTheText() {
    assertThat(Transcript.parse("S: 220 hi\r\nclose\r\n").steps())
        .extracting(Transcript.Step::toString)
        .containsExactly("S: 220 hi", "close");
  }

  @Test
  void everyWordIsOnThePageAboutTheTestkit() throws Exception {
    String page = Files.readString(Path.of("..", "docs", "testkit.md"));
    assertThat(Word.values()).allSatisfy(w -> assertThat(page).containsPattern(row(w)));
  }

  /** A row of a table whose first cell begins with the word. */
  private static String row(Word word) {
    return "(?m)^\\| (`[^`]*`, )*`" + java.util.regex.Pattern.quote(word.word()) + "[ `]";
  }
}
