package dev.ketch.ftp.protocol;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One FTP command: a verb and, where it takes one, an argument (RFC 959 section 5.3).
 *
 * <p>{@link #toString()} masks the argument of a secret command, so that a command may be logged or
 * put into an error message as it is. Whether the argument holds a line break is checked where
 * commands are encoded, after every transformation, and nowhere else.
 *
 * @param verb the command word in upper case, such as {@code RETR}
 * @param argument what follows the verb and one blank, or null where nothing follows
 * @param secret whether the argument must never be shown (PASS, ACCT, SITE PSWD)
 */
public record Command(String verb, @Nullable String argument, boolean secret) {
  private static final String MASK = "****";

  /** Checks that the verb is a plain word. */
  public Command {
    Objects.requireNonNull(verb, "verb");
    if (!isWord(verb)) {
      throw new IllegalArgumentException("a command verb is one word of printable ASCII");
    }
  }

  private static boolean isWord(String verb) {
    for (int i = 0; i < verb.length(); i++) {
      if (verb.charAt(i) <= ' ' || verb.charAt(i) >= 0x7f) {
        return false;
      }
    }
    return !verb.isEmpty();
  }

  /** A command without an argument, such as {@code PWD}. */
  public static Command of(String verb) {
    return new Command(verb, null, false);
  }

  /** A command with its argument, such as {@code RETR file}. PASS and ACCT are secret by name. */
  public static Command of(String verb, String argument) {
    return new Command(verb, argument, isSecret(verb, argument));
  }

  /**
   * A whole command line as a user types it: the first word is the verb, the rest its argument.
   *
   * @throws IllegalArgumentException if the line is empty or begins with a blank
   */
  public static Command parse(String line) {
    int blank = line.indexOf(' ');
    String verb = (blank < 0 ? line : line.substring(0, blank)).toUpperCase(Locale.ROOT);
    return blank < 0 ? of(verb) : of(verb, line.substring(blank + 1));
  }

  /** The line as it goes over the wire, without its CR LF. Holds secrets: never print it. */
  public String line() {
    return argument == null ? verb : verb + ' ' + argument;
  }

  /** The line fit for logs and messages: secrets masked. */
  @Override
  public String toString() {
    if (!secret) {
      return line();
    }
    return verb.equals("SITE") ? "SITE PSWD " + MASK : verb + ' ' + MASK;
  }

  private static boolean isSecret(String verb, String argument) {
    return verb.equals("PASS")
        || verb.equals("ACCT")
        || verb.equals("SITE")
            && argument.length() >= 4
            && argument.substring(0, 4).equalsIgnoreCase("PSWD");
  }
}
