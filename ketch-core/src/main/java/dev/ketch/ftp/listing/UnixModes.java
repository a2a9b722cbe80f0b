package dev.ketch.ftp.listing;

import dev.ketch.ftp.listing.FtpEntry.Type;

/**
 * The word with type and permissions of a UNIX line: {@code -rw-r--r--} with a sign of attributes
 * behind it or without, {@code drwxrwx} of HylaFAX, {@code ar-xr-xr-x} of Plan 9, {@code
 * d[RWCEAFMS]} of NetWare, {@code -C--E-----FTP} of Connect:Enterprise.
 */
final class UnixModes {
  /** Doors and whiteouts, migrated and network special files among them: all {@code OTHER}. */
  private static final String TYPES = "-dlbcpsDmnwC";

  private static final String MODE = "-rwxsStTlLCEFDd?";

  private final Words words;
  private boolean sawWhole;
  private String last = "";

  UnixModes(Words words) {
    this.words = words;
  }

  /** The word's place; inode and blocks may stand before it. Or -1. */
  int find() {
    for (int i = 0; i < Math.min(3, words.count() - 2); i++) {
      if (isWhole(i)) {
        sawWhole = true;
        return i;
      }
      if (isNetWare(i) || isPlan9(i) || isSterling(i) || !sawWhole && isShort(i)) {
        return i;
      }
      if (words.number(i) < 0) {
        return -1;
      }
    }
    return -1;
  }

  private boolean isWhole(int word) {
    if (words.length(word) < 10 || TYPES.indexOf(words.first(word)) < 0) {
      return false;
    }
    for (int i = 1; i < 10; i++) {
      if (MODE.indexOf(words.at(word, i)) < 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Fewer signs, each in its own place. Not among whole ones: there it is the rest of a line that
   * lost its beginning, and its type may be another.
   */
  private boolean isShort(int word) {
    char type = words.first(word);
    int length = words.length(word);
    if (length < 7 || length > 9 || type != '-' && type != 'd' && type != 'l') {
      return false;
    }
    for (int i = 1; i < length; i++) {
      char c = words.at(word, i);
      if (c != '-' && c != "rwx".charAt((i - 1) % 3)) {
        return false;
      }
    }
    return true;
  }

  /** Files that can only be appended to. */
  private boolean isPlan9(int word) {
    if (words.first(word) != 'a' || words.length(word) < 10 || words.length(word) > 11) {
      return false;
    }
    for (int i = 1; i < words.length(word); i++) {
      if ("-rwx".indexOf(words.at(word, i)) < 0) {
        return false;
      }
    }
    return true;
  }

  /** Nine flags of a batch, and the protocol that it came by. */
  private boolean isSterling(int word) {
    if (words.first(word) != '-' || words.length(word) != 13) {
      return false;
    }
    for (int i = 1; i < 13; i++) {
      char c = words.at(word, i);
      if ((c < 'A' || c > 'Z') && (c != '-' || i > 9)) {
        return false;
      }
    }
    return true;
  }

  /** {@code d [R----F--]} or {@code d[RWCEAFMS]}. */
  boolean isNetWare(int word) {
    char type = words.first(word);
    if (type != 'd' && type != '-') {
      return false;
    }
    return words.length(word) == 1
        ? word + 1 < words.count() && words.first(word + 1) == '[' && words.last(word + 1) == ']'
        : words.at(word, 1) == '[' && words.last(word) == ']';
  }

  /** Neighbours in a listing mostly have the same mode: then they share its text. */
  String text(int word) {
    if (words.length(word) == 1) {
      return words.text(word + 1);
    }
    int at = words.start(word) + 1;
    int length = Math.min(9, words.length(word) - 1);
    if (words.at(word, 1) == '[') {
      return words.text(word).substring(1);
    }
    if (last.length() != length || !words.line().startsWith(last, at)) {
      last = words.line().substring(at, at + length);
    }
    return last;
  }

  Type type(int word) {
    return switch (words.first(word)) {
      // Data Migration Facility: a file that lies on tape for the moment. Plan 9: append only.
      case '-', 'm', 'a' -> Type.FILE;
      case 'd' -> Type.DIRECTORY;
      case 'l' -> Type.SYMLINK;
      // A door of Solaris has permissions; a directory of servers that know none has not.
      case 'D' -> words.is(word, "D---------") ? Type.DIRECTORY : Type.OTHER;
      default -> Type.OTHER;
    };
  }
}
