package dev.ketch.ftp.listing;

import dev.ketch.ftp.listing.FtpEntry.Type;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** {@code type=file;size=12;modify=20260101120000; name} (RFC 3659 section 7). */
final class MlsxParser implements ListingParser {
  private final FactScan facts = new FactScan();

  /** Neighbours mostly have the same mode and owner: then they share its text. */
  private String mode = "";

  private String owner = "";
  private String group = "";

  @Override
  public Line parse(String line) {
    // Servers that answer MLSD as they do MLST put a blank before the facts.
    int begin = 0;
    while (begin < line.length() && line.charAt(begin) == ' ') {
      begin++;
    }
    int end = facts.read(line, begin);
    int nameAt = end + 1;
    if (end < 0 || nameAt >= line.length()) {
      // A name without facts is allowed (RFC 3659 section 7.2), but so looks any error text.
      return Words.isBlank(line) ? Line.BLANK : Line.UNKNOWN;
    }
    if (facts.valueIs(FactScan.TYPE, "cdir") || facts.valueIs(FactScan.TYPE, "pdir")) {
      return Line.DIRECTORY_ITSELF;
    }
    Type type = type();
    return new Line.Entry(
        new FtpEntry(
            line.substring(nameAt),
            type,
            size(line, type),
            time(line),
            facts.has(FactScan.MODE) ? mode = facts.text(FactScan.MODE, mode) : null,
            facts.has(FactScan.OWNER) ? owner = facts.text(FactScan.OWNER, owner) : null,
            facts.has(FactScan.GROUP) ? group = facts.text(FactScan.GROUP, group) : null,
            type == Type.SYMLINK ? target(line) : null,
            new FactMap(line, end)));
  }

  private Type type() {
    if (facts.valueIs(FactScan.TYPE, "file")) {
      return Type.FILE;
    }
    if (facts.valueIs(FactScan.TYPE, "dir")) {
      return Type.DIRECTORY;
    }
    // Pure-FTPd and others write OS.unix=slink:target, ProFTPD OS.unix=symlink.
    return facts.valueBegins(FactScan.TYPE, "os.unix=slink")
            || facts.valueBegins(FactScan.TYPE, "os.unix=symlink")
        ? Type.SYMLINK
        : Type.OTHER;
  }

  private @Nullable String target(String line) {
    int from = facts.start(FactScan.TYPE);
    int to = facts.stop(FactScan.TYPE);
    int colon = line.indexOf(':', from);
    return colon > 0 && colon + 1 < to ? line.substring(colon + 1, to) : null;
  }

  private long size(String line, Type type) {
    // Some servers name the size of a directory so.
    int fact = !facts.has(FactScan.SIZE) && type == Type.DIRECTORY ? FactScan.SIZD : FactScan.SIZE;
    return facts.has(fact) ? Scan.number(line, facts.start(fact), facts.stop(fact)) : -1;
  }

  private @Nullable ModifiedTime time(String line) {
    Instant instant =
        facts.has(FactScan.MODIFY)
            ? Scan.timeVal(line, facts.start(FactScan.MODIFY), facts.stop(FactScan.MODIFY))
            : null;
    return instant == null ? null : new ModifiedTime(instant, ModifiedTime.Precision.SECOND);
  }
}
