package dev.ketch.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A conversation as lines of text. Blank lines and lines beginning with {@code #} mean nothing.
 *
 * <table>
 * <caption>The lines</caption>
 * <tr><td>{@code C: RETR a}</td><td>the client must send this; {@code *} at the end fits anything</td></tr>
 * <tr><td>{@code S: 226 done}</td><td>send this and CR LF</td></tr>
 * <tr><td>{@code S- 226 do}</td><td>send this and nothing behind it</td></tr>
 * <tr><td>{@code login}</td><td>a whole anonymous login, FEAT refused</td></tr>
 * <tr><td>{@code login MLST;REST STREAM}</td><td>the same with these features</td></tr>
 * <tr><td>{@code tls NAME}</td><td>the server's side of a handshake, with one of the {@link
 * TestCertificates}; behind the name {@code alpn=NAME}, {@code sni=NAME}, {@code client}, {@code
 * TLSv1.2}</td></tr>
 * <tr><td>{@code tls end}</td><td>close_notify both ways, and on in the clear</td></tr>
 * <tr><td>{@code data tls NAME}</td><td>the same for the data connections from here on</td></tr>
 * <tr><td>{@code login-tls}</td><td>{@code login} with AUTH TLS, PBSZ and PROT P before it</td></tr>
 * <tr><td>{@code passive}</td><td>EPSV and its answer, with a data port that listens</td></tr>
 * <tr><td>{@code listen}</td><td>only open the data port: its number is {port}, as PASV {pasv}</td></tr>
 * <tr><td>{@code data> text}</td><td>send text on the data connection and close it</td></tr>
 * <tr><td>{@code data+ text}</td><td>send text and keep the data connection open</td></tr>
 * <tr><td>{@code data< text}</td><td>the client must send exactly this and close</td></tr>
 * <tr><td>{@code data close}, {@code data reset}</td><td>end the data connection</td></tr>
 * <tr><td>{@code data cut}</td><td>end it below TLS, without close_notify</td></tr>
 * <tr><td>{@code data refuse}</td><td>close the data port</td></tr>
 * <tr><td>{@code data comes}</td><td>wait for the first byte on the data connection, and leave it
 * where it is; {@code data gone} closes that connection then, before any TLS</td></tr>
 * <tr><td>{@code connect}</td><td>connect to the port of the last PORT or EPRT</td></tr>
 * <tr><td>{@code flood text}</td><td>send the text again and again until the client goes</td></tr>
 * <tr><td>{@code silence}</td><td>say nothing until the client goes</td></tr>
 * <tr><td>{@code wait}</td><td>say nothing for a fifth of a second</td></tr>
 * <tr><td>{@code close}, {@code reset}</td><td>end the control connection</td></tr>
 * <tr><td>{@code any}</td><td>the client may send what it likes until it goes</td></tr>
 * </table>
 *
 * <p>Escapes in sent text: {@code \r \n \t \0 \\} and {@code \xHH} for a byte. After the last line
 * the client may send QUIT and must go.
 */
public final class Transcript {
  /** One line: its keyword and what follows. */
  record Step(String keyword, String text, int line) {}

  private static final List<String> KEYWORDS =
      List.of(
          "C:",
          "S:",
          "S-",
          "login-tls",
          "login",
          "tls end",
          "tls",
          "data tls",
          "data cut",
          "passive",
          "listen",
          "data>",
          "data+",
          "data<",
          "data close",
          "data reset",
          "data refuse",
          "data comes",
          "data gone",
          "connect",
          "flood",
          "silence",
          "wait",
          "close",
          "reset",
          "any");

  private final List<Step> steps;

  private Transcript(List<Step> steps) {
    this.steps = steps;
  }

  /**
   * Reads a transcript.
   *
   * @throws IllegalArgumentException naming the line that is none
   */
  public static Transcript parse(String text) {
    List<Step> steps = new ArrayList<>();
    int number = 0;
    for (String line : text.split("\n", -1)) {
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
    for (String keyword : KEYWORDS) {
      if (line.equals(keyword)) {
        return new Step(keyword, "", number);
      }
      if (line.startsWith(keyword + " ")) {
        return new Step(keyword, line.substring(keyword.length() + 1), number);
      }
    }
    throw new IllegalArgumentException("line " + number + " of the transcript: " + line);
  }

  private static void expand(List<Step> steps, Step step) {
    int n = step.line();
    if (step.keyword().startsWith("login")) {
      say(steps, n, "S:", "220 scripted");
      if (step.keyword().equals("login-tls")) {
        say(steps, n, "C:", "AUTH TLS", "S:", "234 go", "tls", "server", "data tls", "server");
        say(steps, n, "C:", "PBSZ 0", "S:", "200 ok", "C:", "PROT P", "S:", "200 ok");
      }
      say(steps, n, "C:", "USER anonymous", "S:", "331 password", "C:", "PASS anonymous@");
      say(steps, n, "S:", "230 in", "C:", "FEAT");
      if (step.text().isEmpty()) {
        say(steps, n, "S:", "500 unknown");
      } else {
        say(steps, n, "S:", "211-features");
        for (String feature : step.text().split(";;", -1)) {
          say(steps, n, "S:", " " + feature);
        }
        say(steps, n, "S:", "211 end");
        if (step.text().toUpperCase(Locale.ROOT).contains("UTF8")) {
          say(steps, n, "C:", "OPTS UTF8 ON", "S:", "200 ok");
        }
      }
    } else if (step.keyword().equals("passive")) {
      say(steps, n, "listen", "", "C:", "EPSV", "S:", "229 entering (|||{port}|)");
    } else {
      steps.add(step);
    }
  }

  private static void say(List<Step> steps, int line, String... pairs) {
    for (int i = 0; i < pairs.length; i += 2) {
      steps.add(new Step(pairs[i], pairs[i + 1], line));
    }
  }
}
