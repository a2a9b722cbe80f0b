package dev.ketch.ftp.internal.control;

import dev.ketch.ftp.protocol.Command;
import dev.ketch.ftp.protocol.Reply;
import org.jspecify.annotations.Nullable;

/** A command that was sent while replies to earlier ones were still due. */
public final class Queued {
  private final Command command;
  private final long since = System.nanoTime();
  @Nullable Reply reply;

  Queued(Command command) {
    this.command = command;
  }

  /** The command. */
  public Command command() {
    return command;
  }

  /** When it was sent, as {@link System#nanoTime} tells. */
  public long since() {
    return since;
  }
}
