package dev.ketch.cli;

import dev.ketch.ftp.internal.local.LocalPaths;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** {@code ketch}: holds the commands and turns what goes wrong into a sentence and an exit code. */
@Command(
    name = "ketch",
    versionProvider = Version.class,
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    synopsisSubcommandLabel = "COMMAND",
    description = "Moves files and whole trees by FTP and FTPS, completely or not at all.")
public final class Main implements Runnable {
  @CommandLine.Spec CommandLine.Model.CommandSpec spec;

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    Interruption interruption = Interruption.watch(Thread.currentThread());
    int code = run(out, err, Arguments.exact(args));
    // Not System.exit alone: a full output that was not written must not look like success.
    System.exit(interruption.over(out.checkError() && code == 0 ? ExitCode.LOCAL : code));
  }

  /** Runs a command; output and errors go to the streams given. Returns the exit code. */
  public static int run(PrintStream out, PrintStream err, String... args) {
    Console console = new Console(out, err);
    try {
      return commandLine(console, args).execute(args);
    } catch (Error e) { // Memory, or the stack: no command has an answer to that.
      return ExitCode.report(console, e);
    }
  }

  private static CommandLine commandLine(Console console, String... args) {
    Commands commands = new Commands(console);
    CommandLine line = new CommandLine(new Main(), commands);
    commands.addTo(line, args);
    line.setOut(console.outWriter());
    line.setErr(console.errWriter());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.registerConverter(Path.class, LocalPaths::of);
    line.setExecutionStrategy(new CommandLine.RunLast());
    line.setParameterExceptionHandler(
        (e, typed) -> {
          console.error(
              e.getMessage()
                  + "; try: "
                  + e.getCommandLine().getCommandSpec().qualifiedName()
                  + " --help");
          return ExitCode.USAGE;
        });
    line.setExecutionExceptionHandler((e, command, parsed) -> ExitCode.report(console, e));
    return line;
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "name a command");
  }
}
