package dev.ketch.cli;

import java.io.IOException;

/**
 * Sums up several attempts: 0 if all went well, 1 if some did, else the code of the first failure.
 */
final class Outcome {
  /** Something that may fail. */
  @FunctionalInterface
  interface Attempt {
    void run() throws IOException;
  }

  private final Console console;
  private int done;
  private int firstFailure;

  Outcome(Console console) {
    this.console = console;
  }

  void attempt(Attempt attempt) {
    try {
      attempt.run();
      done++;
    } catch (IOException | UsageException | IllegalArgumentException e) {
      int code = ExitCode.report(console, e);
      firstFailure = firstFailure == 0 ? code : firstFailure;
    }
  }

  /** Something succeeded. */
  void succeeded() {
    done++;
  }

  int exitCode() {
    return firstFailure == 0 ? 0 : done > 0 ? ExitCode.SOME_FAILED : firstFailure;
  }
}
