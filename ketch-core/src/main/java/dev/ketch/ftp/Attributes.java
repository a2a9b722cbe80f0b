package dev.ketch.ftp;

import dev.ketch.ftp.listing.TimeVal;
import dev.ketch.ftp.protocol.Command;
import dev.ketch.ftp.protocol.FtpReplyException;
import dev.ketch.ftp.protocol.Reply;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Sizes, times and modes, each by the commands that this server turns out to know. */
final class Attributes {
  /** The ways to set a time, in the order of trust. */
  private enum TimeWay {
    MFMT,
    MFF,
    SITE_UTIME,
    MDTM
  }

  private final FtpSession session;
  private @Nullable List<TimeWay> timeWays;
  private boolean timeWayWorks;

  Attributes(FtpSession session) {
    this.session = session;
  }

  OptionalLong size(String path) throws IOException {
    session.useBinary(); // In TYPE A servers refuse SIZE or count translated bytes.
    return sizeIn(session.ask("SIZE", path));
  }

  /** The size that a reply to SIZE tells. */
  static OptionalLong sizeIn(Reply reply) {
    return reply.code() == 213 ? lastNumber(reply.message()) : OptionalLong.empty();
  }

  /**
   * The number that is all of a text, or its last word behind text that holds no other number next
   * to it ({@code file: 213, Size =51}). Anything else, such as {@code 1,234}, {@code 1 234} or
   * {@code 12 (0x0c)}, is no size.
   */
  private static OptionalLong lastNumber(String text) {
    String told = text.strip();
    int start = told.length();
    while (start > 0 && isDigit(told.charAt(start - 1))) {
      start--;
    }
    int length = told.length() - start;
    if (length == 0 || length > 18 || !endsAsText(told, start)) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(Long.parseLong(told, start, told.length(), 10));
  }

  /** Whether what stands before a number cannot be a part of it. */
  private static boolean endsAsText(String text, int end) {
    if (end == 0) {
      return true;
    }
    char last = text.charAt(end - 1);
    String before = text.substring(0, end).stripTrailing();
    boolean apart = last == ' ' || last == '=' || last == ':';
    return apart
        && !before.isEmpty()
        && !isDigit(before.charAt(before.length() - 1))
        && "+-.,'".indexOf(before.charAt(before.length() - 1)) < 0;
  }

  boolean setModified(String path, Instant time) throws IOException {
    List<TimeWay> ways = timeWays;
    if (ways == null) {
      ways = new ArrayList<>();
      if (session.features().has("MFMT")) {
        ways.add(TimeWay.MFMT);
      }
      if (session.features().has("MFF")) {
        ways.add(TimeWay.MFF);
      }
      ways.add(TimeWay.SITE_UTIME);
      ways.add(TimeWay.MDTM); // vsftpd's way, and that of others that list nothing better.
      timeWays = ways;
    }
    while (!ways.isEmpty()) {
      Command command = timeCommand(ways.get(0), path, time);
      if (session.ask(command.verb(), command.argument()).isCompletion()) {
        timeWayWorks = true;
        return true;
      }
      ways.remove(0);
    }
    return false;
  }

  /** The command that sets a time here, or null while it is not known which that is. */
  @Nullable Command provenTimeCommand(String path, Instant time) {
    List<TimeWay> ways = timeWays;
    return ways == null || ways.isEmpty() || !timeWayWorks
        ? null
        : timeCommand(ways.get(0), path, time);
  }

  private static Command timeCommand(TimeWay way, String path, Instant time) {
    String stamp = TimeVal.format(time);
    return switch (way) {
      case MFMT -> Command.of("MFMT", stamp + " " + path);
      case MFF -> Command.of("MFF", "Modify=" + stamp + "; " + path);
      case SITE_UTIME -> Command.of("SITE", "UTIME " + stamp + " " + path);
      case MDTM -> Command.of("MDTM", stamp + " " + path);
    };
  }

  void changeMode(String path, String mode) throws IOException {
    Reply reply = session.ask("SITE", "CHMOD " + mode + " " + path);
    boolean unknown = reply.code() >= 500 && reply.code() <= 504;
    if (unknown && session.features().has("MFF")) {
      reply = session.ask("MFF", "UNIX.mode=" + mode + "; " + path);
    }
    if (!reply.isCompletion()) {
      throw new FtpReplyException(Command.of("SITE", "CHMOD " + mode + " " + path), reply);
    }
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
