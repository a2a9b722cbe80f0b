package dev.ketch.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ketch.ftp.FtpClient;
import dev.ketch.ftp.FtpConfig;
import dev.ketch.ftp.FtpSession;
import dev.ketch.ftp.options.Timeouts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Mirrors with {@code --delete} from a server whose listings go wrong in ways made from seeds: no
 * file may be deleted that the server still has, and no run may end well that misses one. The
 * system property {@code ketch.cases} says how many.
 */
class DeleteUnderFaultsTest {
  private static final Instant TIME = Instant.parse("2026-01-02T03:04:00Z");
  private static final String[] NAMES = {
    "a.txt", "b.bin", "precious 2024.txt", "Chapter 1", "README", "data.csv", "total 12", "x.y.z",
    "with  two blanks", "2026-01-02", "12", "-a", "it's", "semi;colon=x", "Jan  2  2026 odd", "[x]",
    "report(1).pdf", "a;1", "5 spool files", "#hash", "~tilde", "%41", "end.", "no-ext",
  };
  private static final String[] PLAIN = {
    "A.TXT", "B.BIN", "CHAPTER1.DOC", "README.NOW", "DATA.CSV", "Z9.X", "LOGIN.COM", "N0.N1",
  };

  @TempDir Path work;
  private final Map<String, Integer> outcomes = new TreeMap<>();

  @Test
  @Timeout(600)
  void downloads() throws IOException {
    generate("down", this::down);
  }

  @Test
  @Timeout(600)
  void uploads() throws IOException {
    generate("up", this::up);
  }

  @Test
  @Timeout(600)
  void removals() throws IOException {
    generate("rm -r", this::removal);
  }

  private interface Run {
    /** What went wrong, or an empty text. */
    String of(Case one) throws IOException;
  }

  private void generate(String what, Run run) throws IOException {
    int cases = Integer.getInteger("ketch.cases", 250);
    int first = Integer.getInteger("ketch.seed", 0);
    List<String> wrong = new ArrayList<>();
    for (int seed = first; seed < first + cases; seed++) {
      Case one = new Case(seed);
      try (TreeServer server = new TreeServer(one.home, one.style, one.fault)) {
        one.server = server;
        server.tree.putAll(one.tree);
        String found = run.of(one);
        String kind =
            one.faults.name.replaceAll("(?s) .*", "") + " " + one.outcome.replaceAll("(?s):.*", "");
        outcomes.merge(kind, 1, Integer::sum);
        if (!found.isEmpty()) {
          wrong.add(
              "seed "
                  + seed
                  + " "
                  + one.style
                  + " "
                  + one.faults.name
                  + ": "
                  + one.outcome
                  + " "
                  + found
                  + " "
                  + server.log);
        }
      }
    }
    System.out.println(
        what + " under faults: " + cases + " cases, " + wrong.size() + " wrong, " + outcomes);
    assertThat(wrong).isEmpty();
  }

  /** One tree, one way of listing, one fault. */
  private final class Case {
    final Random random;
    final ListingStyle style;
    final String home;
    final String top;
    final Map<String, byte @Nullable []> tree = new TreeMap<>();
    final ListingFaults faults;
    final TreeServer.Fault fault;
    final Path local;
    @Nullable TreeServer server;
    String outcome = "";

    Case(int seed) throws IOException {
      random = new Random(seed * 7919L);
      style = ListingStyle.values()[seed % ListingStyle.values().length];
      home = new String[] {"/", "/home/u", "/srv/ftp \"x\""}[random.nextInt(3)];
      top = home.equals("/") ? "/site" : home + "/site";
      for (int at = home.indexOf('/', 1); at > 0; at = home.indexOf('/', at + 1)) {
        tree.put(home.substring(0, at), null);
      }
      if (!home.equals("/")) {
        tree.put(home, null);
        fill(random, style, tree, "/site", 1); // Who goes on from the root finds this one.
      }
      fill(random, style, tree, top, 0);
      List<String> directories =
          tree.entrySet().stream()
              .filter(e -> e.getValue() == null && (e.getKey() + "/").startsWith(top + "/"))
              .map(Map.Entry::getKey)
              .toList();
      faults =
          new ListingFaults(
              new Random(random.nextLong()), directories.get(random.nextInt(directories.size())));
      fault = faults.next();
      local =
          Files.createDirectories(
              work.resolve(outcomes.values().stream().mapToInt(i -> i).sum() + "-" + seed));
    }

    TreeServer server() {
      return Objects.requireNonNull(server);
    }

    FtpClient client() {
      return FtpClient.of(
          FtpConfig.of("127.0.0.1").toBuilder()
              .port(server().port())
              .timeouts(Timeouts.all(Duration.ofMillis(700)))
              .build());
    }

    String asked() {
      return random.nextBoolean() ? top : "site";
    }

    boolean isGood() {
      return faults.name.equals("none");
    }

    boolean complete() {
      return outcome.equals("complete");
    }

    void ended(SyncReport report) {
      IOException why = report.stoppedBy() != null ? report.stoppedBy() : report.firstFailure();
      outcome =
          report.isComplete() ? "complete" : "failed: " + (why == null ? "" : why.getMessage());
    }

    /** Paths below the top, with their bytes or null for directories. */
    Map<String, byte @Nullable []> below(Map<String, byte @Nullable []> all) {
      Map<String, byte @Nullable []> found = new TreeMap<>();
      all.forEach(
          (path, bytes) -> {
            if (path.startsWith(top + "/")) {
              found.put(path.substring(top.length() + 1), bytes);
            }
          });
      return found;
    }
  }

  private static final SyncRules RULES =
      SyncRules.DEFAULT
          .with(Effort.DEFAULT.withParallel(1).withTries(1))
          .withDelete(true, Deletion.ALL);

  private String down(Case one) throws IOException {
    copy(one, one.local);
    Files.writeString(one.local.resolve("extra"), "only here");
    List<Path> had = all(one.local);
    try {
      one.ended(Mirror.of(one.client()).withRules(RULES).download(one.asked(), one.local));
    } catch (IOException e) {
      one.outcome = "refused: " + e.getMessage();
    }
    for (Map.Entry<String, byte @Nullable []> entry : one.below(one.tree).entrySet()) {
      Path file = one.local.resolve(entry.getKey());
      byte[] bytes = entry.getValue();
      boolean there = bytes == null ? Files.isDirectory(file) : Files.isRegularFile(file);
      if (!there && had.contains(file)) {
        return "DELETED " + file;
      }
      if (one.complete()
          && (!there || bytes != null && !Arrays.equals(bytes, Files.readAllBytes(file)))) {
        return "COMPLETE WITHOUT " + file;
      }
    }
    boolean extra = Files.exists(one.local.resolve("extra"));
    return one.isGood() && (!one.complete() || extra) ? "A GOOD SERVER" : "";
  }

  private String up(Case one) throws IOException {
    copy(one, one.local);
    Files.writeString(one.local.resolve("NEW.TXT"), "only here");
    Map<String, byte @Nullable []> before = new TreeMap<>(one.server().tree);
    try {
      one.ended(Mirror.of(one.client()).withRules(RULES).upload(one.local, one.asked()));
    } catch (IOException e) {
      one.outcome = "refused: " + e.getMessage();
    }
    Map<String, byte @Nullable []> now = new TreeMap<>(one.server().tree);
    for (String path : before.keySet()) {
      if (!path.startsWith(one.top + "/") && !now.containsKey(path)) {
        return "DELETED OUTSIDE " + path;
      }
    }
    if (now.size() > before.size()
        && now.keySet().stream().anyMatch(p -> !p.startsWith(one.top) && !before.containsKey(p))) {
      return "WRITTEN OUTSIDE";
    }
    Map<String, byte @Nullable []> had = one.below(before);
    Map<String, byte @Nullable []> there = one.below(now);
    for (Path file : all(one.local)) {
      String path = one.local.relativize(file).toString();
      if (path.isEmpty()) {
        continue;
      }
      if (had.containsKey(path) && !there.containsKey(path)) {
        return "DELETED " + path;
      }
      byte[] bytes = Files.isDirectory(file) ? null : Files.readAllBytes(file);
      if (one.complete()
          && (!there.containsKey(path)
              || bytes != null && !Arrays.equals(bytes, there.get(path)))) {
        return "COMPLETE WITHOUT " + path;
      }
    }
    return one.isGood() && (!one.complete() || there.size() != all(one.local).size() - 1)
        ? "A GOOD SERVER"
        : "";
  }

  private String removal(Case one) throws IOException {
    try (FtpSession session = one.client().connect()) {
      session.removeTree(one.asked());
      one.outcome = "complete";
    } catch (IOException e) {
      one.outcome = "refused: " + e.getMessage();
    }
    for (String path : one.tree.keySet()) {
      boolean inside = (path + "/").startsWith(one.top + "/");
      boolean there = one.server().tree.containsKey(path);
      if (!inside && !there) {
        return "DELETED OUTSIDE " + path;
      }
      if (inside && there && one.complete()) {
        return "COMPLETE WITH " + path;
      }
    }
    return one.isGood() && !one.complete() ? "A GOOD SERVER" : "";
  }

  private static void fill(
      Random random,
      ListingStyle style,
      Map<String, byte @Nullable []> tree,
      String directory,
      int depth) {
    tree.put(directory, null);
    if (style == ListingStyle.DLS) {
      tree.put(directory + "/0", null);
    }
    String[] pool = style.takesAnyName() ? NAMES : PLAIN;
    for (int i = random.nextInt(7) + (depth == 0 ? 1 : 0); i > 0; i--) {
      byte[] bytes = new byte[random.nextInt(300)];
      random.nextBytes(bytes);
      tree.put(directory + "/" + pool[random.nextInt(pool.length)], bytes);
    }
    for (int i = depth < 2 ? random.nextInt(3) : 0; i > 0; i--) {
      fill(random, style, tree, directory + "/" + (depth == 0 ? "D" : "E") + i, depth + 1);
    }
  }

  /** Most of the tree is here already, some of it in another version. */
  private static void copy(Case one, Path local) throws IOException {
    for (Map.Entry<String, byte @Nullable []> entry : one.below(one.tree).entrySet()) {
      if (one.random.nextInt(6) == 0) {
        continue;
      }
      Path file = local.resolve(entry.getKey());
      byte[] bytes = entry.getValue();
      if (bytes == null) {
        Files.createDirectories(file);
        continue;
      }
      Files.createDirectories(file.getParent());
      Files.write(file, one.random.nextInt(6) == 0 ? new byte[400] : bytes);
      Files.setLastModifiedTime(file, FileTime.from(TIME));
    }
  }

  private static List<Path> all(Path root) throws IOException {
    try (var files = Files.walk(root)) {
      return files.toList();
    }
  }
}
