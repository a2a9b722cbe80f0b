package dev.ketch.ftp;

import dev.ketch.ftp.internal.data.PassiveReplies;
import dev.ketch.ftp.protocol.Command;
import dev.ketch.ftp.protocol.FtpIncompleteException;
import dev.ketch.ftp.protocol.FtpProtocolException;
import dev.ketch.ftp.protocol.FtpReplyException;
import dev.ketch.ftp.protocol.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.util.OptionalLong;

/**
 * A file from one server to another without passing through this machine (FXP, RFC 959 figure 2).
 * Most servers refuse it today; the sessions survive a refusal.
 */
public final class ServerCopy {
  private ServerCopy() {}

  /**
   * Copies a file directly. The source listens, the target connects to the source's own address:
   * the address in its 227 is not believed.
   *
   * @throws FtpReplyException if either server refuses; both sessions go on
   * @throws FtpIncompleteException if the sizes that both servers report differ afterwards; both
   *     sessions go on
   */
  public static void copy(FtpSession source, String from, FtpSession target, String to)
      throws IOException {
    transfer(source, from, target, to);
    requireSameSize(source.size(from), target.size(to), to);
  }

  /** As {@link #copy}, without a look at the sizes. */
  static void transfer(FtpSession source, String from, FtpSession target, String to)
      throws IOException {
    source.dropNextPort();
    target.dropNextPort();
    source.useBinary();
    target.useBinary();
    Reply passive = source.require("PASV", null);
    int port = PassiveReplies.port(passive);
    if (port <= 0) {
      throw new FtpProtocolException("the source server named no port: \"" + passive + "\"");
    }
    InetAddress address = source.peer();
    String numbers = address.getHostAddress().replace('.', ',');
    target.require("PORT", numbers + "," + port / 256 + "," + port % 256);
    // STOR first: a target that refuses must not leave the source waiting with an open RETR.
    begin(target, Command.of("STOR", to));
    try {
      begin(source, Command.of("RETR", from));
    } catch (FtpReplyException e) {
      target.disconnect(); // It waits for data that will not come.
      throw e;
    }
    end(source, from);
    end(target, to);
  }

  private static void requireSameSize(OptionalLong sent, OptionalLong there, String to)
      throws FtpIncompleteException {
    if (sent.isPresent() && there.isPresent() && sent.getAsLong() != there.getAsLong()) {
      throw new FtpIncompleteException(
          "the copy \""
              + to
              + "\" is incomplete: it has "
              + there.getAsLong()
              + " bytes, the original "
              + sent.getAsLong(),
          true,
          null);
    }
  }

  /**
   * Copies a file directly and whole: by way of a temporary name where the target server has it so,
   * its size compared, its time set if the options say so.
   *
   * @param options the size and the time that the source lists count, {@code ascii} does not
   * @throws FtpReplyException if either server refuses; both sessions go on
   * @throws dev.ketch.ftp.protocol.FtpIncompleteException if the file did not arrive whole
   */
  public static TransferResult whole(
      FtpSession source, String from, FtpSession target, String to, TransferOptions options)
      throws IOException {
    OptionalLong size =
        options.expectedSize() >= 0
            ? OptionalLong.of(options.expectedSize())
            : options.verifySize() ? source.size(from) : OptionalLong.empty();
    TransferOptions known = options.withListed(size.orElse(-1), options.modified());
    return target.take(new UploadContent.Direct(source, from), to, known.withAscii(false));
  }

  private static void begin(FtpSession session, Command command) throws IOException {
    Reply reply = session.raw().send(command);
    if (!reply.isPreliminary()) {
      throw new FtpReplyException(command, reply);
    }
  }

  private static void end(FtpSession session, String name) throws IOException {
    Reply reply = session.nextReply();
    if (!reply.isCompletion()) {
      throw new FtpReplyException(Command.of("copy", name), reply);
    }
  }
}
