package dev.ketch.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ketch.ftp.Checksum;
import dev.ketch.ftp.FtpClient;
import dev.ketch.ftp.FtpConfig;
import dev.ketch.ftp.FtpSession;
import dev.ketch.ftp.options.Timeouts;
import dev.ketch.sync.Comparison;
import dev.ketch.sync.Copying;
import dev.ketch.sync.Mirror;
import dev.ketch.sync.Selection;
import dev.ketch.sync.SyncEvent;
import dev.ketch.sync.SyncListener;
import dev.ketch.sync.SyncReport;
import dev.ketch.sync.SyncRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a mirror decides and does, against each of the daemons. */
class RealMirrorTest {
  private static final FileTime OLD = FileTime.from(Instant.parse("2020-02-29T12:34:56Z"));

  @TempDir Path work;
  private Path served = Path.of(".");
  private Path local = Path.of(".");
  private final List<SyncEvent> events = new ArrayList<>();

  @BeforeEach
  void folders() throws IOException {
    Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("rwxr-xr-x"));
    served = Files.createDirectory(work.resolve("served"));
    local = Files.createDirectory(work.resolve("local"));
  }

  private RealServer start(RealServer.Kind kind) throws IOException {
    assumeTrue(kind.installed(), kind + " is not installed; .ci/run installs it");
    return RealServer.start(kind, served, work);
  }

  private static FtpClient client(RealServer server) {
    return FtpClient.of(
        FtpConfig.of("127.0.0.1").toBuilder()
            .port(server.port)
            .login(
                server.kind.user, server.kind.user.equals("anonymous") ? "" : RealServer.PASSWORD)
            .timeouts(Timeouts.all(Duration.ofSeconds(15)))
            .build());
  }

  private Mirror mirror(RealServer server, SyncRules rules) {
    events.clear();
    return Mirror.of(client(server))
        .withRules(rules.withState(work.resolve("notes")))
        .withListener(
            new SyncListener() {
              @Override
              public void event(SyncEvent event) {
                events.add(event);
              }
            });
  }

  private void complete(SyncReport report) {
    assertThat(report.firstFailure()).isNull();
    assertThat(report.isComplete()).isTrue();
  }

  private List<String> reasons(SyncEvent.Kind kind) {
    return events.stream()
        .filter(e -> e.kind() == kind)
        .map(e -> e.path() + ": " + e.reason())
        .toList();
  }

  private static Path write(Path file, byte[] bytes) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
    return Files.setLastModifiedTime(file, OLD);
  }

  private static byte[] random(int size, int seed) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  @ParameterizedTest
  @EnumSource(RealServer.Kind.class)
  void aLargeFileComesInSegments(RealServer.Kind kind) throws IOException {
    byte[] bytes = random(40 << 20, 1);
    write(served.resolve("tree/large"), bytes);
    try (RealServer server = start(kind)) {
      complete(mirror(server, SyncRules.DEFAULT.withParallel(4)).download("tree", local));
      assertThat(local.resolve("large")).hasBinaryContent(bytes);
      assertThat(Files.getLastModifiedTime(local.resolve("large"))).isEqualTo(OLD);
      assertThat(local.toFile().list()).containsExactly("large");
      complete(mirror(server, SyncRules.DEFAULT).download("tree", local));
      assertThat(reasons(SyncEvent.Kind.SKIP)).containsExactly("large: same");
    }
  }

  @ParameterizedTest
  @EnumSource(RealServer.Kind.class)
  void bytesThatChangedBehindTheSameSizeAndTimeAreFound(RealServer.Kind kind) throws IOException {
    write(local.resolve("a"), random(5000, 1));
    write(local.resolve("b"), random(5000, 2));
    SyncRules rules = SyncRules.DEFAULT.with(Comparison.CHECKSUM);
    try (RealServer server = start(kind)) {
      complete(mirror(server, rules).upload(local, "tree"));
      complete(mirror(server, rules).upload(local, "tree"));
      assertThat(reasons(SyncEvent.Kind.SKIP)).containsExactlyInAnyOrder("a: same", "b: same");
      write(local.resolve("a"), random(5000, 3));
      SyncReport third = mirror(server, rules).upload(local, "tree");
      complete(third);
      assertThat(third.files()).isEqualTo(1);
      assertThat(reasons(SyncEvent.Kind.START).get(0))
          .containsAnyOf("a: checksum differs", "a: changed here since the last run");
      assertThat(served.resolve("tree/a")).hasBinaryContent(random(5000, 3));
    }
  }

  @Test
  void proftpdsChecksumsAreThoseOfTheBytes() throws IOException {
    byte[] bytes = random(70_000, 4);
    write(served.resolve("f"), bytes);
    try (RealServer server = start(RealServer.Kind.PROFTPD);
        FtpSession ftp = client(server).connect()) {
      assumeTrue(ftp.computesChecksums(), "this ProFTPD has no mod_digest");
      Checksum theirs = ftp.checksum("f").orElseThrow();
      assertThat(Checksum.of(served.resolve("f"), theirs.algorithm())).isEqualTo(theirs);
    }
  }

  @ParameterizedTest
  @EnumSource(RealServer.Kind.class)
  void whatOnlyMovedIsRenamedOnTheServer(RealServer.Kind kind) throws IOException {
    // Pure-FTPd lists minutes only where MLSD is off; all of them tell seconds otherwise.
    write(local.resolve("old/photo"), random(100_000, 5));
    write(local.resolve("stays"), random(100, 6));
    SyncRules rules = SyncRules.DEFAULT.withDelete(true, -1);
    try (RealServer server = start(kind)) {
      complete(mirror(server, rules).upload(local, "tree"));
      Files.createDirectories(local.resolve("new/place"));
      Files.move(local.resolve("old/photo"), local.resolve("new/place/picture"));
      Files.delete(local.resolve("old"));
      SyncReport report = mirror(server, rules).upload(local, "tree");
      complete(report);
      assertThat(OddTree.contents(served.resolve("tree"))).isEqualTo(OddTree.contents(local));
      if (listsSeconds(kind)) {
        assertThat(report.renamed()).isEqualTo(1);
        assertThat(report.files()).isZero();
      }
    }
  }

  private static boolean listsSeconds(RealServer.Kind kind) {
    return kind != RealServer.Kind.VSFTPD;
  }

  @ParameterizedTest
  @EnumSource(RealServer.Kind.class)
  void aTreeThatIsMovedLeavesTheSourceWhenItIsWhole(RealServer.Kind kind) throws IOException {
    write(served.resolve("tree/a"), random(1000, 7));
    write(served.resolve("tree/d/b"), random(2000, 8));
    write(local.resolve("a"), random(1000, 7));
    SyncRules rules =
        SyncRules.DEFAULT
            .with(new Copying(Copying.Links.SKIP, true, false, true))
            .with(Selection.ALL.withEmptyDirectories(false));
    Files.createDirectories(served.resolve("tree/empty"));
    makeWritable();
    try (RealServer server = start(kind)) {
      complete(mirror(server, rules).download("tree", local));
      assertThat(served.resolve("tree/a")).doesNotExist();
      assertThat(served.resolve("tree/d/b")).doesNotExist();
      assertThat(local.resolve("d/b")).hasBinaryContent(random(2000, 8));
      assertThat(local.resolve("empty")).doesNotExist();
    }
  }

  private void makeWritable() throws IOException {
    try (var all = Files.walk(served)) {
      for (Path each : all.filter(Files::isDirectory).toList()) {
        Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxrwxrwx"));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(RealServer.Kind.class)
  void fromOneServerToAnother(RealServer.Kind kind) throws IOException {
    write(served.resolve("tree/a"), random(1000, 9));
    write(served.resolve("tree/d/b"), random(3_000_000, 10));
    Path second = Files.createDirectory(work.resolve("second"));
    Path own = Files.createDirectory(work.resolve("own"));
    try (RealServer from = start(kind);
        RealServer to = RealServer.start(RealServer.Kind.EMBEDDED, second, own)) {
      complete(mirror(from, SyncRules.DEFAULT).copy("tree", client(to), "copy"));
      assertThat(OddTree.contents(second.resolve("copy")))
          .isEqualTo(OddTree.contents(served.resolve("tree")));
      SyncReport again = mirror(from, SyncRules.DEFAULT).copy("tree", client(to), "copy");
      complete(again);
      assertThat(again.files()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(RealServer.Kind.class)
  void permissionsAreKeptWhereTheyAreTold(RealServer.Kind kind) throws IOException {
    write(served.resolve("tree/script"), random(10, 11));
    Files.setPosixFilePermissions(
        served.resolve("tree/script"), PosixFilePermissions.fromString("rwxr-xr-x"));
    SyncRules rules = SyncRules.DEFAULT.with(new Copying(Copying.Links.SKIP, true, true, false));
    try (RealServer server = start(kind)) {
      complete(mirror(server, rules).download("tree", local));
      // Apache FtpServer lists no x at all; pyftpdlib's MLSD tells no modes.
      if (kind != RealServer.Kind.EMBEDDED && kind != RealServer.Kind.PYFTPDLIB) {
        assertThat(Files.getPosixFilePermissions(local.resolve("script")))
            .isEqualTo(PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    }
  }
}
