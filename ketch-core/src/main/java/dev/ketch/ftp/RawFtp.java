package dev.ketch.ftp;

import dev.ketch.ftp.internal.control.ControlChannel;
import dev.ketch.ftp.internal.control.SessionState;
import dev.ketch.ftp.internal.transfer.LineReader;
import dev.ketch.ftp.internal.transfer.OpenTransfer;
import dev.ketch.ftp.internal.transfer.TransferRunner;
import dev.ketch.ftp.options.Limits;
import dev.ketch.ftp.protocol.Command;
import dev.ketch.ftp.protocol.FtpReplyException;
import dev.ketch.ftp.protocol.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/**
 * The lower rungs of the ladder: any command with its reply, any transfer command with its data.
 * Had from {@link FtpSession#raw()}; the same rules hold, one thread and one transfer at a time.
 */
public final class RawFtp {
  private final ControlChannel control;
  private final SessionState state;
  private final TransferRunner runner;
  private final Limits limits;

  RawFtp(ControlChannel control, SessionState state, TransferRunner runner, Limits limits) {
    this.control = control;
    this.state = state;
    this.runner = runner;
    this.limits = limits;
  }

  /** Sends a command and returns its reply, whatever its code. */
  public Reply send(Command command) throws IOException {
    state.requireIdle();
    Reply reply = control.exchange(command);
    state.trail.note(command, reply);
    state.settings.note(command, reply);
    if (command.verb().equals("TYPE") || command.verb().equals("REIN")) {
      state.type = 0; // Whatever was set by hand is set anew before the next transfer.
    }
    return reply;
  }

  /** Sends a whole command line, as typed, and returns its reply, whatever its code. */
  public Reply send(String line) throws IOException {
    return send(Command.parse(line));
  }

  /**
   * Sends a command that must be answered with 2xx.
   *
   * @throws dev.ketch.ftp.protocol.FtpReplyException if it is not; the session goes on
   */
  public Reply require(String line) throws IOException {
    return require(Command.parse(line));
  }

  Reply require(Command command) throws IOException {
    Reply reply = send(command);
    if (!reply.isCompletion()) {
      throw new FtpReplyException(command, reply);
    }
    return reply;
  }

  /**
   * Begins any transfer command and hands out its data connection.
   *
   * @param line the command, such as {@code RETR name} or {@code STOR name}
   * @param ascii TYPE A instead of TYPE I
   * @param offset bytes to skip by REST, 0 for none
   * @return the open transfer; close it to collect the final reply
   * @throws dev.ketch.ftp.protocol.FtpReplyException if the server refuses; the session goes on
   */
  public DataTransfer transfer(String line, boolean ascii, long offset) throws IOException {
    return new DataTransfer(open(line, ascii, offset), this);
  }

  /** Reads the lines that a command such as {@code LIST} or {@code RETR} brings, in TYPE A. */
  public void lines(String line, Consumer<String> each) throws IOException {
    DataTransfer transfer = transfer(line, true, 0);
    try (LineReader lines =
        new LineReader(transfer.input(), control.codec(), limits.listingLineBytes())) {
      String next;
      while ((next = lines.next()) != null) {
        each.accept(next);
      }
    }
  }

  /** Sends a stream by a command such as {@code STOR name} and returns when the server has it. */
  public void store(String line, InputStream source) throws IOException {
    DataTransfer transfer = transfer(line, false, 0);
    try {
      source.transferTo(transfer.output());
    } catch (Throwable e) {
      transfer.abandon(); // Closing it would make a whole file of what was sent.
      throw e;
    }
    transfer.output().close();
  }

  /** Why the session is dead, for transfers that need to say so. */
  boolean dead() {
    return control.deadBecause() != null;
  }

  private OpenTransfer open(String line, boolean ascii, long offset) throws IOException {
    return runner.begin(Command.parse(line), ascii ? 'A' : 'I', offset);
  }
}
