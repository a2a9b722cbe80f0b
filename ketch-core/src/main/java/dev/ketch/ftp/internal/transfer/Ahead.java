package dev.ketch.ftp.internal.transfer;

import dev.ketch.ftp.protocol.Command;
import java.util.List;

/**
 * What may be sent before it is due, to servers that bear it: each saves a round trip.
 *
 * @param dataFirst begin with the data as soon as the connection stands, before the 1xx reply
 * @param behind commands that the server is to answer after the transfer
 * @param nextPort ask for the next transfer's data port as well
 * @param size how much data is expected, in bytes, or -1
 */
public record Ahead(boolean dataFirst, List<Command> behind, boolean nextPort, long size) {
  /** Everything in its time. */
  public static final Ahead NOTHING = new Ahead(false, List.of(), false, -1);

  /** Copies the commands. */
  public Ahead {
    behind = List.copyOf(behind);
  }
}
