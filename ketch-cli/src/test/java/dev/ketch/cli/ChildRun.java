package dev.ketch.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A run of the command line in a process of its own, with an environment of its own. */
final class ChildRun {
  private ChildRun() {}

  /** A null value removes a variable. */
  static Run ketch(Path directory, Map<String, @Nullable String> variables, String... args)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(java());
    command.addAll(List.of(args));
    return run(directory, variables, command);
  }

  /** The words are a shell's, so that they may hold any byte: {@code $(printf 'caf\351')}. */
  static Run shell(Path directory, Map<String, @Nullable String> variables, String words)
      throws IOException, InterruptedException {
    String line = String.join(" ", java().stream().map(w -> "'" + w + "'").toList());
    return run(directory, variables, List.of("sh", "-c", "exec " + line + " " + words));
  }

  private static List<String> java() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-cp",
        System.getProperty("java.class.path"),
        "dev.ketch.cli.Main");
  }

  private static Run run(
      Path directory, Map<String, @Nullable String> variables, List<String> command)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile("run", ".out");
    Path err = Files.createTempFile("run", ".err");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      for (Map.Entry<String, @Nullable String> variable : variables.entrySet()) {
        builder.environment().remove(variable.getKey());
        if (variable.getValue() != null) {
          builder.environment().put(variable.getKey(), variable.getValue());
        }
      }
      Process process = builder.start();
      process.getOutputStream().close();
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("still running: " + String.join(" ", command));
      }
      return new Run(process.exitValue(), text(out), text(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }
}
