package dev.ketch.cli;

import dev.ketch.ftp.protocol.Command;
import dev.ketch.ftp.protocol.Reply;
import dev.ketch.ftp.protocol.WireListener;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * {@code --debug} and {@code --transcript}: commands and replies as {@code C:} and {@code S:}
 * lines.
 */
final class WireLog implements WireListener {
  private final Console console;
  private final boolean debug;
  private final boolean wanted;
  private final @Nullable PrintStream file;

  private WireLog(Console console, boolean debug, @Nullable PrintStream file) {
    this.debug = debug;
    this.console = console;
    this.file = file;
    this.wanted = debug || file != null;
  }

  static WireLog open(Console console, boolean debug, @Nullable Path transcript)
      throws IOException {
    if (transcript == null) {
      return new WireLog(console, debug, null);
    }
    return new WireLog(
        console,
        debug,
        new PrintStream(
            Files.newOutputStream(transcript, StandardOpenOption.CREATE, StandardOpenOption.APPEND),
            true,
            StandardCharsets.UTF_8));
  }

  @Override
  public void sent(Command command) {
    if (wanted) {
      write("C: " + command);
    }
  }

  @Override
  public void received(Reply reply) {
    if (wanted) {
      reply.lines().forEach(line -> write("S: " + line));
    }
  }

  @Override
  public void warning(String text) {
    note(text);
    console.warn(text);
  }

  @Override
  public void note(String text) {
    write("# " + text);
  }

  private synchronized void write(String line) {
    if (debug) {
      console.note(line);
    }
    if (file != null) {
      file.print(Escape.text(line) + "\n");
    }
  }
}
