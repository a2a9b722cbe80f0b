package dev.ketch.cli;

import java.io.IOException;
import java.util.function.Supplier;

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
  private boolean interrupted;
  private boolean told;

  Outcome(Console console) {
    this.console = console;
  }

  void attempt(Attempt attempt) {
    try {
      attempt.run();
      done++;
    } catch (IOException | UsageException | IllegalArgumentException e) {
      if (ExitCode.isInterruption(e)) {
        interrupted = true;
        told = e instanceof MirrorRun.Failed;
        return;
      }
      int code = ExitCode.report(console, e);
      firstFailure = firstFailure == 0 ? code : firstFailure;
    }
  }

  /** Whether the program was asked to stop: nothing more is to be attempted. */
  boolean isInterrupted() {
    return interrupted;
  }

  /**
   * The exit code; an interrupted command says first what it has done.
   *
   * @param all how many things it was to do
   * @param left what is known of the one that was under way
   */
  int exitCode(int all, Supplier<String> left) {
    if (interrupted && !told) {
      String some = all > 1 ? done + " of " + all + " are done; " : "";
      console.error("interrupted: " + some + left.get());
    }
    return exitCode();
  }

  /** Something succeeded. */
  void succeeded() {
    done++;
  }

  int exitCode() {
    if (interrupted) {
      return ExitCode.INTERRUPTED;
    }
    return firstFailure == 0 ? 0 : done > 0 ? ExitCode.SOME_FAILED : firstFailure;
  }
}
