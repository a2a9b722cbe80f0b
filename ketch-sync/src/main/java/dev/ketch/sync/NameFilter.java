package dev.ketch.sync;

import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;

/**
 * Which paths take part. Patterns are tried in order and the last that fits decides; where none
 * fits, a path takes part unless the first pattern is an include. A pattern without a slash is
 * compared with the name, one with a slash with the whole relative path.
 */
public final class NameFilter {
  private record Rule(boolean include, boolean wholePath, PathMatcher glob) {}

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
    String pattern = glob.endsWith("/") ? glob.substring(0, glob.length() - 1) : glob;
    List<Rule> more = new ArrayList<>(rules);
    more.add(
        new Rule(
            include,
            pattern.indexOf('/') >= 0,
            FileSystems.getDefault().getPathMatcher("glob:" + pattern)));
    return new NameFilter(more);
  }

  /** Whether a path takes part. Directories are entered even if only their files are included. */
  public boolean takes(String path, boolean directory) {
    boolean taken = rules.isEmpty() || !rules.get(0).include() || directory;
    for (Rule rule : rules) {
      if (!(directory && rule.include()) && fits(rule, path)) {
        taken = rule.include();
      }
    }
    return taken;
  }

  private static boolean fits(Rule rule, String path) {
    try {
      String subject = rule.wholePath() ? path : path.substring(path.lastIndexOf('/') + 1);
      return rule.glob().matches(Path.of(subject));
    } catch (InvalidPathException e) {
      return false; // A name that cannot be a path here is refused later, and said so.
    }
  }
}
