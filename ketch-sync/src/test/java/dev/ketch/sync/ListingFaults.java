package dev.ketch.sync;

import dev.ketch.sync.TreeServer.Answer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes one fault of a listing from a seed. Every fault is one that a client can notice. */
final class ListingFaults {
  private static final String[] REFUSALS = {
    "450 busy; no files listed",
    "450 No files found",
    "550 There is no filesystem mounted here",
    "550 No files found or you do not know the directory",
    "550 No members found.",
    "550 directory is empty, or cannot be read",
    "550 Permission denied",
    "550 Data set: no data sets found? catalog is locked",
    "451 local error",
    "421 too busy",
    "425 no data connection",
    "426 broken off",
    "500 what",
    "501 no such option",
    "502 not here",
    "530 log in first",
    "452 no room",
    "553 no",
    "226 nothing to tell",
    "250 ok",
  };
  private static final String[] BAD_ENDS = {
    "426 broken off",
    "451 local error",
    "550 it went away",
    "421 good bye",
    "425 lost",
    "500 no",
    "",
  };
  private static final String[] NOISE = {
    "ls: cannot open directory '.': Permission denied",
    "ls: reading directory '.': Input/output error",
    "/bin/ls: a.txt: No such file or directory",
    "%SYSTEM-F-NOPRIV, no privilege for attempted operation",
    "  a line no dialect knows 12:34",
    " another one",
    "   12 things",
    "precious 2024.txt",
    "5 spool files",
    "WARNING! the disk is nearly full 99%",
    "[Errno 5] Input/output error",
    "<html><body>502 Bad Gateway</body></html>",
    "226 Transfer complete",
    "550 b.txt: no such file",
    "\0\0\0\0",
    "-rw-r--r-- 1 ann",
    "Segmentation fault",
    "type=file",
    "type=file;size=3",
    " type=file;size=12;",
    ";;; ;",
    "total",
    "***",
  };
  private static final String[] PLACES = {
    "257 \"\"",
    "257 nowhere",
    "257 \"/unclosed",
    "500 what",
    "502 no",
    "550 no",
    "250 ok",
    "257 maybe / or not",
    "200 ???",
    "257 \"a\tb\"",
    "257-first\r\n257 ",
    "451 busy",
  };

  private final Random random;
  private final String directory;

  /** What was made, for the failure's message. */
  String name = "none";

  ListingFaults(Random random, String directory) {
    this.random = random;
    this.directory = directory;
  }

  private <T> T pick(T[] from) {
    return from[random.nextInt(from.length)];
  }

  TreeServer.Fault next() {
    switch (random.nextInt(10)) {
      case 0:
        return new TreeServer.Fault() {};
      case 1, 2:
        return onListing("cut", this::cut, true);
      case 3, 4, 5:
        return onListing("garbled", this::garble, true);
      case 6:
        return onListing("noise", this::noise, true);
      case 7:
        String refusal = pick(REFUSALS);
        boolean always = random.nextBoolean();
        // A server may well refuse every way of listing; an empty 2xx every time is no fault to
        // see.
        boolean all = always && !refusal.startsWith("2");
        return onListing(
            "refused " + refusal + (all ? " always" : ""),
            good -> new Answer(refusal, new byte[0], Answer.End.CLOSE, null),
            all);
      case 8:
        String place = pick(PLACES);
        name = "place " + place;
        return new TreeServer.Fault() {
          @Override
          public String place(String here) {
            return place;
          }
        };
      default:
        return onListing(
            "empty once",
            good -> new Answer("150 here", new byte[0], Answer.End.CLOSE, "226 done"),
            false);
    }
  }

  /** Changes the listings of one directory: all, or only the first that is asked for. */
  private TreeServer.Fault onListing(String kind, Change change, boolean always) {
    name = kind;
    long seed = random.nextLong();
    return new TreeServer.Fault() {
      private boolean done;

      @Override
      public synchronized Answer listing(String verb, String where, int number, Answer good) {
        if (!where.equals(directory) || done && !always || good.data().length == 0) {
          return good;
        }
        done = true;
        random.setSeed(seed);
        return change.of(good);
      }

      @Override
      public boolean closed(String where) {
        // A directory that lists as empty because it may not be read cannot be entered either.
        return false;
      }
    };
  }

  private interface Change {
    Answer of(Answer good);
  }

  private Answer cut(Answer good) {
    int at = random.nextInt(good.data().length);
    byte[] part = Arrays.copyOf(good.data(), at);
    boolean atLineEnd = at == 0 || part[at - 1] == '\n';
    Answer.End end =
        random.nextInt(3) == 0
            ? Answer.End.RESET
            : random.nextInt(12) == 0 ? Answer.End.STALL : Answer.End.CLOSE;
    // Cut at a line's end, with a 226: nobody could tell.
    String last = atLineEnd || random.nextBoolean() ? pick(BAD_ENDS) : "226 done";
    name = "cut at " + at + " of " + good.data().length + " " + end + " then " + last;
    return new Answer("150 here", part, end, last.isEmpty() ? null : last);
  }

  private Answer noise(Answer good) {
    List<String> lines = lines(good);
    String noise = pick(NOISE);
    lines.add(random.nextInt(lines.size() + 1), noise);
    if (random.nextBoolean()) {
      // The noise stands in the place of entries.
      lines.removeIf(line -> !line.equals(noise) && random.nextBoolean());
    }
    name = "noise " + noise;
    return whole(lines);
  }

  private Answer garble(Answer good) {
    List<String> lines = lines(good);
    int at = random.nextInt(lines.size());
    String line = lines.get(at);
    String before = line;
    int inside = line.isEmpty() ? 0 : random.nextInt(line.length());
    String word = line.isEmpty() ? "" : line.substring(line.lastIndexOf(' ') + 1);
    int prefix = Math.max(1, line.length() - word.length());
    int inPrefix = random.nextInt(prefix);
    switch (random.nextInt(9)) {
      case 0 -> line = " ".repeat(1 + random.nextInt(4)) + line;
      case 1 -> line = line.substring(inside);
      case 2 ->
          line =
              line.substring(0, inPrefix)
                  + line.substring(Math.min(line.length(), inPrefix + 1 + random.nextInt(9)));
      case 3 -> line = line.substring(0, inPrefix) + "\r\n" + line.substring(inPrefix);
      case 4 ->
          line =
              line.substring(0, inPrefix)
                  + "#?x\0\t~".charAt(random.nextInt(6))
                  + line.substring(Math.min(line.length(), inPrefix + 1));
      case 5 -> line = new StringBuilder(line).reverse().toString();
      case 6 -> {
        if (at + 1 < lines.size()) {
          line = line + lines.remove(at + 1);
        }
      }
      case 7 ->
          line =
              line.toUpperCase(java.util.Locale.ROOT).equals(line)
                  ? " " + line
                  : line.substring(0, prefix).toUpperCase(java.util.Locale.ROOT)
                      + line.substring(prefix);
      default -> line = word;
    }
    lines.set(at, line);
    name = "garbled <" + before + "> to <" + line + ">";
    return whole(lines);
  }

  private static List<String> lines(Answer good) {
    String text = new String(good.data(), StandardCharsets.ISO_8859_1);
    List<String> lines = new ArrayList<>(List.of(text.split("\r\n", -1)));
    lines.remove(lines.size() - 1);
    return lines;
  }

  private static Answer whole(List<String> lines) {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line).append("\r\n"));
    return Answer.good(text.toString());
  }
}
