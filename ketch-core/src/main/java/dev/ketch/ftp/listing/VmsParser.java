package dev.ketch.ftp.listing;

import dev.ketch.ftp.listing.FtpEntry.Type;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;

/**
 * {@code NAME.EXT;3 155 2-JUL-2003 10:30:13.64 [GROUP,OWNER] (RWED,RWED,RE,)} of OpenVMS, with
 * MultiNet's errors in place of sizes and with lines broken behind long names. Sizes are blocks of
 * 512 bytes, so they are left out; they tell nothing that a transfer could be held to.
 */
final class VmsParser implements ListingParser {
  private final Words words = new Words();
  private final VmsColumns columns;
  private final HeldLines headings = new HeldLines();
  private final HeldLines wrapped = new HeldLines();
  private String longName = "";
  private boolean begun;

  VmsParser(Clock clock, ZoneId zone) {
    this.columns = new VmsColumns(words, new Dates(clock, zone));
  }

  @Override
  public Line parse(String line) {
    words.of(line);
    if (!wrapped.isEmpty()) {
      // Some servers break without a blank before the rest; an error text begins so, too.
      boolean error = words.count() > 0 && line.charAt(0) == '%';
      Line joined = words.count() == 0 || error ? Line.UNKNOWN : entry(longName, 0);
      if (joined != Line.UNKNOWN) {
        wrapped.bearOut();
        return joined;
      }
      wrapped.refute();
    }
    if (words.count() == 0) {
      return Line.BLANK;
    }
    if (isDirectoryLine()) {
      return headings.hold(line, Line.HEADING);
    }
    if (isTotal() && (begun || !headings.isEmpty())) {
      headings.bearOut();
      return Line.TOTAL;
    }
    Line found = Words.isBlank(line.charAt(0)) ? Line.UNKNOWN : versioned(line);
    if (found == Line.UNKNOWN) {
      headings.refute();
    }
    return found;
  }

  private Line versioned(String line) {
    String name = words.text(0);
    if (!isVersioned(name)) {
      return Line.UNKNOWN;
    }
    if (words.count() == 1) {
      longName = name;
      return wrapped.hold(line, Line.CONTINUATION);
    }
    return entry(name, 1);
  }

  @Override
  public List<Settled> settled() {
    List<Settled> before = headings.take();
    List<Settled> behind = wrapped.take();
    if (before.isEmpty() || behind.isEmpty()) {
      return before.isEmpty() ? behind : before;
    }
    return java.util.stream.Stream.concat(before.stream(), behind.stream()).toList();
  }

  @Override
  public List<Settled> atEnd() {
    headings.refute();
    wrapped.refute();
    return settled();
  }

  /** {@code Directory DISK:[USER]}: a heading if a listing follows. */
  private boolean isDirectoryLine() {
    return words.is(0, "Directory")
        && words.count() == 2
        && words.last(1) == ']'
        && words.text(1).indexOf('[') >= 0;
  }

  /** {@code Total of 18 files, 1102 blocks.} */
  private boolean isTotal() {
    int of = words.are("Grand", "total", "of") ? 2 : words.are("Total", "of") ? 1 : 0;
    return of > 0
        && words.count() > of + 2
        && words.number(of + 1) >= 0
        && (words.startsWith(of + 2, "file")
            || words.startsWith(of + 2, "block")
            || words.startsWith(of + 2, "director"));
  }

  /** {@code NAME.EXT;3}: the version tells VMS from all others. */
  private static boolean isVersioned(String name) {
    int semicolon = name.lastIndexOf(';');
    return semicolon > 0
        && name.lastIndexOf('.', semicolon) >= 0
        && Scan.digits(name, semicolon + 1, name.length());
  }

  private Line entry(String told, int at) {
    if (!columns.read(at)) {
      return Line.UNKNOWN;
    }
    headings.bearOut();
    begun = true;
    String bare = told.substring(0, told.lastIndexOf(';'));
    boolean directory = bare.endsWith(".DIR");
    // A directory is entered by its name alone; a file by its name, with which version is fine.
    String name = directory ? bare.substring(0, bare.length() - 4) : bare;
    if (name.isEmpty() || name.equals(".") || name.equals("..")) {
      name = told; // A file without a name: only its version tells it from the directory itself.
    }
    return new Line.Entry(
        new FtpEntry(
            name,
            directory ? Type.DIRECTORY : Type.FILE,
            -1,
            columns.time(),
            columns.protection(),
            columns.owner(),
            columns.group(),
            null,
            java.util.Map.of()));
  }
}
