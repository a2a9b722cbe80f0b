package dev.ketch.ftp.listing;

import dev.ketch.ftp.listing.FtpEntry.Type;
import java.util.Map;

/**
 * {@code README 763 Information about this server}: the descriptive {@code dls} of some archives,
 * {@code pub/ = Public area} for directories, {@code morgan 14 -> ../real/morgan} for links. Two
 * words tell little, so the columns of the first directory hold for all lines: what does not end
 * where its sizes end is none of these entries.
 */
final class DlsParser implements ListingParser {
  private final Words words = new Words();

  /** Where the column of sizes ends, once a line has shown it. */
  private int column = -1;

  @Override
  public Line parse(String line) {
    words.of(line);
    if (words.count() == 0) {
      return Line.BLANK;
    }
    if (Words.isBlank(line.charAt(0))) {
      // A description goes on in the lines below, where descriptions stand.
      return column >= 0 && words.start(0) > column ? Line.CONTINUATION : Line.UNKNOWN;
    }
    boolean directory = words.last(0) == '/' && words.length(0) > 1;
    if (words.count() < 2 || !inColumn(directory)) {
      return Line.UNKNOWN;
    }
    String name = directory ? line.substring(0, words.end(0) - 1) : words.text(0);
    if (name.indexOf('/') >= 0) {
      return Line.UNKNOWN;
    }
    column = column < 0 ? words.end(1) : column;
    boolean link = words.count() > 3 && words.is(2, "->");
    return new Line.Entry(
        new FtpEntry(
            name,
            link ? Type.SYMLINK : directory ? Type.DIRECTORY : Type.FILE,
            directory ? -1 : words.number(1),
            null,
            null,
            null,
            null,
            link ? words.rest(2) : null,
            Map.of()));
  }

  /** Whether the second word is a size, or a directory's mark, and stands where sizes do. */
  private boolean inColumn(boolean directory) {
    boolean plain = words.number(1) >= 0;
    boolean marked = words.is(1, "-") || words.is(1, "=");
    boolean padded = words.start(1) - words.end(0) > 1;
    if (directory ? !marked && !plain : !plain) {
      return false;
    }
    return column < 0 ? directory && padded : words.end(1) == column;
  }
}
