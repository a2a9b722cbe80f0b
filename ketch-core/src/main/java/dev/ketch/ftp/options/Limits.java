package dev.ketch.ftp.options;

/**
 * How much a server may make this client hold or read. Going over a limit on the control connection
 * closes it; a listing that goes over one fails, with {@link
 * dev.ketch.ftp.protocol.FtpProtocolException#isOverLimit}.
 *
 * @param replyLineBytes bytes of one reply line
 * @param replyBytes bytes of one reply, all its lines together
 * @param listingLineBytes bytes of one line of a listing or of a text transfer read by lines
 * @param listingEntries entries of a listing that is returned as a list
 * @param nameBytes bytes of one name in a listing, in UTF-8; an entry with a longer one, or with a
 *     longer link target, counts as a line that cannot be read
 * @param listingBytes bytes of one listing as it comes over the wire
 */
public record Limits(
    int replyLineBytes,
    int replyBytes,
    int listingLineBytes,
    int listingEntries,
    int nameBytes,
    long listingBytes) {
  private static final int NAME = 4 << 10;
  private static final long LISTING = 1L << 30;

  /**
   * 16 KiB a reply line, 256 KiB a reply, 64 KiB a listing line, 5 million entries, 4 KiB a name, 1
   * GiB a listing.
   */
  public static final Limits DEFAULT =
      new Limits(16 << 10, 256 << 10, 64 << 10, 5_000_000, NAME, LISTING);

  /** Checks that each limit allows something. */
  public Limits {
    if (replyLineBytes < 8
        || replyBytes < 8
        || listingLineBytes < 8
        || listingEntries < 1
        || nameBytes < 8
        || listingBytes < 8) {
      throw new IllegalArgumentException("limits must leave room for at least one line");
    }
  }

  /** With the default limits for names and for whole listings. */
  public Limits(int replyLineBytes, int replyBytes, int listingLineBytes, int listingEntries) {
    this(replyLineBytes, replyBytes, listingLineBytes, listingEntries, NAME, LISTING);
  }
}
