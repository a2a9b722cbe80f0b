package dev.ketch.sync;

/**
 * Whether a path takes part cannot be told: a regular expression did not come to an end with it.
 */
final class UndecidedNameException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  UndecidedNameException(String regex) {
    super("the regular expression \"" + regex + "\" does not come to an end with its name");
  }
}
