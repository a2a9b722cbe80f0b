package dev.ketch.ftp.internal.control;

/**
 * Asks pyftpdlib for the next data port while a small download is on its way. That server answers
 * EPSV during a transfer by dropping the transfer, without a reply to it; but the last byte of a
 * small file leaves it as soon as the data connection stands, half a round trip before it can be
 * seen here. So EPSV is sent an eighth of a round trip after the connection stands. A transfer that
 * is dropped all the same is known by its missing reply and done again.
 */
public final class EarlyPort {
  /** What a server's first write takes whole: the least send buffer, and TCP's first window. */
  public static final long MOST_BYTES = 14 << 10;

  /** With a shorter pause the server may not have come to the connection yet, and less is won. */
  private static final long LEAST_PAUSE = 1_000_000;

  private static final long MOST_PAUSE = 100_000_000;

  private int asked;
  private int dropped;
  private boolean justDropped;

  /**
   * How long to wait before asking, in nanoseconds; -1 if it does not pay. One dropped transfer
   * costs as much as four ports that came early.
   */
  public long pause(long roundTrip) {
    long pause = roundTrip / 8;
    boolean pays = dropped <= 1 + asked / 8;
    return pays && pause >= LEAST_PAUSE && pause <= MOST_PAUSE ? pause : -1;
  }

  /** The port is being asked for. */
  public void asked() {
    asked++;
  }

  /** The port has come in place of the transfer's own reply. */
  public void droppedTransfer() {
    dropped++;
    justDropped = true;
  }

  /** Whether the last transfer was dropped for the port; asked once for each. */
  public boolean takeDropped() {
    boolean was = justDropped;
    justDropped = false;
    return was;
  }
}
