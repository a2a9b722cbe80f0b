package dev.ketch.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;

/**
 * Which paths take part. Patterns are tried in order and the last that fits decides; where none
 * fits, a path takes part unless the first pattern is an include. A pattern without a slash is
 * compared with the name, one with a slash with the whole relative path; one that ends in a slash
 * fits directories only.
 */
public final class NameFilter {
  /** A pattern: whether a path fits, and whether that takes it in or leaves it out. */
  private record Rule(boolean include, BiPredicate<String, Boolean> fits) {}

  /** After so many names with which an expression does not come to an end, no more are tried. */
  private static final int MOST_UNDECIDED = 100;

  /** Everything takes part. */
  public static final NameFilter ALL = new NameFilter(List.of());

  private final List<Rule> rules;

  private NameFilter(List<Rule> rules) {
    this.rules = rules;
  }

  /** This filter with one more pattern behind the others. */
  public NameFilter with(boolean include, String glob) {
    if (glob.isBlank()) {
      throw new IllegalArgumentException("an empty pattern would hit everything or nothing");
    }
    boolean onlyDirectories = glob.endsWith("/");
    String pattern = onlyDirectories ? glob.substring(0, glob.length() - 1) : glob;
    boolean wholePath = pattern.indexOf('/') >= 0;
    Glob matcher = Glob.of(pattern);
    return and(
        include,
        (path, directory) ->
            (directory || !onlyDirectories) && matcher.matches(wholePath ? path : nameOf(path)));
  }

  /**
   * This filter with one more regular expression behind the others. It is looked for anywhere in
   * the relative path, which ends in a slash for a directory. A path with which it does not come to
   * an end within some seconds is refused as a failure.
   */
  public NameFilter withRegex(boolean include, String regex) {
    Pattern pattern = Pattern.compile(regex);
    AtomicInteger undecided = new AtomicInteger();
    return and(
        include, (path, directory) -> found(pattern, directory ? path + "/" : path, undecided));
  }

  private static boolean found(Pattern pattern, String path, AtomicInteger undecided) {
    if (undecided.get() >= MOST_UNDECIDED) {
      throw new UndecidedNameException(pattern.pattern());
    }
    try {
      return pattern.matcher(new BoundedText(path)).find();
    } catch (BoundedText.UsedUp | StackOverflowError e) {
      undecided.incrementAndGet();
      throw new UndecidedNameException(pattern.pattern());
    }
  }

  private NameFilter and(boolean include, BiPredicate<String, Boolean> fits) {
    List<Rule> more = new ArrayList<>(rules);
    more.add(new Rule(include, fits));
    return new NameFilter(more);
  }

  /**
   * Whether a path takes part. Directories are entered even if only their files are included.
   *
   * @throws IllegalStateException if a regular expression does not come to an end with it
   */
  public boolean takes(String path, boolean directory) {
    boolean taken = rules.isEmpty() || !rules.get(0).include() || directory;
    for (Rule rule : rules) {
      if (!(directory && rule.include()) && rule.fits().test(path, directory)) {
        taken = rule.include();
      }
    }
    return taken;
  }

  private static String nameOf(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
