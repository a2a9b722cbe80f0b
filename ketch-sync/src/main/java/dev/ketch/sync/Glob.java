package dev.ketch.sync;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern of {@code *}, {@code **}, {@code ?}, <code>[a-z]</code> and <code>{one,two}</code>, as
 * Java's own file systems have them. All ways that a text could fit are followed at once, so that
 * the time is at most the pattern's length times the text's: Java's own translation into a regular
 * expression takes minutes for two stars and a long name, which a server may choose.
 */
final class Glob {
  /** One thing to match, and what follows it. */
  private static final class Step {
    private final int kind;
    private final int codePoint;
    private final GlobClass set;

    /** Where to go on; two ways for a split. */
    private int next;

    private int other = -1;

    Step(int kind, int codePoint, GlobClass set) {
      this.kind = kind;
      this.codePoint = codePoint;
      this.set = set;
    }
  }

  private static final int CHAR = 0;
  private static final int NOT_SLASH = 1;
  private static final int ANY = 2;
  private static final int CLASS = 3;
  private static final int SPLIT = 4;
  private static final int END = 5;

  private static final GlobClass NONE = new GlobClass(false, new int[0]);

  private final String pattern;
  private final boolean ignoreCase;
  private final List<Step> steps = new ArrayList<>();
  private Step[] program = {};
  private int at;

  private Glob(String pattern, boolean ignoreCase) {
    this.pattern = pattern;
    this.ignoreCase = ignoreCase;
  }

  /**
   * Reads a pattern.
   *
   * @throws PatternSyntaxException if it is none
   */
  static Glob of(String pattern) {
    return of(pattern, System.getProperty("os.name", "").startsWith("Windows"));
  }

  static Glob of(String pattern, boolean ignoreCase) {
    Glob glob = new Glob(pattern, ignoreCase);
    glob.sequence(false);
    glob.add(END);
    glob.program = glob.steps.toArray(Step[]::new);
    return glob;
  }

  private Step add(int kind) {
    return add(new Step(kind, 0, NONE));
  }

  private Step add(Step step) {
    steps.add(step);
    step.next = steps.size();
    return step;
  }

  /** Up to the pattern's end, or to the comma or brace that ends one of several. */
  private void sequence(boolean inGroup) {
    while (at < pattern.length()) {
      int c = next();
      switch (c) {
        case '*' -> star();
        case '?' -> add(NOT_SLASH);
        case '[' -> add(new Step(CLASS, 0, characters()));
        case '{' -> {
          if (inGroup) {
            throw wrong("Cannot nest groups");
          }
          group();
        }
        case '}', ',' -> {
          if (inGroup) {
            at--;
            return;
          }
          literal(c);
        }
        case '\\' -> {
          if (at == pattern.length()) {
            throw wrong("No character to escape");
          }
          literal(next());
        }
        default -> literal(c);
      }
    }
    if (inGroup) {
      throw wrong("Missing '}'");
    }
  }

  private int next() {
    int c = pattern.codePointAt(at);
    at += Character.charCount(c);
    return c;
  }

  private void literal(int c) {
    add(new Step(CHAR, folded(c), NONE));
  }

  private int folded(int c) {
    return ignoreCase ? Character.toLowerCase(Character.toUpperCase(c)) : c;
  }

  /** A split that either takes one more and comes back, or goes on. */
  private void star() {
    boolean any = at < pattern.length() && pattern.charAt(at) == '*';
    at += any ? 1 : 0;
    int here = steps.size();
    Step split = add(SPLIT);
    Step one = add(any ? ANY : NOT_SLASH);
    one.next = here;
    split.other = steps.size();
  }

  private void group() {
    List<Step> exits = new ArrayList<>();
    boolean more = true;
    while (more) {
      Step split = add(SPLIT);
      sequence(true);
      more = pattern.charAt(at++) == ',';
      exits.add(add(SPLIT));
      split.other = more ? steps.size() : -1;
    }
    for (Step exit : exits) {
      exit.next = steps.size();
    }
  }

  private GlobClass characters() {
    int from = at - 1;
    boolean not = at < pattern.length() && pattern.charAt(at) == '!';
    at += not ? 1 : 0;
    List<Integer> ranges = new ArrayList<>();
    boolean first = true;
    while (true) {
      if (at >= pattern.length()) {
        throw wrong("Missing ']'");
      }
      int c = next();
      if (c == ']' && !first) {
        int[] bounds = ranges.stream().mapToInt(Integer::intValue).toArray();
        return new GlobClass(not, bounds);
      }
      if (c == ']' || c == '/') {
        at = from;
        throw wrong(c == '/' ? "Explicit 'name separator' in class" : "Empty class");
      }
      int to = c;
      boolean range = at + 1 < pattern.length() && pattern.charAt(at) == '-';
      if (range && pattern.charAt(at + 1) != ']') {
        at++;
        to = next();
        if (to < c) {
          throw wrong("Invalid range");
        }
      }
      ranges.add(folded(c));
      ranges.add(folded(to));
      first = false;
    }
  }

  private PatternSyntaxException wrong(String what) {
    return new PatternSyntaxException(what, pattern, Math.min(at, pattern.length() - 1));
  }

  /** Whether the whole text fits. */
  boolean matches(String text) {
    int[] now = new int[program.length];
    int[] then = new int[program.length];
    int[] seen = new int[program.length];
    Arrays.fill(seen, -1);
    int count = enter(0, now, 0, seen, 0);
    for (int i = 0; i < text.length() && count > 0; ) {
      int typed = text.codePointAt(i);
      i += Character.charCount(typed);
      int c = folded(typed);
      int more = 0;
      for (int s = 0; s < count; s++) {
        Step step = program[now[s]];
        if (takes(step, c)) {
          more = enter(step.next, then, more, seen, i);
        }
      }
      int[] swap = now;
      now = then;
      then = swap;
      count = more;
    }
    for (int s = 0; s < count; s++) {
      if (program[now[s]].kind == END) {
        return true;
      }
    }
    return false;
  }

  private static boolean takes(Step step, int c) {
    return switch (step.kind) {
      case CHAR -> step.codePoint == c;
      case NOT_SLASH -> c != '/';
      case ANY -> true;
      case CLASS -> c != '/' && step.set.holds(c);
      default -> false;
    };
  }

  /** Adds a step to those that may come next, or, of a split, what it leads to. */
  private int enter(int first, int[] into, int size, int[] seen, int place) {
    int count = size;
    int step = first;
    while (step >= 0 && seen[step] != place) {
      seen[step] = place;
      Step here = program[step];
      if (here.kind != SPLIT) {
        into[count++] = step;
        return count;
      }
      if (here.other < 0) {
        step = here.next;
      } else {
        count = enter(here.next, into, count, seen, place);
        step = here.other;
      }
    }
    return count;
  }
}
