package dev.ketch.cli;

import java.util.concurrent.Callable;

/** A command that prints. */
abstract class ConsoleCommand implements Callable<Integer> {
  /** Set by {@link Commands} before anything else. */
  Console console = new Console(System.out, System.err);
}
