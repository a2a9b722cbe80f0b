package dev.ketch.ftp.internal.transfer;

import dev.ketch.ftp.listing.FtpEntry;
import dev.ketch.ftp.listing.ListingParser;
import dev.ketch.ftp.protocol.FtpReplyException;
import java.io.IOException;
import java.util.Locale;
import java.util.function.Consumer;

/** Reads a listing line by line into entries; holds none of them. */
public final class ListingReader {
  private ListingReader() {}

  /**
   * Feeds every line to the parser; what it cannot read goes to {@code unparsed}, the directory
   * itself to {@code dots}.
   */
  public static void read(
      LineReader lines,
      ListingParser parser,
      Consumer<FtpEntry> entries,
      Consumer<String> unparsed,
      Consumer<FtpEntry> dots)
      throws IOException {
    try (lines) {
      String line;
      boolean first = true;
      while ((line = lines.next()) != null) {
        if (first && line.startsWith("\uFEFF")) {
          line = line.substring(1); // A byte order mark, seen before MLSD listings.
        }
        first = false;
        ListingParser.Line found = parser.parse(line);
        if (found instanceof ListingParser.Line.Entry entry) {
          // "." and ".." are no entries. Other names are left as they are, to be judged later.
          String name = entry.entry().name();
          lines.remember(name);
          (name.equals(".") || name.equals("..") ? dots : entries).accept(entry.entry());
        } else if (found == ListingParser.Line.UNKNOWN) {
          parser.leftOver().forEach(unparsed);
          unparsed.accept(line);
        }
      }
      parser.leftOver().forEach(unparsed);
    }
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
