package dev.ketch.ftp.options;

/**
 * How much a server may make this client hold in memory. Going over a limit on the control
 * connection closes it.
 *
 * @param replyLineBytes bytes of one reply line
 * @param replyBytes bytes of one reply, all its lines together
 * @param listingLineBytes bytes of one line of a listing or of a text transfer read by lines
 * @param listingEntries entries of a listing that is returned as a list
 */
public record Limits(int replyLineBytes, int replyBytes, int listingLineBytes, int listingEntries) {
  /** 16 KiB a reply line, 256 KiB a reply, 64 KiB a listing line, 5 million entries. */
  public static final Limits DEFAULT = new Limits(16 << 10, 256 << 10, 64 << 10, 5_000_000);

  /** Checks that each limit allows something. */
  public Limits {
    if (replyLineBytes < 8 || replyBytes < 8 || listingLineBytes < 8 || listingEntries < 1) {
      throw new IllegalArgumentException("limits must leave room for at least one line");
    }
  }
}
