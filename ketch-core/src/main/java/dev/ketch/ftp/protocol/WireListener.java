package dev.ketch.ftp.protocol;

/**
 * Hears what goes over the control connection. Secrets are masked before they get here. Called on
 * the thread that uses the session; must be quick and must not throw: if it does, the exception
 * reaches the caller and the session is closed.
 */
public interface WireListener {
  /** Hears nothing. */
  WireListener NONE = new WireListener() {};

  /** A command has been sent. */
  default void sent(Command command) {}

  /** A reply has been received. */
  default void received(Reply reply) {}

  /**
   * Something that whoever started this should be told without asking, such as a connection that
   * goes on without protection. By default the same as a note.
   */
  default void warning(String text) {
    note(text);
  }

  /** Something worth knowing that is neither: an address dialled, a fallback taken. */
  default void note(String text) {}
}
