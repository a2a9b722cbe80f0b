package dev.ketch.ftp.listing;

import org.jspecify.annotations.Nullable;

/** Size, group and owner of a UNIX line: the words before its date, read from right to left. */
final class UnixOwners {
  private long size;
  private @Nullable String owner;
  private @Nullable String group;

  long size() {
    return size;
  }

  @Nullable String owner() {
    return owner;
  }

  @Nullable String group() {
    return group;
  }

  void read(Words words, int first, int sizeWord, boolean other) {
    int last = sizeWord - 1;
    size = other ? -1 : sizeOf(words, sizeWord);
    String glued = glued(words, sizeWord);
    if (last >= first && words.last(last) == ',') {
      last--; // A device: major, minor.
    }
    int at = first;
    if (last >= at && words.is(last, "folder")) {
      size = -1; // NetPresenz counts what is in a folder.
      last--;
    }
    boolean forks =
        last == at + 1
            && words.number(at) >= 0
            && words.number(at) + words.number(last) == words.number(sizeWord);
    if (forks && words.number(last) >= 0) {
      set(null, null); // The two forks of a Macintosh file.
      return;
    }
    if (at < last && words.number(at) >= 0) {
      at++; // The count of links.
    }
    split(words, at, last, glued);
  }

  private void split(Words words, int at, int last, @Nullable String glued) {
    int count = last - at + 1;
    if (count <= 0) {
      set(glued, null);
    } else if (count == 1) {
      set(same(owner, words, at), glued);
    } else if (count == 2) {
      set(same(owner, words, at), same(group, words, last));
    } else {
      int cut = at; // Names with blanks: two blanks part the columns, else the first word.
      for (int i = at; i < last; i++) {
        if (words.start(i + 1) - words.end(i) > 1) {
          cut = i;
          break;
        }
      }
      set(words.text(at, cut), words.text(cut + 1, last));
    }
  }

  private void set(@Nullable String newOwner, @Nullable String newGroup) {
    owner = newOwner;
    group = newGroup;
  }

  /** The same text as in the line before, if it is the same. */
  private static String same(@Nullable String before, Words words, int word) {
    return before != null && words.is(word, before) ? before : words.text(word);
  }

  /** The letters of a group that ran into the size, or null. */
  private static @Nullable String glued(Words words, int word) {
    char first = words.first(word);
    if (first >= '0' && first <= '9' || first == '-') {
      return null;
    }
    int end = words.end(word);
    while (end > words.start(word) && Character.isDigit(words.line().charAt(end - 1))) {
      end--;
    }
    return words.line().substring(words.start(word), end);
  }

  private static long sizeOf(Words words, int word) {
    long plain = words.number(word);
    if (plain >= 0) {
      return plain;
    }
    String line = words.line();
    int end = words.end(word);
    int unit = "kmgt".indexOf(line.charAt(end - 1) | 0x20);
    if (unit >= 0) {
      return withUnit(line.substring(words.start(word), end - 1), unit);
    }
    int from = end;
    while (from > words.start(word) && "0123456789,".indexOf(line.charAt(from - 1)) >= 0) {
      from--;
    }
    boolean negative = from > words.start(word) && line.charAt(from - 1) == '-';
    return negative ? -1 : Scan.number(line.substring(from, end).replace(",", ""));
  }

  /** {@code 33.5} with k, M, G or T behind it, by powers of 1024. */
  private static long withUnit(String number, int unit) {
    int dot = number.indexOf('.');
    long whole = Scan.number(dot < 0 ? number : number.substring(0, dot));
    long tenths = dot < 0 ? 0 : Scan.number(number, dot + 1, Math.min(dot + 2, number.length()));
    long factor = 1L << 10 * (unit + 1);
    return whole < 0 || tenths < 0 || whole > Long.MAX_VALUE / factor - 1
        ? -1
        : whole * factor + tenths * factor / 10;
  }
}
