package dev.ketch.ftp.listing;

import dev.ketch.ftp.listing.FtpEntry.Type;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** {@code type=file;size=12;modify=20260101120000; name} (RFC 3659 section 7). */
final class MlsxParser implements ListingParser {
  private final Interned modes = new Interned();
  private final Interned owners = new Interned();
  private final Interned groups = new Interned();

  @Override
  public Line parse(String line) {
    if (line.isBlank()) {
      return Line.NOTHING;
    }
    int nameAt = FactMap.end(line) + 1;
    if (nameAt <= 0 || nameAt >= line.length()) {
      return Line.UNKNOWN;
    }
    FactMap facts = new FactMap(line, nameAt - 1);
    String name = line.substring(nameAt);
    int type = facts.find("type");
    int typeEnd = facts.valueEnd();
    if (type >= 0 && (is(line, type, typeEnd, "cdir") || is(line, type, typeEnd, "pdir"))) {
      return Line.NOTHING;
    }
    Type kind = type < 0 ? Type.OTHER : typeOf(line, type, typeEnd);
    return new Line.Entry(
        new FtpEntry(
            name,
            kind,
            size(facts, line, kind),
            time(facts, line),
            text(facts, line, modes, "unix.mode"),
            first(facts, line, owners, "unix.ownername", "unix.owner", "unix.uid"),
            first(facts, line, groups, "unix.groupname", "unix.group", "unix.gid"),
            kind == Type.SYMLINK ? target(line, type, typeEnd) : null,
            facts));
  }

  private static boolean is(String line, int from, int to, String text) {
    return to - from == text.length() && line.regionMatches(true, from, text, 0, text.length());
  }

  private static boolean begins(String line, int from, int to, String text) {
    return to - from >= text.length() && line.regionMatches(true, from, text, 0, text.length());
  }

  private static Type typeOf(String line, int from, int to) {
    if (is(line, from, to, "file")) {
      return Type.FILE;
    }
    if (is(line, from, to, "dir")) {
      return Type.DIRECTORY;
    }
    // Pure-FTPd and others write OS.unix=slink:target, ProFTPD OS.unix=symlink.
    return begins(line, from, to, "os.unix=slink") || begins(line, from, to, "os.unix=symlink")
        ? Type.SYMLINK
        : Type.OTHER;
  }

  private static @Nullable String target(String line, int from, int to) {
    int colon = line.indexOf(':', from);
    return colon > 0 && colon + 1 < to ? line.substring(colon + 1, to) : null;
  }

  private static long size(FactMap facts, String line, Type kind) {
    int from = facts.find("size");
    if (from < 0 && kind == Type.DIRECTORY) {
      from = facts.find("sizd"); // Some servers name the size of a directory so.
    }
    return from < 0 ? -1 : Scan.number(line, from, facts.valueEnd());
  }

  private static @Nullable ModifiedTime time(FactMap facts, String line) {
    int from = facts.find("modify");
    Instant instant = from < 0 ? null : Scan.timeVal(line, from, facts.valueEnd());
    return instant == null ? null : new ModifiedTime(instant, ModifiedTime.Precision.SECOND);
  }

  private static @Nullable String text(FactMap facts, String line, Interned last, String name) {
    int from = facts.find(name);
    return from < 0 || from == facts.valueEnd() ? null : last.of(line, from, facts.valueEnd());
  }

  private static @Nullable String first(
      FactMap facts, String line, Interned last, String... names) {
    for (String name : names) {
      String value = text(facts, line, last, name);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  /** Neighbours mostly have the same owner and mode: then they share its text. */
  private static final class Interned {
    private String last = "";

    String of(String line, int from, int to) {
      if (last.length() != to - from || !line.startsWith(last, from)) {
        last = line.substring(from, to);
      }
      return last;
    }
  }
}
