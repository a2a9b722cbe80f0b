package dev.ketch.cli;

import dev.ketch.ftp.FtpClient;
import dev.ketch.sync.Mirror;
import dev.ketch.sync.SyncEvent;
import dev.ketch.sync.SyncListener;
import dev.ketch.sync.SyncReport;
import dev.ketch.sync.SyncRules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs a mirror and shows it: text for people, JSON Lines for programs. Always ends in a summary.
 */
final class MirrorRun implements SyncListener {
  private final Console console;
  private final boolean json;
  private final boolean verbose;
  private final Map<String, Long> current = new HashMap<>();
  private ProgressLine progress = new ProgressLine(false);
  private long finished;
  private long knownFiles;
  private long knownBytes;
  private long failures;
  private long files;

  /** A tree that was not copied whole; why has been said already. */
  static final class Failed extends IOException {
    private static final long serialVersionUID = 1L;

    final int code;

    Failed(int code) {
      super("the tree is not complete");
      this.code = code;
    }
  }

  private interface Run {
    SyncReport run(Mirror mirror) throws IOException;
  }

  MirrorRun(Console console, boolean json, boolean verbose) {
    this.console = console;
    this.json = json;
    this.verbose = verbose;
  }

  int download(FtpClient client, SyncRules rules, String remote, Path local) {
    return run(client, rules, mirror -> mirror.download(remote, local));
  }

  int upload(FtpClient client, SyncRules rules, Path local, String remote) {
    return run(client, rules, mirror -> mirror.upload(local, remote));
  }

  int copy(FtpClient client, SyncRules rules, String from, FtpClient other, String to) {
    return run(client, rules, mirror -> mirror.copy(from, other, to));
  }

  private int run(FtpClient client, SyncRules rules, Run run) {
    long begun = System.nanoTime();
    SyncReport report;
    IOException failure = null;
    try (ProgressLine line = new ProgressLine(!json)) {
      progress = line;
      report = run.run(Mirror.of(client).withRules(rules).withListener(this));
    } catch (IOException e) {
      failure = e;
      double seconds = (System.nanoTime() - begun) / 1e9;
      report = new SyncReport(0, 0, 0, 0, 0, 0, 0, 0, 1, seconds, e, e);
    }
    if (failure == null && report.stoppedBy() != null) {
      failure = report.stoppedBy();
    }
    if (failure != null) {
      ExitCode.report(console, failure);
    }
    summary(report, rules.dryRun());
    return exitCode(report, failure);
  }

  private static int exitCode(SyncReport report, @Nullable IOException failure) {
    if (failure != null) {
      return ExitCode.of(failure);
    }
    IOException first = report.firstFailure();
    if (report.failed() == 0 || first == null) {
      return 0;
    }
    return ExitCode.SOME_FAILED;
  }

  private void summary(SyncReport r, boolean dryRun) {
    if (json) {
      console.line(
          new Json()
              .with("event", "summary")
              .with("files", r.files())
              .with("directories", r.directories())
              .with("links", r.links())
              .with("bytes", r.bytes())
              .with("skipped", r.skipped())
              .with("deleted", r.deleted())
              .with("failed", r.failed())
              .with("seconds", r.seconds())
              .with("renamed", r.renamed())
              .with("withheld", r.withheld() == 0 ? null : r.withheld())
              .toString());
      return;
    }
    console.line(
        (dryRun ? "would transfer " : "")
            + (r.files() + " files (" + ProgressLine.size(r.bytes()) + "), ")
            + (r.directories() + " directories")
            + (r.links() > 0 ? ", " + r.links() + " links" : "")
            + (r.renamed() > 0 ? ", " + r.renamed() + " renamed" : "")
            + ("; " + r.skipped() + " skipped, " + r.deleted() + " deleted, ")
            + (r.failed() + " failed; " + ProgressLine.tenths(r.seconds()) + " s"));
  }

  @Override
  public void event(SyncEvent e) {
    if (e.kind() == SyncEvent.Kind.ERROR) {
      failures++;
      current.remove(e.path());
    }
    if (e.kind() == SyncEvent.Kind.DONE && e.action().equals("transfer")) {
      current.remove(e.path());
      finished += Math.max(0, e.bytes());
      files++;
    }
    if (json) {
      console.line(
          new Json()
              .with("event", e.kind().name().toLowerCase(Locale.ROOT))
              .with("path", e.path())
              .with("action", e.action().isEmpty() ? null : e.action())
              .with("reason", e.reason().isEmpty() ? null : e.reason())
              .with("size", e.bytes() < 0 ? null : e.bytes())
              .with("from", e.from())
              .toString());
    } else if (e.kind() == SyncEvent.Kind.ERROR) {
      String where = e.path().isEmpty() ? "" : "\"" + e.path() + "\": ";
      console.error(where + e.reason());
    } else if (e.kind() == SyncEvent.Kind.NOTICE) {
      console.warn(e.reason());
    } else if (e.kind() == SyncEvent.Kind.PLAN
        || (verbose && e.kind() != SyncEvent.Kind.START && !e.reason().equals("same"))) {
      String word = e.action().isEmpty() ? "skip" : e.action();
      console.line(word + "  " + Escape.text(e.path()) + "  (" + Escape.text(e.reason()) + ")");
    }
  }

  @Override
  public void known(long files, long bytes) {
    knownFiles = files;
    knownBytes = bytes;
  }

  @Override
  public void progress(String path, long done, long total) {
    if (!progress.wanted()) {
      return;
    }
    current.put(path, done);
    long sum = finished;
    for (long part : current.values()) {
      sum += part;
    }
    String errors = failures == 0 ? "" : ", " + failures + " failed";
    progress.update(
        files + " of " + knownFiles + " files" + errors + ", now " + path, sum, knownBytes);
  }
}
