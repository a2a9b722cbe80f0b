package dev.ketch.ftp.listing;

/**
 * Where the facts of an MLSx line stand that entries are made of, found in one pass. One object
 * serves line after line.
 */
final class FactScan {
  static final int TYPE = 0;
  static final int SIZE = 1;
  static final int SIZD = 2;
  static final int MODIFY = 3;
  static final int MODE = 4;
  static final int OWNER = 5;
  static final int GROUP = 6;

  private static final int FACTS = 7;
  private static final String LINK = "os.unix=slink:";
  private static final String[] NAMES = {
    "modify", "perm", "unique", "create", "sizd", "lang", "media-type", "charset", "unix."
  };

  private final int[] starts = new int[FACTS];
  private final int[] stops = new int[FACTS];

  /** How telling a value of owner and group is: a name more than a number. */
  private final int[] ranks = new int[FACTS];

  private String line = "";

  /** Whether any fact is one that exists: a line of other words is none of a machine. */
  private boolean known;

  /** Whether {@code fact=value;} stands before the first blank, as in every line of a machine. */
  static boolean beginsWithFact(String line) {
    int blank = line.indexOf(' ');
    int semicolon = line.indexOf(';');
    int equals = line.indexOf('=');
    return equals > 0 && equals < semicolon && semicolon < blank;
  }

  /**
   * Finds the facts of a line.
   *
   * @param begin where the facts begin
   * @return the blank that ends them and is followed by the name, or -1 if these are no facts. The
   *     last of several facts may lack its semicolon, and the target of a link may hold blanks
   */
  int read(String text, int begin) {
    line = text;
    known = false;
    java.util.Arrays.fill(starts, -1);
    java.util.Arrays.fill(ranks, 0);
    int blank = text.indexOf(' ', begin);
    int i = begin;
    while (blank >= 0) {
      if (blank == i) {
        return known ? blank : -1;
      }
      int equals = text.indexOf('=', i);
      if (equals <= i || blank < equals) {
        return -1;
      }
      int semicolon = text.indexOf(';', equals);
      if (semicolon < 0 || blank < semicolon) {
        boolean link = isLink(i, equals);
        if (semicolon < 0 || !link) {
          return i == begin || link ? -1 : lastFact(i, equals, blank);
        }
      }
      note(i, equals, semicolon);
      i = semicolon + 1;
      if (blank < i) {
        blank = text.indexOf(' ', i);
      }
    }
    return -1;
  }

  /**
   * The last fact of servers that leave out its semicolon. A value with a blank in it looks the
   * same where more facts follow: then nobody knows where the name begins.
   */
  private int lastFact(int from, int equals, int blank) {
    if (line.indexOf("; ", blank) >= 0) {
      return -1;
    }
    note(from, equals, blank);
    return known ? blank : -1;
  }

  private boolean isLink(int from, int equals) {
    return equals - from == 4 && matches(from, "type") && matches(equals + 1, LINK);
  }

  private void note(int from, int equals, int stop) {
    switch (equals - from) {
      case 4 -> {
        noteIf(TYPE, "type", from, equals, stop, 1);
        noteIf(SIZE, "size", from, equals, stop, 1);
        noteIf(SIZD, "sizd", from, equals, stop, 1);
      }
      case 6 -> noteIf(MODIFY, "modify", from, equals, stop, 1);
      case 8 -> {
        noteIf(OWNER, "unix.uid", from, equals, stop, 1);
        noteIf(GROUP, "unix.gid", from, equals, stop, 1);
      }
      case 9 -> noteIf(MODE, "unix.mode", from, equals, stop, 1);
      case 10 -> {
        noteIf(OWNER, "unix.owner", from, equals, stop, 2);
        noteIf(GROUP, "unix.group", from, equals, stop, 2);
      }
      case 14 -> {
        noteIf(OWNER, "unix.ownername", from, equals, stop, 3);
        noteIf(GROUP, "unix.groupname", from, equals, stop, 3);
      }
      default -> {
        // A fact that entries do not show; FactMap has it.
      }
    }
    if (!known) {
      known = starts[TYPE] >= 0 || starts[SIZE] >= 0 || isKnown(from, equals);
    }
  }

  /** Whether it is a fact of RFC 3659 or of a system that names its facts. */
  private boolean isKnown(int from, int equals) {
    for (String name : NAMES) {
      if (name.endsWith(".") ? equals - from > name.length() : equals - from == name.length()) {
        if (matches(from, name)) {
          return true;
        }
      }
    }
    return false;
  }

  private void noteIf(int fact, String name, int from, int equals, int stop, int rank) {
    if (rank > ranks[fact] && matches(from, name)) {
      starts[fact] = equals + 1;
      stops[fact] = stop;
      ranks[fact] = rank;
    }
  }

  /** Whether these letters stand there, in any case; the expected ones are lower case. */
  private boolean matches(int from, String expected) {
    if (from + expected.length() > line.length()) {
      return false;
    }
    for (int i = 0; i < expected.length(); i++) {
      char c = line.charAt(from + i);
      char lower = c >= 'A' && c <= 'Z' ? (char) (c | 0x20) : c;
      if (lower != expected.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Whether there is such a fact with a value. */
  boolean has(int fact) {
    return starts[fact] >= 0 && starts[fact] < stops[fact];
  }

  int start(int fact) {
    return starts[fact];
  }

  int stop(int fact) {
    return stops[fact];
  }

  boolean valueIs(int fact, String expected) {
    return starts[fact] >= 0
        && stops[fact] - starts[fact] == expected.length()
        && matches(starts[fact], expected);
  }

  boolean valueBegins(int fact, String expected) {
    return starts[fact] >= 0
        && stops[fact] - starts[fact] >= expected.length()
        && matches(starts[fact], expected);
  }

  /** The value of a fact; the same object as before if it is the same text. */
  String text(int fact, String before) {
    int length = stops[fact] - starts[fact];
    return before.length() == length && line.startsWith(before, starts[fact])
        ? before
        : line.substring(starts[fact], stops[fact]);
  }
}
