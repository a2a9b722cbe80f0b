package dev.ketch.ftp;

import dev.ketch.ftp.internal.control.Queued;
import dev.ketch.ftp.internal.transfer.Ahead;
import dev.ketch.ftp.internal.transfer.OpenTransfer;
import dev.ketch.ftp.internal.transfer.TransferRunner;
import dev.ketch.ftp.protocol.Command;
import dev.ketch.ftp.protocol.FtpIncompleteException;
import dev.ketch.ftp.protocol.FtpReplyException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** One upload: to a temporary name, verified, then renamed, then given its time. */
final class Upload {
  /** Sends the data from an offset and collects the final reply; returns the length reached. */
  @FunctionalInterface
  interface Sender {
    long send(OpenTransfer transfer, long offset, LongConsumer progress) throws IOException;
  }

  private final FtpSession session;
  private final TransferRunner runner;
  private final Attributes attributes;
  private final String remote;
  private final TransferOptions options;

  Upload(
      FtpSession session,
      TransferRunner runner,
      Attributes attributes,
      String remote,
      TransferOptions options) {
    this.session = session;
    this.runner = runner;
    this.attributes = attributes;
    this.remote = remote;
    this.options = options;
  }

  TransferResult run(long size, @Nullable Instant time, Sender sender) throws IOException {
    long begun = System.nanoTime();
    String name = options.inPlace() ? remote : PartNames.ofPath(remote);
    long offset = options.resume() && !options.ascii() ? resumableFrom(name, size) : 0;
    boolean whole = false;
    try {
      long sent = offset;
      @Nullable Queued sizeAhead = null;
      if (offset == 0 || offset != size) {
        char type = options.ascii() ? 'A' : 'I';
        OpenTransfer transfer =
            runner.begin(Command.of("STOR", name), type, offset, ahead(name, size));
        sent = sender.send(transfer, offset, at -> options.listener().progress(remote, at, size));
        sizeAhead = transfer.behind().isEmpty() ? null : transfer.behind().get(0);
      }
      verify(name, sent, sizeAhead);
      complete(name, time != null && options.keepTime() ? time : null);
      whole = true;
      Duration took = Duration.ofNanos(System.nanoTime() - begun);
      return new TransferResult(sent - offset, sent, took);
    } finally {
      if (!whole && !options.resume() && session.isOpen()) {
        removeQuietly(name);
      }
    }
  }

  /** The data of a small file need not wait for a 150, nor the question for its size for a 226. */
  private Ahead ahead(String name, long size) {
    boolean small = size >= 0 && size <= FileTransfers.SMALL && !options.ascii();
    boolean asks = small && options.verifySize();
    return new Ahead(small, asks ? List.of(Command.of("SIZE", name)) : List.of(), false);
  }

  /** Name and time: one after the other, or all at once where the server bears that. */
  private void complete(String name, @Nullable Instant time) throws IOException {
    boolean batch = runner.bearsBatches() && !options.inPlace() && !remote.endsWith(" ");
    if (batch && completeAtOnce(name, time)) {
      return;
    }
    if (!options.inPlace()) {
      moveIntoPlace(name);
    }
    if (time != null) {
      session.setModified(remote, time);
    }
  }

  /** False if the server refused the new name: then the file still has its temporary one. */
  private boolean completeAtOnce(String name, @Nullable Instant time) throws IOException {
    session.queue(Command.of("RNFR", name));
    Queued renamed = session.queue(Command.of("RNTO", remote));
    Command setTime = time == null ? null : attributes.provenTimeCommand(remote, time);
    Queued timed = setTime == null ? null : session.queue(setTime);
    if (options.moreToCome() && (timed != null || time == null)) {
      runner.askAhead();
    }
    if (!session.collect(renamed).isCompletion()) {
      return false;
    }
    if (time != null && (timed == null || !session.collect(timed).isCompletion())) {
      session.setModified(remote, time);
    }
    return true;
  }

  private long resumableFrom(String name, long size) throws IOException {
    long there = attributes.size(name).orElse(0);
    return there <= size ? there : 0;
  }

  private void verify(String name, long sent, @Nullable Queued ahead) throws IOException {
    if (options.verifySize() && !options.ascii()) {
      OptionalLong told =
          ahead != null ? Attributes.sizeIn(session.collect(ahead)) : attributes.size(name);
      long there = told.orElse(sent);
      if (there != sent) {
        throw new FtpIncompleteException(
            "\""
                + remote
                + "\" is incomplete on the server: it has "
                + there
                + " of "
                + sent
                + " bytes",
            true,
            null);
      }
    }
  }

  /** Servers that do not let RNTO replace a file get the old one deleted first. */
  private void moveIntoPlace(String name) throws IOException {
    try {
      session.rename(name, remote);
      requireTheVeryName();
    } catch (FtpReplyException e) {
      if (!e.command().verb().equals("RNTO") || session.size(remote).isEmpty()) {
        throw new FtpIncompleteException(
            "the server took \""
                + name
                + "\" but refused to rename it to \""
                + remote
                + "\": \""
                + e.reply()
                + "\"; upload straight to the name with --in-place",
            true,
            e);
      }
      session.delete(remote);
      session.rename(name, remote);
    }
  }

  /** Pure-FTPd turns the blank at the end of a new name into an underscore without a word. */
  private void requireTheVeryName() throws IOException {
    if (remote.endsWith(" ") && attributes.size(remote).isEmpty()) {
      throw new FtpIncompleteException(
          "the server stored \""
              + remote
              + "\" under another name: it does not take a blank at the"
              + " end",
          true,
          null);
    }
  }

  private void removeQuietly(String name) {
    try {
      session.ask("DELE", name);
    } catch (IOException e) {
      // The first failure is the one to tell.
    }
  }
}
