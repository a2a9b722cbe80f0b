package dev.ketch.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A conversation as lines of text, each a {@link Word} and what follows it. Blank lines and lines
 * that begin with {@code #} mean nothing.
 *
 * <pre>
 * # A server that closes the data connection half-way and says why
 * login-any
 * C: RETR a
 * S: 150 here it comes
 * data&gt; hel
 * S: 426 disk trouble
 * </pre>
 *
 * <p>After the last line the client may send QUIT and must go.
 */
public final class Transcript {
  /** One line: its word and what follows. */
  record Step(Word word, String text, int line) {
    @Override
    public String toString() {
      return text.isEmpty() ? word.word() : word.word() + " " + text;
    }
  }

  private final List<Step> steps;

  private Transcript(List<Step> steps) {
    this.steps = steps;
  }

  /**
   * Reads a transcript.
   *
   * @throws IllegalArgumentException if a line begins with no {@link Word}, naming the line and the
   *     nearest word, or if what follows the word makes no sense
   */
  public static Transcript parse(String text) {
    List<Step> steps = new ArrayList<>();
    int number = 0;
    for (String line : text.split("\r?\n", -1)) {
      number++;
      if (!line.isBlank() && !line.startsWith("#")) {
        expand(steps, step(line, number));
      }
    }
    return new Transcript(steps);
  }

  List<Step> steps() {
    return steps;
  }

  private static Step step(String line, int number) {
    String place = "line " + number + " of the transcript: ";
    Word word =
        Word.of(line)
            .orElseThrow(
                () -> {
                  Word nearest = Word.nearest(line);
                  String problem = "\"" + line + "\" begins with no known word and a space";
                  return new IllegalArgumentException(
                      place + problem + "; the nearest word is \"" + nearest + "\"");
                });
    int length = word.word().length();
    String text = line.length() > length ? line.substring(length + 1) : "";
    try {
      word.check(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(place + e.getMessage(), e);
    }
    return new Step(word, text, number);
  }

  private static void expand(List<Step> steps, Step step) {
    int n = step.line();
    switch (step.word()) {
      case LOGIN -> {
        say(steps, n, "S: 220 scripted");
        login(steps, step);
      }
      case LOGIN_TLS -> {
        say(steps, n, "S: 220 scripted", "C: AUTH TLS", "S: 234 go", "tls server");
        say(steps, n, "data tls server", "C: PBSZ 0", "S: 200 ok", "C: PROT P", "S: 200 ok");
        login(steps, step);
      }
      case PASSIVE -> say(steps, n, "listen", "C: EPSV", "S: 229 entering (|||{port}|)");
      default -> steps.add(step);
    }
  }

  private static void login(List<Step> steps, Step step) {
    int n = step.line();
    say(steps, n, "C: USER anonymous", "S: 331 password", "C: PASS anonymous@", "S: 230 in");
    say(steps, n, "C: FEAT");
    if (step.text().isEmpty()) {
      say(steps, n, "S: 500 unknown");
      return;
    }
    say(steps, n, "S: 211-features");
    for (String feature : step.text().split(";;", -1)) {
      say(steps, n, "S:  " + feature);
    }
    say(steps, n, "S: 211 end");
    if (step.text().toUpperCase(Locale.ROOT).contains("UTF8")) {
      say(steps, n, "C: OPTS UTF8 ON", "S: 200 ok");
    }
  }

  private static void say(List<Step> steps, int line, String... lines) {
    for (String text : lines) {
      steps.add(step(text, line));
    }
  }
}
