package dev.ketch.ftp.listing;

import dev.ketch.ftp.listing.FtpEntry.Type;
import java.util.Map;

/**
 * {@code README 763 Information about this server}: the descriptive {@code dls} of some archives,
 * {@code pub/ = Public area} for directories, {@code morgan 14 -> ../real/morgan} for links.
 */
final class DlsParser implements ListingParser {
  private final Words words = new Words();
  private boolean begun;

  @Override
  public Line parse(String line) {
    words.of(line);
    if (words.count() == 0) {
      return Line.NOTHING;
    }
    if (words.count() < 2 || Words.isBlank(line.charAt(0))) {
      // A description goes on in the lines below.
      return begun && words.count() > 0 && Words.isBlank(line.charAt(0))
          ? Line.NOTHING
          : Line.UNKNOWN;
    }
    boolean directory = words.last(0) == '/' && words.length(0) > 1;
    boolean plain = words.number(1) >= 0;
    boolean marked = words.is(1, "-") || words.is(1, "=");
    // Two words are too few to tell: the first line of this kind must be a directory.
    if (directory ? !marked && !plain : !begun || !plain) {
      return Line.UNKNOWN;
    }
    begun = true;
    boolean link = words.count() > 3 && words.is(2, "->");
    String told = words.text(0);
    return new Line.Entry(
        new FtpEntry(
            directory ? told.substring(0, told.length() - 1) : told,
            link ? Type.SYMLINK : directory ? Type.DIRECTORY : Type.FILE,
            directory ? -1 : words.number(1),
            null,
            null,
            null,
            null,
            link ? words.rest(2) : null,
            Map.of()));
  }
}
