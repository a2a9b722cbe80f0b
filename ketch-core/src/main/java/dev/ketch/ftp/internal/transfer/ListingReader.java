package dev.ketch.ftp.internal.transfer;

import dev.ketch.ftp.listing.FtpEntry;
import dev.ketch.ftp.listing.ListingParser;
import dev.ketch.ftp.protocol.FtpReplyException;
import java.io.IOException;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads a listing line by line into entries; holds none of them. */
public final class ListingReader {
  private ListingReader() {}

  /** Feeds every line to the parser; what it cannot read goes to {@code unparsed}. */
  public static void read(
      LineReader lines, ListingParser parser, Consumer<FtpEntry> entries, Consumer<String> unparsed)
      throws IOException {
    try (lines) {
      String line;
      while ((line = lines.next()) != null) {
        ListingParser.Line found = parser.parse(line);
        if (found instanceof ListingParser.Line.Entry entry) {
          FtpEntry e = oneSegment(entry.entry());
          if (e != null) {
            entries.accept(e);
          }
        } else if (found instanceof ListingParser.Line.Unknown) {
          unparsed.accept(line);
        }
      }
    }
  }

  /**
   * {@code .} and {@code ..} are no entries. Other names are left as they are, to be judged later.
   */
  private static @Nullable FtpEntry oneSegment(FtpEntry entry) {
    return entry.name().equals(".") || entry.name().equals("..") ? null : entry;
  }

  /**
   * Whether a refusal of LIST or NLST means an empty directory: several servers say so with a 450
   * or 550 and words like these; z/OS with "No members found".
   */
  public static boolean meansEmpty(FtpReplyException e) {
    if (e.code() != 450 && e.code() != 550) {
      return false;
    }
    String text = e.reply().text().toLowerCase(Locale.ROOT);
    return text.contains("no files")
        || text.contains("no members")
        || text.contains("no data sets")
        || text.contains("directory is empty")
        || text.contains("directory empty");
  }
}
