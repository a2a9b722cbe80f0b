package dev.ketch.ftp;

import dev.ketch.ftp.internal.transfer.LineReader;
import dev.ketch.ftp.internal.transfer.ListingReader;
import dev.ketch.ftp.listing.FtpEntry;
import dev.ketch.ftp.listing.ListingParser;
import dev.ketch.ftp.listing.ListingSummary;
import dev.ketch.ftp.options.Limits;
import dev.ketch.ftp.protocol.FtpProtocolException;
import dev.ketch.ftp.protocol.NameCodec;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/** Listings that have been saved: what Ketch makes of them, without any server. */
public final class SavedListing {
  private SavedListing() {}

  /**
   * Reads a listing entry by entry, as a session would.
   *
   * @param in the bytes that a server sent for LIST or MLSD; read to its end and closed
   * @param codec reads names, UTF-8 by default
   * @param parser the dialect, made for this listing
   * @param each hears the entries in order, without {@code .} and {@code ..}
   * @return how many entries there were, and what could not be read
   * @throws FtpProtocolException if a line is longer than {@link Limits#DEFAULT} allows, or too
   *     much of it cannot be read
   */
  public static ListingSummary read(
      InputStream in, NameCodec codec, ListingParser parser, Consumer<FtpEntry> each)
      throws IOException {
    ListingSink sink = new ListingSink(each);
    try {
      ListingReader.read(
          LineReader.ofListing(in, codec, Limits.DEFAULT.listingLineBytes()),
          parser,
          sink,
          sink::unparsed,
          sink::dot);
    } catch (ListingSink.OverLimit e) {
      throw e.told();
    }
    return sink.summary();
  }
}
