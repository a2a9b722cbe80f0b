package dev.ketch.ftp.internal.control;

import dev.ketch.ftp.protocol.Command;
import dev.ketch.ftp.protocol.FtpNameException;
import dev.ketch.ftp.protocol.NameCodec;
import dev.ketch.ftp.protocol.Reply;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Commands as bytes. They are checked here, after they have been encoded, and nowhere else: no CR,
 * LF or NUL byte ever goes out inside one. What was secret in them is struck out of the replies.
 */
final class CommandEncoder {
  private static final byte IAC = (byte) 255;

  private final NameCodec codec;
  private final List<String> secrets = new ArrayList<>();
  private boolean telnet;

  CommandEncoder(NameCodec codec) {
    this.codec = codec;
  }

  /**
   * The server reads commands as Telnet (RFC 854): there 255 begins a Telnet command, and stands
   * for itself twice. Most servers take it as it is, and would find another name.
   */
  void speaksTelnet(boolean value) {
    telnet = value;
  }

  /**
   * The line with its CR LF.
   *
   * @throws FtpNameException if the charset lacks a character of it
   */
  byte[] encode(Command command) throws FtpNameException {
    byte[] line = inCharset(command);
    for (byte b : line) {
      if (b == '\r' || b == '\n' || b == 0) {
        throw new IllegalArgumentException(
            "the command "
                + command.verb()
                + " holds a line break or a NUL, which FTP cannot send");
      }
    }
    if (command.secret() && command.argument() != null && command.argument().length() > 2) {
      secrets.add(command.argument());
    }
    ByteArrayOutputStream wire = new ByteArrayOutputStream(line.length + 2);
    for (byte b : line) {
      wire.write(b);
      if (b == IAC && telnet) {
        wire.write(b);
      }
    }
    wire.write('\r');
    wire.write('\n');
    return wire.toByteArray();
  }

  private byte[] inCharset(Command command) throws FtpNameException {
    try {
      return codec.encode(command.line());
    } catch (IllegalArgumentException e) {
      throw new FtpNameException(String.valueOf(e.getMessage()), e);
    }
  }

  /** A reply without the secrets that some servers repeat. */
  Reply masked(Reply reply) {
    Reply masked = reply;
    for (String secret : secrets) {
      for (String line : reply.lines()) {
        if (line.contains(secret)) {
          masked = without(secret, masked);
        }
      }
    }
    return masked;
  }

  private static Reply without(String secret, Reply reply) {
    return new Reply(
        reply.code(), reply.lines().stream().map(l -> l.replace(secret, "****")).toList());
  }
}
