package dev.ketch.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ketch.ftp.FtpClient;
import dev.ketch.ftp.FtpConfig;
import dev.ketch.ftp.FtpSession;
import dev.ketch.ftp.options.Timeouts;
import dev.ketch.ftp.protocol.Command;
import dev.ketch.ftp.protocol.Reply;
import dev.ketch.ftp.protocol.WireListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever is thrown, wherever: the run comes to its end, says that it is not complete, and deletes
 * nothing. Each collaborator throws at its first call, at its second, and so on.
 */
class AnyThrowableTest {
  /** Nobody waits as long; a run that hangs is one that is still going on then. */
  private static final long LIMIT = 60;

  private static final int EXTRAS = 3;

  /** Who throws. */
  enum Where {
    SOURCE,
    TARGET,
    MOVER,
    LISTENER,
    WIRE
  }

  @TempDir Path work;
  private Path site = Path.of(".");
  private EmbeddedFtp server;

  @BeforeEach
  void site() throws IOException {
    site = Files.createDirectories(work.resolve("site"));
    for (String file : new String[] {"a", "d/b", "d/c", "e/f/g"}) {
      Files.createDirectories(site.resolve(file).getParent());
      Files.writeString(site.resolve(file), file);
    }
    server = new EmbeddedFtp(site);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** Throws at one call of many, and knows which that was. */
  private static final class Fault {
    private final int at;
    private final Throwable what;
    private int calls;
    private boolean hit;
    private String call = "";

    Fault(int at, Throwable what) {
      this.at = at;
      this.what = what;
    }

    synchronized void pass(String name) {
      if (++calls == at) {
        hit = true;
        call = name;
        throw sneaky(what);
      }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> RuntimeException sneaky(Throwable t) throws T {
      throw (T) t;
    }
  }

  private static class FaultyTree extends ForwardingTree {
    private final Fault fault;

    FaultyTree(Tree tree, Fault fault) {
      super(tree);
      this.fault = fault;
    }

    @Override
    public EntryList list(FtpSession session, String path) throws IOException {
      fault.pass("list");
      return super.list(session, path);
    }

    @Override
    public void makeDirectory(FtpSession session, String path) throws IOException {
      fault.pass("mkdir");
      super.makeDirectory(session, path);
    }

    @Override
    public void delete(FtpSession session, String path, TreeEntry entry) throws IOException {
      fault.pass("delete");
      super.delete(session, path, entry);
    }

    @Override
    public String objection(String name) {
      fault.pass("objection");
      return super.objection(name);
    }

    @Override
    public boolean foldsCase() {
      fault.pass("foldsCase");
      return super.foldsCase();
    }
  }

  private record Outcome(SyncReport report, Fault fault, Path target) {
    long extrasLeft() throws IOException {
      try (Stream<Path> all = Files.list(target)) {
        return all.filter(f -> f.getFileName().toString().startsWith("extra")).count();
      }
    }
  }

  private Outcome run(Where where, int at, Throwable what) throws Exception {
    Fault fault = new Fault(at, what);
    Fault none = new Fault(0, what);
    Path target = Files.createTempDirectory(work, "target");
    for (int i = 0; i < EXTRAS; i++) {
      Files.writeString(target.resolve("extra" + i), "x");
    }
    FtpClient client = client(where == Where.WIRE ? fault : none);
    Connector connector = new Connector(client, null);
    SyncRules rules =
        SyncRules.DEFAULT.withDelete(true, -1).with(Effort.DEFAULT.withParallel(2).withTries(2));
    LocalTree local = new LocalTree(target);
    FtpTree remote;
    SessionPair first;
    try {
      first = connector.open();
      remote = FtpTree.existing(first.source(), "/");
    } catch (Throwable e) {
      assertThat(fault.hit).isTrue();
      return new Outcome(
          new SyncReport(0, 0, 0, 0, 0, 0, 0, 0, 1, 0, new IOException(e), null), fault, target);
    }
    FileMover mover = FileMover.download(remote, local, rules);
    FileMover faulty =
        (sessions, path, entry, round, listener) -> {
          (where == Where.MOVER ? fault : none).pass("move");
          FileMover.Copy copy = mover.move(sessions, path, entry, round, listener);
          return new FileMover.Copy() {
            @Override
            public long finish() throws IOException {
              try {
                (where == Where.MOVER ? fault : none).pass("finish");
              } catch (Throwable e) {
                copy.giveUp(); // As what really fails does for itself.
                throw e;
              }
              return copy.finish();
            }

            @Override
            public int mayWait() {
              return copy.mayWait();
            }

            @Override
            public void giveUp() throws IOException {
              copy.giveUp();
            }
          };
        };
    Route route =
        new Route(
            connector,
            new FaultyTree(remote, where == Where.SOURCE ? fault : none),
            new FaultyTree(local, where == Where.TARGET ? fault : none),
            faulty,
            "test");
    Tally tally = new Tally(listener(where == Where.LISTENER ? fault : none));
    SyncReport report =
        CompletableFuture.supplyAsync(() -> new SyncRunner(route, rules, tally).run(first))
            .get(LIMIT, TimeUnit.SECONDS);
    return new Outcome(report, fault, target);
  }

  private FtpClient client(Fault fault) {
    return FtpClient.of(
        FtpConfig.of("127.0.0.1").toBuilder()
            .port(server.port())
            .timeouts(Timeouts.all(Duration.ofSeconds(20)))
            .wireListener(
                new WireListener() {
                  @Override
                  public void sent(Command command) {
                    fault.pass("sent " + command);
                  }

                  @Override
                  public void received(Reply reply) {
                    fault.pass("received " + reply);
                  }
                })
            .build());
  }

  private static SyncListener listener(Fault fault) {
    return new SyncListener() {
      @Override
      public void event(SyncEvent event) {
        fault.pass(event.kind().toString());
      }

      @Override
      public void known(long files, long bytes) {
        fault.pass("known");
      }

      @Override
      public void progress(String path, long done, long total) {
        fault.pass("progress");
      }
    };
  }

  private int everywhere(Where where, IntFunction<Throwable> what) throws Exception {
    for (int n = 1; ; n++) {
      Outcome outcome = run(where, n, what.apply(n));
      String at = where + " " + n + " " + outcome.fault.call + " " + outcome.fault.what;
      if (!outcome.fault.hit) {
        assertThat(outcome.report.firstFailure()).as(at).isNull();
        assertThat(outcome.report.isComplete()).as(at).isTrue();
        assertThat(outcome.extrasLeft()).as(at).isZero();
        return n;
      }
      assertThat(outcome.report.isComplete()).as(at).isFalse();
      String call = outcome.fault.call.toLowerCase(java.util.Locale.ROOT);
      boolean atTheEnd = call.contains("quit") || call.contains("goodbye");
      if (!call.contains("delete") && !atTheEnd) {
        assertThat(outcome.extrasLeft()).as(at).isEqualTo(EXTRAS);
      }
      if (where != Where.WIRE) {
        assertThat(outcome.report.failed()).as(at).isPositive();
      }
      for (IOException told :
          new IOException[] {outcome.report.stoppedBy(), outcome.report.firstFailure()}) {
        if (told != null && where != Where.WIRE) {
          assertThat(told.getMessage()).as(at).doesNotContain("Exception", "Error", "null", "java");
        }
      }
      try (Stream<Path> all = Files.walk(outcome.target)) {
        assertThat(all.filter(f -> f.toString().endsWith(".ketch-part"))).as(at).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Where.class)
  void whateverIsThrownEndsInAReportAndDeletesNothing(Where where) throws Exception {
    int calls =
        everywhere(
            where,
            n ->
                switch (n % 5) {
                  case 0 -> new IllegalStateException();
                  case 1 -> new OutOfMemoryError();
                  case 2 -> new NullPointerException("Cannot invoke \"String.length()\"");
                  case 3 ->
                      new java.util.concurrent.TimeoutException(); // Checked, and not declared.
                  default -> new StackOverflowError();
                });
    assertThat(calls).isGreaterThan(4);
  }

  @Test
  void whatAListenerThrowsReachesTheCaller() throws Exception {
    IllegalStateException thrown = new IllegalStateException("the window was closed");
    SyncReport report = run(Where.LISTENER, 3, thrown).report;
    assertThat(report.stoppedBy()).hasCause(thrown).hasMessageContaining("the window was closed");
  }
}
