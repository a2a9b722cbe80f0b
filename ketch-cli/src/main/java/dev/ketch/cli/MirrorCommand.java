package dev.ketch.cli;

import dev.ketch.ftp.url.FtpUrl;
import dev.ketch.sync.NameFilter;
import dev.ketch.sync.SyncPlan;
import dev.ketch.sync.SyncRules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "mirror",
    description = "Makes one tree like another: from a server to here, or from here to a server.",
    footer = {
      "",
      "Examples:",
      "  ketch mirror ftp://ftp.example.org/pub ./pub",
      "  ketch mirror --delete --max-delete 100 ./site ftp://user@ftp.example.org/www",
      "  ketch mirror --dry-run --json ftp://ftp.example.org/pub ./pub > plan.jsonl",
      "  ketch mirror --apply plan.jsonl ftp://ftp.example.org/pub ./pub",
      "  ketch mirror --dry-run --exclude '*.tmp' ftp://ftp.example.org/pub ./pub"
    })
final class MirrorCommand extends BaseCommand {
  @Spec CommandSpec spec;

  @Option(
      names = "--parallel",
      paramLabel = "N",
      description = "sessions at once; default: as many as pay")
  @Nullable Integer parallel;

  @Option(names = "--delete", description = "remove what the source does not have")
  boolean delete;

  @Option(
      names = "--max-delete",
      paramLabel = "N",
      description = "delete nothing if more than N would go")
  int maxDelete = -1;

  @Option(
      names = "--trash",
      paramLabel = "DIR",
      description = "move there, on the target's side, what --delete removes")
  @Nullable String trash;

  @Option(
      names = "--apply",
      paramLabel = "PLAN",
      description = "do what --dry-run --json wrote into PLAN, and nothing else")
  @Nullable Path plan;

  @Option(names = "--dry-run", description = "only tell what would be done")
  boolean dryRun;

  @Option(
      names = "--include",
      paramLabel = "GLOB",
      description = "take these; the last pattern that fits decides")
  List<String> include = List.of();

  @Option(names = "--exclude", paramLabel = "GLOB", description = "leave these out, and alone")
  List<String> exclude = List.of();

  @Option(
      names = "--only-newer",
      description = "transfer what is missing or newer, whatever its size")
  boolean onlyNewer;

  @Option(
      names = "--links",
      paramLabel = "WHAT",
      description = "skip, keep or follow; default: skip")
  SyncRules.Links links = SyncRules.Links.SKIP;

  @Option(names = "--no-times", description = "do not give copies the times of their originals")
  boolean noTimes;

  @Option(
      names = "--limit-rate",
      paramLabel = "N",
      description = "bytes a second in all, such as 500k or 2M")
  @Nullable String limitRate;

  @Option(names = "--max-errors", paramLabel = "N", description = "stop after more than N failures")
  int maxErrors = -1;

  @Option(
      names = {"-v", "--verbose"},
      description = "a line for everything done")
  boolean verbose;

  @Option(names = "--json", description = "one JSON object an event")
  boolean json;

  @Parameters(index = "0", paramLabel = "SOURCE")
  String source = "";

  @Parameters(index = "1", paramLabel = "TARGET")
  String target = "";

  @Override
  public Integer call() throws IOException {
    boolean down = FtpUrl.isUrl(source);
    if (down == FtpUrl.isUrl(target)) {
      throw new UsageException(
          down
              ? "mirror from server to server is not offered yet; one side must be a directory here"
              : "one of SOURCE and TARGET must be an ftp:// URL");
    }
    MirrorRun run = new MirrorRun(console, json, verbose);
    FtpUrl url = url(down ? source : target);
    return down
        ? run.download(client(url), rules(), url.path(), Path.of(target))
        : run.upload(client(url), rules(), Path.of(source), url.path());
  }

  private SyncRules rules() throws IOException {
    if (parallel != null && (parallel < 1 || parallel > 64)) {
      throw new UsageException("--parallel is a number from 1 to 64");
    }
    if (maxDelete >= 0 && !delete) {
      throw new UsageException("--max-delete needs --delete");
    }
    if (trash != null && !delete && plan == null) {
      throw new UsageException("--trash needs --delete");
    }
    if (plan != null && dryRun) {
      throw new UsageException("--apply does what --dry-run only tells: give one of them");
    }
    SyncPlan steps = plan == null ? null : PlanFile.read(plan);
    return new SyncRules(
        parallel == null ? 0 : parallel,
        steps == null ? delete : steps.deletes(),
        maxDelete,
        dryRun,
        filter(),
        onlyNewer,
        links,
        !noTimes,
        rate(),
        maxErrors,
        trash,
        steps,
        SyncRules.DEFAULT.tries());
  }

  /** The order of both options together counts, and only the arguments as typed still have it. */
  private NameFilter filter() {
    NameFilter filter = NameFilter.ALL;
    Iterator<String> includes = include.iterator();
    Iterator<String> excludes = exclude.iterator();
    for (String word : spec.commandLine().getParseResult().originalArgs()) {
      if ((word.equals("--include") || word.startsWith("--include=")) && includes.hasNext()) {
        filter = filter.with(true, includes.next());
      } else if ((word.equals("--exclude") || word.startsWith("--exclude="))
          && excludes.hasNext()) {
        filter = filter.with(false, excludes.next());
      }
    }
    return filter;
  }

  private long rate() {
    if (limitRate == null) {
      return 0;
    }
    String text = limitRate.toLowerCase(Locale.ROOT);
    int unit = "kmg".indexOf(text.charAt(text.length() - 1));
    try {
      long number = Long.parseLong(unit < 0 ? text : text.substring(0, text.length() - 1));
      if (number > 0) {
        return number << (10 * (unit + 1));
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new UsageException("--limit-rate is bytes a second, such as 500k or 2M");
  }
}
