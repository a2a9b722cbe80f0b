package dev.ketch.ftp.listing;

import dev.ketch.ftp.listing.FtpEntry.Type;
import java.time.Instant;
import java.util.Map;

/** {@code 0100644 500 101 12345 123456789 name}: mode, owner, group, size and time as numbers. */
final class NumericParser implements ListingParser {
  private static final int TYPE = 0170000;
  private static final int DIRECTORY = 0040000;
  private static final int FILE = 0100000;
  private static final int LINK = 0120000;

  private final Words words = new Words();

  @Override
  public Line parse(String line) {
    words.of(line);
    if (words.count() == 0) {
      return Line.BLANK;
    }
    int mode = words.count() < 6 ? -1 : octal();
    long seconds = mode < 0 ? -1 : words.number(4);
    boolean numbers =
        mode >= 0 && words.number(1) >= 0 && words.number(2) >= 0 && words.number(3) >= 0;
    if (!numbers || seconds < 0 || seconds > Integer.MAX_VALUE * 4L) {
      return Line.UNKNOWN;
    }
    Type type =
        switch (mode & TYPE) {
          case DIRECTORY -> Type.DIRECTORY;
          case FILE -> Type.FILE;
          case LINK -> Type.SYMLINK;
          default -> Type.OTHER;
        };
    return new Line.Entry(
        new FtpEntry(
            words.rest(4),
            type,
            words.number(3),
            new ModifiedTime(Instant.ofEpochSecond(seconds), ModifiedTime.Precision.SECOND),
            Integer.toOctalString(mode & 07777),
            words.text(1),
            words.text(2),
            null,
            Map.of()));
  }

  private int octal() {
    if (words.length(0) < 6 || words.length(0) > 7 || words.first(0) > '1') {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < words.length(0); i++) {
      int digit = words.at(0, i) - '0';
      if (digit < 0 || digit > 7) {
        return -1;
      }
      value = value * 8 + digit;
    }
    return value;
  }
}
