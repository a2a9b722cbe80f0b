package dev.ketch.ftp.internal.control;

import dev.ketch.ftp.protocol.FtpException;
import dev.ketch.ftp.protocol.Reply;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Replies that have come before anybody waits for them, and the end of the connection. */
final class EarlyReplies {
  /** A NOOP each second of a long transfer may have been answered. */
  private static final int MOST = 1100;

  private static final int MOST_CHARACTERS = 256 << 10;

  private final Deque<Reply> held = new ArrayDeque<>();
  private int characters;
  private boolean sawEnd;

  boolean isEmpty() {
    return held.isEmpty();
  }

  boolean sawEnd() {
    return sawEnd;
  }

  @Nullable Reply poll() {
    Reply next = held.poll();
    characters -= next == null ? 0 : next.text().length();
    return next;
  }

  void clear() {
    held.clear();
    characters = 0;
    sawEnd = false;
  }

  /** Those that there are now, with what has come in the meantime. */
  List<Reply> look(ReplyReader reader, ControlSocket socket) throws FtpException {
    try {
      int count = 1;
      while (count > 0 && held.size() < MOST && characters < MOST_CHARACTERS) {
        while (reader.holdsReply()) {
          Reply reply = reader.read(buffer -> -1);
          held.add(reply);
          characters += reply.text().length();
        }
        count = reader.take(socket::readArrived);
      }
      sawEnd |= count < 0;
    } catch (FtpException e) {
      throw e;
    } catch (IOException e) {
      sawEnd = true; // By a reset.
    }
    return List.copyOf(held);
  }
}
