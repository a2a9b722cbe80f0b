package dev.ketch.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ketch.ftp.FtpClient;
import dev.ketch.ftp.FtpConfig;
import dev.ketch.ftp.options.Timeouts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Deletions that look like a mistake are not done unless the user says so. */
class DeletionGuardTest {
  private static final SyncRules DELETE = SyncRules.DEFAULT.withDelete(true, Deletion.GUARDED);

  /** Which side is where. */
  enum Way {
    DOWN,
    UP,
    ACROSS
  }

  @TempDir Path work;
  private Path source = Path.of(".");
  private Path target = Path.of(".");
  private EmbeddedFtp from;
  private EmbeddedFtp to;
  private final List<SyncEvent> events = new ArrayList<>();

  @BeforeEach
  void start() throws IOException {
    source = Files.createDirectory(work.resolve("source"));
    target = Files.createDirectory(work.resolve("target"));
    from = new EmbeddedFtp(source);
    to = new EmbeddedFtp(target);
  }

  @AfterEach
  void stop() {
    from.close();
    to.close();
  }

  private SyncReport mirror(Way way, SyncRules rules) throws IOException {
    events.clear();
    Mirror mirror =
        Mirror.of(client(way == Way.UP ? to : from))
            .withRules(rules)
            .withListener(
                new SyncListener() {
                  @Override
                  public void event(SyncEvent event) {
                    events.add(event);
                  }
                });
    return switch (way) {
      case DOWN -> mirror.download("/", target);
      case UP -> mirror.upload(source, "/");
      case ACROSS -> mirror.copy("/", client(to), "/");
    };
  }

  private static FtpClient client(EmbeddedFtp server) {
    return FtpClient.of(
        FtpConfig.of("127.0.0.1").toBuilder()
            .port(server.port())
            .timeouts(Timeouts.all(Duration.ofSeconds(20)))
            .build());
  }

  private static void files(Path root, String... names) throws IOException {
    for (String name : names) {
      Path file = root.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, name);
    }
  }

  private static String[] many(String prefix, int count) {
    return Stream.iterate(0, i -> i + 1).limit(count).map(i -> prefix + i).toArray(String[]::new);
  }

  private static Set<String> tree(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(f -> !f.equals(root))
          .map(f -> root.relativize(f).toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private String complaint() {
    return events.stream()
        .filter(e -> e.kind() == SyncEvent.Kind.ERROR)
        .map(SyncEvent::reason)
        .collect(Collectors.joining("\n"));
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void anEmptySourceDeletesNothingUnlessTheUserSaysSo(Way way) throws IOException {
    files(target, "a", "d/b");
    Set<String> before = tree(target);
    SyncReport report = mirror(way, DELETE);
    assertThat(report.isComplete()).isFalse();
    assertThat(report.failed()).isEqualTo(1);
    assertThat(report.withheld()).isEqualTo(2);
    assertThat(complaint())
        .contains("2 entries with 1 below", "\"a\"", "the source is empty")
        .contains("--delete=all", "--max-delete 2");
    assertThat(tree(target)).isEqualTo(before);
    assertThat(mirror(way, DELETE.withDryRun(true)).failed()).isEqualTo(1);
    assertThat(complaint()).contains("the source is empty");
    assertThat(mirror(way, DELETE.withDelete(true, 1)).isComplete()).isFalse();
    assertThat(tree(target)).isEqualTo(before);
    SyncRules yes = DELETE.withDelete(true, way == Way.UP ? 2 : Deletion.ALL);
    assertThat(mirror(way, yes).isComplete()).isTrue();
    assertThat(tree(target)).isEmpty();
  }

  /** All that the target holds is below one directory, or two: there is one thing to delete. */
  @ParameterizedTest
  @ValueSource(strings = {"a/", "a/b/c/", ""})
  void aDirectoryCountsWithAllThatIsBelowIt(String where) throws IOException {
    files(source, "new1", "new2");
    files(target, many(where + "f", 40));
    files(target, "new1");
    Set<String> before = tree(target);
    assertThat(mirror(Way.UP, DELETE).isComplete()).isFalse();
    assertThat(complaint()).contains("more than half of the ");
    before.add("new2"); // What is new arrives all the same.
    assertThat(tree(target)).isEqualTo(before);
    assertThat(mirror(Way.DOWN, DELETE.withDryRun(true)).isComplete()).isFalse();
  }

  @Test
  void tenEntriesMayGoAndSoMayTheSmallerHalf() throws IOException {
    files(source, "stays");
    files(target, many("f", 10));
    assertThat(mirror(Way.UP, DELETE).deleted()).isEqualTo(10);
    files(source, many("s", 13));
    files(target, many("s", 13));
    files(target, many("d/f", 12)); // With d, 13 of 27.
    assertThat(mirror(Way.UP, DELETE).isComplete()).isTrue();
    assertThat(target.resolve("d")).doesNotExist();
  }

  @Test
  void whatIsLeftOutByTheFilterIsNeitherHeldNorThere() throws IOException {
    files(source, many("cache", 30));
    files(target, many("cache", 30));
    files(target, "doc1", "doc2");
    SyncRules rules = DELETE.withFilter(NameFilter.ALL.with(false, "cache*"));
    assertThat(mirror(Way.DOWN, rules).isComplete()).isFalse();
    assertThat(complaint()).contains("the source is empty");
    assertThat(target.resolve("doc1")).exists();
  }

  @Test
  void aTrashIsGuardedToo() throws IOException {
    files(source, "stays");
    files(target, many("f", 20));
    SyncRules rules = DELETE.withTrash(work.resolve("trash").toString());
    assertThat(mirror(Way.DOWN, rules).isComplete()).isFalse();
    assertThat(work.resolve("trash")).doesNotExist();
  }

  @Test
  void afterAMoveTheEmptySourceDoesNotTakeTheCopiesAway() throws IOException {
    files(source, many("f", 3));
    SyncRules rules = DELETE.with(new Copying(Copying.Links.SKIP, true, false, true));
    assertThat(mirror(Way.DOWN, rules).isComplete()).isTrue();
    assertThat(tree(source)).isEmpty();
    assertThat(mirror(Way.DOWN, rules).isComplete()).isFalse();
    assertThat(tree(target)).hasSize(3);
  }

  /** Renamed files are no deletions, in a dry run neither. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aDirectoryThatWasRenamedIsNoLoss(boolean dryRun) throws IOException {
    for (int i = 0; i < 15; i++) {
      byte[] bytes = new byte[70_000 + i];
      Path old = target.resolve("old/f" + i);
      Path now = source.resolve("new/f" + i);
      Files.createDirectories(old.getParent());
      Files.createDirectories(now.getParent());
      Files.write(old, bytes);
      Files.write(now, bytes);
      Files.setLastModifiedTime(old, Files.getLastModifiedTime(now));
    }
    SyncReport report = mirror(Way.DOWN, DELETE.withDryRun(dryRun));
    assertThat(report.firstFailure()).isNull();
    assertThat(report.renamed()).isEqualTo(15);
  }

  /** Trees of all shapes, against a plain count of what would go and what is there. */
  @Test
  void generatedTrees() throws IOException {
    Random random = new Random(20261124);
    SyncRules rules = DELETE.with(Comparison.SIZE); // Nothing to transfer.
    int withheld = 0;
    for (int i = 0; i < 24; i++) {
      Path here = Files.createDirectory(source.resolve("case" + i));
      Path there = Files.createDirectory(work.resolve("there" + i));
      int share = random.nextInt(101);
      for (int f = random.nextInt(40); f >= 0; f--) {
        String name =
            "d".repeat(random.nextInt(3)).replace("d", "d" + random.nextInt(3) + "/") + "f" + f;
        if (random.nextInt(100) < share) {
          files(here, name);
        }
        files(there, name);
      }
      Set<String> before = tree(there);
      Set<String> wanted = tree(here);
      long gone = before.stream().filter(path -> !wanted.contains(path)).count();
      boolean mistake = gone > 0 && wanted.isEmpty() || gone > 10 && gone * 2 > before.size();
      SyncReport report = Mirror.of(client(from)).withRules(rules).download("/case" + i, there);
      assertThat(report.isComplete())
          .as("case %s: %s of %s", i, gone, before.size())
          .isEqualTo(!mistake);
      assertThat(tree(there)).isEqualTo(mistake ? before : wanted);
      withheld += mistake ? 1 : 0;
    }
    assertThat(withheld).isBetween(4, 20);
  }
}
