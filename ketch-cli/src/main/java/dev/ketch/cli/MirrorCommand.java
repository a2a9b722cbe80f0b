package dev.ketch.cli;

import dev.ketch.ftp.FtpClient;
import dev.ketch.ftp.internal.local.LocalPaths;
import dev.ketch.ftp.url.FtpUrl;
import dev.ketch.sync.Comparison;
import dev.ketch.sync.Copying;
import dev.ketch.sync.Deletion;
import dev.ketch.sync.Effort;
import dev.ketch.sync.SyncPlan;
import dev.ketch.sync.SyncRules;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "mirror",
    description = "Makes one tree like another: from a server, to a server, or between two.",
    footer = {
      "",
      "Examples:",
      "  ketch mirror ftp://ftp.example.org/pub ./pub",
      "  ketch mirror --delete --max-delete 100 ./site ftp://user@ftp.example.org/www",
      "  ketch mirror --dry-run --json ftp://ftp.example.org/pub ./pub > plan.jsonl",
      "  ketch mirror --apply plan.jsonl ftp://ftp.example.org/pub ./pub",
      "  ketch mirror --move --newer-than 7d ftp://user@ftp.example.org/out ./inbox",
      "  ketch mirror ftp://one.example.org/pub ftp://user@two.example.org/pub"
    })
final class MirrorCommand extends BaseCommand {
  @Mixin SelectionOptions selection = new SelectionOptions();

  @Option(
      names = "--parallel",
      paramLabel = "N",
      description = "sessions at once; default: as many as pay")
  @Nullable Integer parallel;

  @Option(
      names = "--segments",
      paramLabel = "N",
      description = "sessions for one large file; default: all that are free, 1 for one")
  int segments;

  @Option(
      names = "--delete",
      arity = "0..1",
      paramLabel = "all",
      preprocessor = AttachedOnly.class,
      fallbackValue = AttachedOnly.NOTHING,
      description =
          "remove what the source does not have; nothing if the source is empty or more than half"
              + " of the target would go, unless with =all or --max-delete")
  @Nullable String delete;

  @Option(
      names = "--delete-excluded",
      description = "with --delete, remove also what is left out by --exclude")
  boolean deleteExcluded;

  @Option(
      names = "--max-delete",
      paramLabel = "N",
      description = "delete nothing if more than N would go, however many the target holds")
  @Nullable Integer maxDelete;

  @Option(
      names = "--trash",
      paramLabel = "DIR",
      description = "move there, on the target's side, what --delete removes")
  @Nullable String trash;

  @Option(names = "--move", description = "remove each file of the source once its copy is whole")
  boolean move;

  @Option(
      names = "--apply",
      paramLabel = "PLAN",
      description = "do what --dry-run --json wrote into PLAN, and nothing else")
  @Nullable Path plan;

  @Option(names = "--dry-run", description = "only tell what would be done")
  boolean dryRun;

  @Option(
      names = "--compare",
      paramLabel = "HOW",
      converter = ComparisonName.class,
      description =
          "size-and-time (default), size, time, newer, checksum or none (transfer everything)")
  @Nullable Comparison compare;

  @Option(
      names = "--only-newer",
      description = "transfer what is missing or newer, whatever its size (--compare newer)")
  boolean onlyNewer;

  @Option(
      names = "--checksum",
      description = "compare bytes, by the server's checksums or by notes (--compare checksum)")
  boolean checksum;

  @Option(
      names = "--state",
      paramLabel = "FILE",
      description = "where --checksum keeps its notes; default: in your state directory")
  @Nullable Path state;

  @Option(
      names = "--links",
      paramLabel = "WHAT",
      description = "skip, keep or follow; default: skip")
  Copying.Links links = Copying.Links.SKIP;

  @Option(names = "--no-times", description = "do not give copies the times of their originals")
  boolean noTimes;

  @Option(names = "--perms", description = "give copies the permissions of their originals")
  boolean permissions;

  @Option(
      names = "--in-place",
      description = "upload straight to the final names, without temporary ones")
  boolean inPlace;

  @Option(
      names = "--limit-rate",
      paramLabel = "N",
      description = "bytes a second in all, such as 500k or 2M")
  @Nullable String limitRate;

  @Option(names = "--max-errors", paramLabel = "N", description = "stop after more than N failures")
  int maxErrors = -1;

  @Option(
      names = "--tries",
      paramLabel = "N",
      description = "tries for a file when its failure may pass; default: 5")
  int tries = Effort.DEFAULT.tries();

  @Option(
      names = "--target-password-file",
      paramLabel = "FILE",
      description = "of two servers, the second one's; or KETCH_TARGET_PASSWORD, or netrc")
  @Nullable String targetPasswordFile;

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
    boolean fromServer = FtpUrl.isUrl(source);
    boolean toServer = FtpUrl.isUrl(target);
    if (!fromServer && !toServer) {
      throw new UsageException("one of SOURCE and TARGET must be an ftp:// URL");
    }
    if (inPlace && !toServer) {
      throw new UsageException("--in-place is for uploads: a download always has a temporary name");
    }
    if (fromServer && isText(url(source), false) || toServer && isText(url(target), false)) {
      throw new UsageException("a mirror copies byte for byte: its URLs go without ;type=a");
    }
    SyncRules rules = rules();
    MirrorRun run = new MirrorRun(console, json, verbose);
    if (!fromServer) {
      FtpUrl to = url(target);
      return run.upload(client(to), rules, LocalPaths.of(source), to.path());
    }
    FtpUrl from = url(source);
    if (!toServer) {
      return run.download(client(from), rules, from.path(), LocalPaths.of(target));
    }
    FtpUrl to = url(target);
    FtpClient second = FtpClient.of(connection.targetConfig(to, console, targetPasswordFile));
    return run.copy(client(from), rules, from.path(), second, to.path());
  }

  private SyncRules rules() throws IOException {
    check();
    SyncPlan steps = plan == null ? null : PlanFile.read(plan);
    boolean deletes = steps == null ? delete != null : steps.deletes();
    return new SyncRules(
        selection.selection(),
        comparison(),
        new Deletion(deletes, mostDeletions(), trash, deleteExcluded),
        new Copying(links, !noTimes, permissions, move, inPlace),
        new Effort(
            parallel == null ? 0 : parallel,
            segments,
            limitRate == null ? 0 : Quantity.parse("--limit-rate", limitRate),
            maxErrors,
            tries),
        dryRun,
        steps,
        state);
  }

  private int mostDeletions() {
    if (maxDelete != null) {
      return maxDelete;
    }
    return "all".equals(delete) ? Deletion.ALL : Deletion.GUARDED;
  }

  private void check() {
    checkDeletion();
    if (parallel != null && (parallel < 1 || parallel > 64)) {
      throw new UsageException("--parallel is a number from 1 to 64");
    }
    if (segments < 0 || segments > 64) {
      throw new UsageException("--segments is a number from 1 to 64");
    }
    if (tries < 1) {
      throw new UsageException("--tries begins at 1");
    }
    if (plan != null && dryRun) {
      throw new UsageException("--apply does what --dry-run only tells: give one of them");
    }
    if ("0".equals(limitRate)) {
      throw new UsageException("--limit-rate 0 would never end");
    }
  }

  private void checkDeletion() {
    if (delete != null && !delete.equals("all") && !delete.equals(AttachedOnly.NOTHING)) {
      throw new UsageException("--delete takes no value but all: --delete=all");
    }
    if (maxDelete != null && maxDelete < 0) {
      throw new UsageException("--max-delete must be at least 0");
    }
    if (maxDelete != null && delete == null) {
      throw new UsageException("--max-delete needs --delete");
    }
    if (deleteExcluded && delete == null) {
      throw new UsageException("--delete-excluded needs --delete");
    }
    if (trash != null && delete == null && plan == null) {
      throw new UsageException("--trash needs --delete");
    }
  }

  private Comparison comparison() {
    int given = (onlyNewer ? 1 : 0) + (checksum ? 1 : 0) + (compare == null ? 0 : 1);
    if (given > 1) {
      throw new UsageException("give one of --compare, --only-newer and --checksum");
    }
    if (compare != null) {
      return compare;
    }
    return onlyNewer ? Comparison.NEWER : checksum ? Comparison.CHECKSUM : Comparison.SIZE_AND_TIME;
  }
}
