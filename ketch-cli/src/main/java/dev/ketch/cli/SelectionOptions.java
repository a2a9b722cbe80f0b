package dev.ketch.cli;

import dev.ketch.ftp.internal.local.LocalPaths;
import dev.ketch.ftp.protocol.NameCodec;
import dev.ketch.sync.NameFilter;
import dev.ketch.sync.Selection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which files a mirror takes. */
final class SelectionOptions {
  @Spec(Spec.Target.MIXEE)
  CommandSpec spec;

  @Option(
      names = "--include",
      paramLabel = "GLOB",
      description = "take these; the last pattern that fits decides")
  List<String> include = List.of();

  @Option(names = "--exclude", paramLabel = "GLOB", description = "leave these out, and alone")
  List<String> exclude = List.of();

  @Option(
      names = "--include-regex",
      paramLabel = "REGEX",
      description = "the same by a regular expression found in the path; directories end in /")
  List<String> includeRegex = List.of();

  @Option(
      names = "--exclude-regex",
      paramLabel = "REGEX",
      description = "the same by a regular expression found in the path; directories end in /")
  List<String> excludeRegex = List.of();

  @Option(
      names = "--include-from",
      paramLabel = "FILE",
      description = "one --include GLOB a line; # begins a comment")
  List<String> includeFrom = List.of();

  @Option(
      names = "--exclude-from",
      paramLabel = "FILE",
      description = "one --exclude GLOB a line; # begins a comment")
  List<String> excludeFrom = List.of();

  @Option(
      names = "--newer-than",
      paramLabel = "WHEN",
      description = "only files changed after WHEN: a file here, 2026-01-31, an instant, or 7d ago")
  @Nullable String newerThan;

  @Option(
      names = "--older-than",
      paramLabel = "WHEN",
      description = "only files changed before WHEN")
  @Nullable String olderThan;

  @Option(
      names = "--size",
      paramLabel = "FROM-TO",
      description = "only files of this size, such as 1k-, -10M or 1-1G")
  @Nullable String size;

  @Option(names = "--only-missing", description = "only files that the target does not have")
  boolean onlyMissing;

  @Option(names = "--only-existing", description = "only files that the target has")
  boolean onlyExisting;

  @Option(
      names = "--max-depth",
      paramLabel = "N",
      description = "so many levels of directories, 0 for none; default: 100, deeper is a failure")
  int maxDepth = -1;

  @Option(names = "--no-empty-dirs", description = "make no directory that nothing goes into")
  boolean noEmptyDirectories;

  Selection selection() throws IOException {
    if (onlyMissing && onlyExisting) {
      throw new UsageException("--only-missing and --only-existing leave nothing; give one");
    }
    Selection.Which which =
        onlyMissing
            ? Selection.Which.MISSING
            : onlyExisting ? Selection.Which.EXISTING : Selection.Which.ALL;
    long[] sizes = sizes();
    return Selection.ALL
        .withFilter(filter())
        .withWhich(which)
        .withAge(moment("--newer-than", newerThan), moment("--older-than", olderThan))
        .withSizes(sizes[0], sizes[1])
        .withDepth(maxDepth)
        .withEmptyDirectories(!noEmptyDirectories);
  }

  /** The order of all of them together counts, and only the arguments as typed still have it. */
  private NameFilter filter() throws IOException {
    Map<String, Iterator<String>> values =
        Map.of(
            "--include", include.iterator(),
            "--exclude", exclude.iterator(),
            "--include-regex", includeRegex.iterator(),
            "--exclude-regex", excludeRegex.iterator(),
            "--include-from", includeFrom.iterator(),
            "--exclude-from", excludeFrom.iterator());
    NameFilter filter = NameFilter.ALL;
    for (String word : spec.commandLine().getParseResult().originalArgs()) {
      int equals = word.indexOf('=');
      String name = equals < 0 ? word : word.substring(0, equals);
      Iterator<String> rest = values.get(name);
      if (rest != null && rest.hasNext()) {
        filter = with(filter, name, rest.next());
      }
    }
    return filter;
  }

  private static NameFilter with(NameFilter filter, String name, String value) throws IOException {
    boolean takes = name.startsWith("--include");
    try {
      if (name.endsWith("-regex")) {
        return filter.withRegex(takes, value);
      }
      if (!name.endsWith("-from")) {
        return filter.with(takes, value);
      }
      NameFilter more = filter;
      for (String line : lines(LocalPaths.of(value))) {
        if (!line.isBlank() && !line.startsWith("#")) {
          more = more.with(takes, line.strip());
        }
      }
      return more;
    } catch (NoSuchFileException e) {
      throw new IOException("there is no file \"" + value + "\"", e);
    } catch (PatternSyntaxException e) {
      throw new UsageException(name + " \"" + value + "\": " + e.getDescription());
    } catch (IllegalArgumentException e) {
      throw new UsageException(name + " \"" + value + "\": " + e.getMessage());
    }
  }

  /** Patterns that are no UTF-8 stand for names that are none. */
  private static List<String> lines(Path file) throws IOException {
    NameCodec codec = new NameCodec(StandardCharsets.UTF_8);
    return codec.decode(Files.readAllBytes(file)).lines().toList();
  }

  private static @Nullable Instant moment(String option, @Nullable String text) throws IOException {
    if (text == null) {
      return null;
    }
    if (Files.exists(LocalPaths.of(text))) {
      return Files.getLastModifiedTime(LocalPaths.of(text)).toInstant();
    }
    try {
      if (text.matches("\\d{1,6}[smhdw]")) {
        long number = Long.parseLong(text.substring(0, text.length() - 1));
        long seconds =
            switch (text.charAt(text.length() - 1)) {
              case 's' -> 1;
              case 'm' -> 60;
              case 'h' -> 3600;
              case 'd' -> 86_400;
              default -> 604_800;
            };
        return Instant.now().minus(Duration.ofSeconds(number * seconds));
      }
      return text.length() == 10
          ? LocalDate.parse(text).atStartOfDay(ZoneId.systemDefault()).toInstant()
          : text.endsWith("Z")
              ? Instant.parse(text)
              : java.time.OffsetDateTime.parse(text)
                  .withOffsetSameInstant(ZoneOffset.UTC)
                  .toInstant();
    } catch (DateTimeParseException e) {
      throw new UsageException(
          option
              + " is a file here, a day (2026-01-31), an instant (2026-01-31T12:00:00Z), or how"
              + " long ago: 90s, 15m, 12h, 7d, 2w; not \""
              + text
              + "\"");
    }
  }

  private long[] sizes() {
    if (size == null) {
      return new long[] {0, Long.MAX_VALUE};
    }
    int dash = size.indexOf('-');
    if (dash >= 0 && size.length() > 1) {
      String from = size.substring(0, dash);
      String to = size.substring(dash + 1);
      long least = from.isEmpty() ? 0 : Quantity.parse("--size", from);
      long most = to.isEmpty() ? Long.MAX_VALUE : Quantity.parse("--size", to);
      if (least <= most) {
        return new long[] {least, most};
      }
    }
    throw new UsageException("--size is FROM-TO in bytes, such as 1k-, -10M or 1-1G");
  }
}
