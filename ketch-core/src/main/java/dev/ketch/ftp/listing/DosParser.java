package dev.ketch.ftp.listing;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code 02-19-04 09:30AM <DIR> name}: MS-DOS listings of IIS. */
final class DosParser implements ListingParser {
  private final ZoneId zone;

  DosParser(ZoneId zone) {
    this.zone = zone;
  }

  @Override
  public Line parse(String line) {
    if (line.isBlank()) {
      return Line.NOTHING;
    }
    List<Scan.Word> words = Scan.words(line, 4);
    if (words.size() < 4) {
      return Line.UNKNOWN;
    }
    ModifiedTime time = time(words.get(0).text(), words.get(1).text());
    String third = words.get(2).text();
    boolean directory = third.equalsIgnoreCase("<DIR>");
    long size = directory ? -1 : Scan.number(third.replace(",", ""));
    if (time == null || !directory && size < 0) {
      return Line.UNKNOWN;
    }
    // IIS pads <DIR> with ten blanks and a size with one; a name may begin with blanks of its own.
    int nameAt = words.get(2).end() + (directory ? 10 : 1);
    if (nameAt > words.get(3).start()) {
      nameAt = words.get(3).start();
    }
    return new Line.Entry(
        new FtpEntry(
            line.substring(nameAt),
            directory ? FtpEntry.Type.DIRECTORY : FtpEntry.Type.FILE,
            size,
            time,
            null,
            null,
            null,
            null,
            Map.of()));
  }

  private @Nullable ModifiedTime time(String date, String clock) {
    boolean isoOrder = date.length() == 10 && date.charAt(4) == '-';
    int[] parts = parts(date);
    int[] hm = parts(clock.length() > 5 ? clock.substring(0, 5) : clock);
    if (parts.length != 3 || hm.length != 2) {
      return null;
    }
    int year = isoOrder ? parts[0] : parts[2];
    int month = isoOrder ? parts[1] : parts[0];
    int day = isoOrder ? parts[2] : parts[1];
    int fullYear = year >= 100 ? year : year < 70 ? 2000 + year : 1900 + year;
    String half = clock.substring(Math.min(5, clock.length())).toUpperCase(Locale.ROOT);
    int hour = half.isEmpty() ? hm[0] : hm[0] % 12 + (half.startsWith("P") ? 12 : 0);
    try {
      return new ModifiedTime(
          LocalDateTime.of(fullYear, month, day, hour, hm[1]).atZone(zone).toInstant(),
          ModifiedTime.Precision.MINUTE);
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** The numbers between {@code -}, {@code /} and {@code :}; empty if there is anything else. */
  private static int[] parts(String text) {
    int[] parts = new int[3];
    int count = 0;
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || "-/:".indexOf(text.charAt(i)) >= 0) {
        long value = Scan.number(text.substring(start, i));
        if (value < 0 || value > 9999 || count == 3) {
          return new int[0];
        }
        parts[count++] = (int) value;
        start = i + 1;
      }
    }
    return java.util.Arrays.copyOf(parts, count);
  }
}
