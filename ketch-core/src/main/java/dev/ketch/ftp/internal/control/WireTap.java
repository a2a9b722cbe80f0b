package dev.ketch.ftp.internal.control;

import dev.ketch.ftp.protocol.Command;
import dev.ketch.ftp.protocol.Reply;
import dev.ketch.ftp.protocol.WireListener;
import java.util.function.Consumer;

/**
 * Calls a user's listener. If that throws, the session ends: the exception leaves whatever was
 * going on between a command and its reply, and the next reply would be taken for another's.
 */
final class WireTap implements WireListener {
  private final WireListener listener;
  private final Consumer<String> end;

  WireTap(WireListener listener, Consumer<String> end) {
    this.listener = listener;
    this.end = end;
  }

  @Override
  public void sent(Command command) {
    tell(() -> listener.sent(command));
  }

  @Override
  public void received(Reply reply) {
    tell(() -> listener.received(reply));
  }

  @Override
  public void warning(String text) {
    tell(() -> listener.warning(text));
  }

  @Override
  public void note(String text) {
    tell(() -> listener.note(text));
  }

  private void tell(Runnable call) {
    boolean heard = false;
    try {
      call.run();
      heard = true;
    } finally {
      if (!heard) {
        end.accept("the listener of its wire failed");
      }
    }
  }
}
