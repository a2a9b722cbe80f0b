package dev.ketch.ftp.listing;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code type=file;size=12;modify=20260101120000; name} (RFC 3659 section 7). */
final class MlsxParser implements ListingParser {
  @Override
  public Line parse(String line) {
    if (line.isBlank()) {
      return Line.NOTHING;
    }
    // The value of a fact may hold blanks (link targets), so the name begins behind "; ".
    int semicolon = line.indexOf("; ");
    int nameAt = semicolon >= 0 ? semicolon + 1 : line.indexOf(' ');
    if (nameAt < 0 || nameAt + 1 >= line.length()) {
      return Line.UNKNOWN;
    }
    Map<String, String> facts = new LinkedHashMap<>();
    if (!readFacts(line, nameAt, facts)) {
      return Line.UNKNOWN;
    }
    String name = line.substring(nameAt + 1);
    String type = facts.getOrDefault("type", "");
    String kind = type.toLowerCase(Locale.ROOT);
    if (kind.equals("cdir") || kind.equals("pdir")) {
      return Line.NOTHING;
    }
    return new Line.Entry(
        new FtpEntry(
            name,
            typeOf(kind),
            size(facts),
            time(facts.get("modify")),
            facts.get("unix.mode"),
            first(facts, "unix.ownername", "unix.owner", "unix.uid"),
            first(facts, "unix.groupname", "unix.group", "unix.gid"),
            target(type, kind),
            facts));
  }

  private static boolean readFacts(String line, int end, Map<String, String> facts) {
    int i = 0;
    while (i < end) {
      int semicolon = line.indexOf(';', i);
      int stop = semicolon < 0 || semicolon > end ? end : semicolon;
      int equals = line.indexOf('=', i);
      if (equals < 0 || equals >= stop) {
        return false;
      }
      facts.put(
          line.substring(i, equals).toLowerCase(Locale.ROOT), line.substring(equals + 1, stop));
      i = stop + 1;
    }
    return true;
  }

  private static FtpEntry.Type typeOf(String kind) {
    if (kind.equals("file")) {
      return FtpEntry.Type.FILE;
    }
    if (kind.equals("dir")) {
      return FtpEntry.Type.DIRECTORY;
    }
    // Pure-FTPd and others write OS.unix=slink:target, ProFTPD OS.unix=symlink.
    return kind.startsWith("os.unix=slink") || kind.startsWith("os.unix=symlink")
        ? FtpEntry.Type.SYMLINK
        : FtpEntry.Type.OTHER;
  }

  private static @Nullable String target(String type, String kind) {
    int colon = type.indexOf(':');
    return kind.startsWith("os.unix=s") && colon > 0 && colon + 1 < type.length()
        ? type.substring(colon + 1)
        : null;
  }

  private static long size(Map<String, String> facts) {
    String size = facts.get("size");
    return size == null ? -1 : Scan.number(size);
  }

  private static @Nullable ModifiedTime time(@Nullable String modify) {
    Instant instant = modify == null ? null : Scan.timeVal(modify);
    return instant == null ? null : new ModifiedTime(instant, ModifiedTime.Precision.SECOND);
  }

  private static @Nullable String first(Map<String, String> facts, String... names) {
    for (String name : names) {
      String value = facts.get(name);
      if (value != null && !value.isEmpty()) {
        return value;
      }
    }
    return null;
  }
}
