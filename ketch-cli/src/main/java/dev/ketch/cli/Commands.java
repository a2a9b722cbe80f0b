package dev.ketch.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** The commands by name; makes them and gives each the console. */
final class Commands implements IFactory {
  private static final Map<String, Class<?>> BY_NAME = new LinkedHashMap<>();

  static {
    BY_NAME.put("demo", DemoCommand.class);
    BY_NAME.put("ls", LsCommand.class);
    BY_NAME.put("get", GetCommand.class);
    BY_NAME.put("put", PutCommand.class);
    BY_NAME.put("cat", CatCommand.class);
    BY_NAME.put("mirror", MirrorCommand.class);
    BY_NAME.put("mkdir", MkdirCommand.class);
    BY_NAME.put("rmdir", RmdirCommand.class);
    BY_NAME.put("rm", RmCommand.class);
    BY_NAME.put("mv", MvCommand.class);
    BY_NAME.put("stat", StatCommand.class);
    BY_NAME.put("chmod", ChmodCommand.class);
    BY_NAME.put("touch", TouchCommand.class);
    BY_NAME.put("parse-list", ParseListCommand.class);
    BY_NAME.put("raw", RawCommand.class);
    BY_NAME.put("completion", CompletionCommand.class);
  }

  private final Console console;

  Commands(Console console) {
    this.console = console;
  }

  /**
   * Adds the one command that is asked for: reading the options of all takes a third of a start.
   */
  void addTo(CommandLine line, String... args) {
    String first = args.length == 0 ? "" : args[0];
    if (first.equals("--version") || first.equals("-V")) {
      return;
    }
    BY_NAME.forEach(
        (name, type) -> {
          boolean all = !BY_NAME.containsKey(first) || first.equals("completion");
          if (all || name.equals(first)) {
            line.addSubcommand(name, type);
          }
        });
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
