package dev.ketch.ftp;

import dev.ketch.ftp.internal.transfer.OpenTransfer;
import dev.ketch.ftp.internal.transfer.ReadStream;
import dev.ketch.ftp.internal.transfer.WriteStream;
import dev.ketch.ftp.protocol.Reply;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A transfer command under way: its data, the size the server guesses, and its end. */
public final class DataTransfer implements Closeable {
  private final OpenTransfer transfer;
  private final ReadStream input;
  private final WriteStream output;
  private final RawFtp session;

  DataTransfer(OpenTransfer transfer, RawFtp session) {
    this.transfer = transfer;
    this.session = session;
    this.input = new ReadStream(transfer);
    this.output = new WriteStream(transfer);
  }

  /** The data from the server. The read that meets its end collects the final reply. */
  public InputStream input() {
    return input;
  }

  /** The data to the server; closing it collects the final reply. */
  public OutputStream output() {
    return output;
  }

  /** The reply that began the transfer. */
  public Reply preliminary() {
    return transfer.preliminary();
  }

  /** The size in the 150 reply, where the server writes one: an estimate. */
  public OptionalLong sizeHint() {
    long hint = transfer.sizeHint();
    return hint < 0 ? OptionalLong.empty() : OptionalLong.of(hint);
  }

  /**
   * Stops the transfer by ABOR (RFC 959 section 4.1.3) and reads every reply it causes.
   *
   * @return the reply that ended the transfer, or null if the session did not survive: {@link
   *     FtpSession#isOpen()} tells the same
   */
  public @Nullable Reply abort() {
    Reply last = transfer.ended() ? null : transfer.abandon(true);
    return session.dead() ? null : last;
  }

  void abandon() {
    output.abandon();
  }

  /** Ends the transfer: an upload is completed, an unfinished download given up. */
  @Override
  public void close() throws IOException {
    if (transfer.preliminary().isPreliminary() && !transfer.ended()) {
      String verb = transfer.verb();
      if (verb.equals("STOR") || verb.equals("APPE") || verb.equals("STOU")) {
        output.close();
      } else {
        input.close();
      }
    } else {
      input.close();
    }
  }
}
