package dev.ketch.cli;

import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes the commands and gives each the console. */
final class Commands implements IFactory {
  private final Console console;

  Commands(Console console) {
    this.console = console;
  }

  @Override
  public <K> K create(Class<K> type) throws Exception {
    K made = CommandLine.defaultFactory().create(type);
    if (made instanceof ConsoleCommand command) {
      command.console = console;
    }
    return made;
  }
}
