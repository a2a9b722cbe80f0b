package dev.ketch.ftp;

import dev.ketch.ftp.internal.transfer.OpenTransfer;
import dev.ketch.ftp.internal.transfer.TransferRunner;
import dev.ketch.ftp.protocol.Command;
import dev.ketch.ftp.protocol.FtpIncompleteException;
import dev.ketch.ftp.protocol.FtpReplyException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
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
      if (offset == 0 || offset != size) {
        char type = options.ascii() ? 'A' : 'I';
        OpenTransfer transfer = runner.begin(Command.of("STOR", name), type, offset);
        sent = sender.send(transfer, offset, at -> options.listener().progress(remote, at, size));
      }
      verify(name, sent);
      if (!options.inPlace()) {
        moveIntoPlace(name);
      }
      whole = true;
      if (time != null && options.keepTime()) {
        session.setModified(remote, time);
      }
      Duration took = Duration.ofNanos(System.nanoTime() - begun);
      return new TransferResult(sent - offset, sent, took);
    } finally {
      if (!whole && !options.resume() && session.isOpen()) {
        removeQuietly(name);
      }
    }
  }

  private long resumableFrom(String name, long size) throws IOException {
    long there = attributes.size(name).orElse(0);
    return there <= size ? there : 0;
  }

  private void verify(String name, long sent) throws IOException {
    if (options.verifySize() && !options.ascii()) {
      long there = attributes.size(name).orElse(sent);
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
