package dev.ketch.ftp.listing;

import dev.ketch.ftp.listing.FtpEntry.Type;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code +i8388621.48594,m825718503,r,s280,<tab>name}: Easily Parsed LIST Format. */
final class EplfParser implements ListingParser {
  /** What facts begin with: directory, file, size, time, identity, permissions. */
  private static final String FACTS = "/rsmiu";

  /** Beyond the year 9999 no time is meant. */
  private static final long LATEST = 253_402_300_799L;

  @Override
  public Line parse(String line) {
    if (Words.isBlank(line)) {
      return Line.BLANK;
    }
    int tab = line.indexOf('\t');
    if (line.charAt(0) != '+' || tab < 2 || tab + 1 >= line.length()) {
      return Line.UNKNOWN;
    }
    Type type = Type.OTHER;
    long size = -1;
    ModifiedTime time = null;
    String permissions = null;
    Map<String, String> facts = new LinkedHashMap<>();
    boolean known = line.startsWith("+,\t");
    int from = 1;
    while (from < tab) {
      int comma = line.indexOf(',', from);
      int end = comma < 0 || comma > tab ? tab : comma;
      if (end > from) {
        char fact = line.charAt(from);
        if (fact == '/') {
          type = Type.DIRECTORY;
        } else if (fact == 'r') {
          type = type == Type.OTHER ? Type.FILE : type;
        } else if (fact == 's') {
          size = Scan.number(line, from + 1, end);
        } else if (fact == 'm') {
          long seconds = Scan.number(line, from + 1, end);
          if (seconds >= 0 && seconds <= LATEST) {
            time = new ModifiedTime(Instant.ofEpochSecond(seconds), ModifiedTime.Precision.SECOND);
          }
        } else if (line.startsWith("up", from)) {
          permissions = line.substring(from + 2, end);
        } else if (fact == 'i') {
          facts.put("unique", line.substring(from + 1, end));
        }
        known |= FACTS.indexOf(fact) >= 0;
      }
      from = end + 1;
    }
    if (!known || line.indexOf(',') > tab || line.indexOf(',') < 0) {
      return Line.UNKNOWN; // A plus sign, a comma and a tab may stand in any text.
    }
    return new Line.Entry(
        new FtpEntry(
            line.substring(tab + 1), type, size, time, permissions, null, null, null, facts));
  }
}
