package dev.ketch.ftp;

/**
 * Hears how a transfer goes. Called on the transferring thread, often; must be quick. If it throws,
 * the transfer is given up as if it had failed, nothing appears under the final name, and the
 * exception reaches the caller; the session goes on, except after an {@link Error}.
 */
@FunctionalInterface
public interface TransferListener {
  /** Hears nothing. */
  TransferListener NONE = (name, done, total) -> {};

  /**
   * Some bytes have moved.
   *
   * @param name the remote path
   * @param done bytes of the file that are there by now, resumed ones included
   * @param total bytes of the whole file as far as known, else -1
   */
  void progress(String name, long done, long total);

  /**
   * Something about the server that the user should know: that files go straight to their final
   * names, or that it reports no sizes. Said once for all sessions of a client.
   *
   * @param name the remote path of the file that it was seen with
   * @param sentence what to know
   */
  default void notice(String name, String sentence) {}
}
