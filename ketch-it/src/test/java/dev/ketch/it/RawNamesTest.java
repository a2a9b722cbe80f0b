package dev.ketch.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ketch.ftp.FtpClient;
import dev.ketch.ftp.FtpConfig;
import dev.ketch.ftp.FtpSession;
import dev.ketch.ftp.options.Timeouts;
import dev.ketch.sync.Comparison;
import dev.ketch.sync.Mirror;
import dev.ketch.sync.NameFilter;
import dev.ketch.sync.SyncReport;
import dev.ketch.sync.SyncRules;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Names that are no UTF-8, on daemons that hold bytes, and on this machine's disk. */
class RawNamesTest {
  /**
   * Percent escapes; two that differ in a stray byte alone, and the character Java shows for it.
   */
  private static final String[] NAMES = {
    "caf%E9.txt",
    "caf%E8.txt",
    "caf%EF%BF%BD.txt",
    "gr%C3%BCn.txt",
    "%80%FF%FE",
    "mix%E9%C3%A9",
    "dir%E9/plain",
    "dir%E9/sub%A0/b%E9",
    "dir%E8/plain"
  };

  @TempDir Path work;
  private Path served = Path.of(".");
  private Path local = Path.of(".");

  @BeforeEach
  void tree() throws IOException {
    Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("rwxr-xr-x"));
    served = Files.createDirectory(work.resolve("served"));
    local = Files.createDirectory(work.resolve("local"));
    for (String name : NAMES) {
      Path file = at(served, name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "the content of " + name);
    }
  }

  private static Path at(Path directory, String escaped) {
    return Path.of(URI.create(directory.toUri() + escaped));
  }

  /** What a directory holds, by the bytes of the names. */
  private static Map<String, String> holds(Path directory) throws IOException {
    Map<String, String> files = new TreeMap<>();
    String root = directory.toUri().toString();
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
        files.put(file.toUri().toString().substring(root.length()), Files.readString(file));
      }
    }
    return files;
  }

  private RealServer start(RealServer.Kind kind) throws IOException {
    assumeTrue(kind.installed(), kind + " is not installed; .ci/run installs it");
    return RealServer.start(kind, served, work);
  }

  private static FtpConfig config(RealServer server) {
    return FtpConfig.of("127.0.0.1").toBuilder()
        .port(server.port)
        .login(server.kind.user, server.kind.user.equals("anonymous") ? "" : RealServer.PASSWORD)
        .timeouts(Timeouts.all(Duration.ofSeconds(15)))
        .build();
  }

  private static void complete(SyncReport report, int files, int deleted) {
    assertThat(report.firstFailure()).isNull();
    assertThat(report.failed()).isZero();
    assertThat(report.files()).isEqualTo(files);
    assertThat(report.deleted()).isEqualTo(deleted);
  }

  @ParameterizedTest
  @EnumSource(names = {"VSFTPD", "PROFTPD", "PURE_FTPD"})
  void aMirrorKeepsTheBytesBothWays(RealServer.Kind kind) throws IOException {
    try (RealServer server = start(kind)) {
      Mirror mirror =
          Mirror.of(FtpClient.of(config(server))).withRules(SyncRules.DEFAULT.withDelete(true, -1));
      complete(mirror.download("", local), NAMES.length, 0);
      assertThat(holds(local)).isEqualTo(holds(served)).hasSize(NAMES.length);
      complete(mirror.download("", local), 0, 0);
      Files.writeString(at(local, "only%E9"), "x");
      complete(mirror.download("", local), 0, 1);
      assertThat(holds(local)).isEqualTo(holds(served));

      Map<String, String> whole = holds(local);
      complete(mirror.upload(local, "up"), NAMES.length, 0);
      complete(mirror.upload(local, "up"), 0, 0);
      assertThat(holds(served.resolve("up"))).isEqualTo(whole);
      Files.delete(at(local, "caf%E8.txt"));
      complete(mirror.upload(local, "up"), 0, 1);
      whole.remove("caf%E8.txt");
      assertThat(holds(served.resolve("up"))).isEqualTo(whole);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"VSFTPD", "PROFTPD", "PURE_FTPD"})
  void checksumsAndPatternsKnowThem(RealServer.Kind kind) throws IOException {
    try (RealServer server = start(kind)) {
      Mirror mirror = Mirror.of(FtpClient.of(config(server)));
      SyncRules checked =
          SyncRules.DEFAULT.with(Comparison.CHECKSUM).withState(work.resolve("notes"));
      complete(mirror.withRules(checked).download("", local), NAMES.length, 0);
      complete(mirror.withRules(checked).download("", local), 0, 0);

      NameFilter filter =
          NameFilter.ALL
              .with(false, "caf\uDCE9*")
              .with(false, "dir?/")
              .withRegex(false, "^mix.\u00E9");
      Path some = work.resolve("some");
      complete(mirror.withRules(SyncRules.DEFAULT.withFilter(filter)).download("", some), 4, 0);
      assertThat(holds(some).keySet())
          .containsExactlyInAnyOrder(
              "caf%E8.txt", "caf%EF%BF%BD.txt", "gr%C3%BCn.txt", "%80%FF%FE");
    }
  }

  /** Names that came as UTF-8 go back as that, though vsftpd does not announce it. */
  @ParameterizedTest
  @EnumSource(names = {"VSFTPD", "PROFTPD", "PURE_FTPD"})
  void withTheirCharsetTheyAreText(RealServer.Kind kind) throws IOException {
    try (RealServer server = start(kind)) {
      FtpConfig config =
          config(server).toBuilder().fallbackCharset(Charset.forName("ISO-8859-1")).build();
      Mirror mirror = Mirror.of(FtpClient.of(config));
      complete(mirror.download("", local), NAMES.length, 0);
      assertThat(Files.readString(local.resolve("caf\u00E9.txt"), StandardCharsets.UTF_8))
          .isEqualTo("the content of caf%E9.txt");
      assertThat(local.resolve("gr\u00FCn.txt")).exists();
      assertThat(local.resolve("dir\u00E9/sub\u00A0/b\u00E9")).exists();
      complete(mirror.download("", local), 0, 0);
    }
  }

  /** Python's server reads such bytes as U+FFFD and lists them as question marks. */
  @ParameterizedTest
  @EnumSource(names = {"PYFTPDLIB", "EMBEDDED"})
  void aServerThatHoldsTextOnlyIsNoSuccess(RealServer.Kind kind) throws IOException {
    try (RealServer server = start(kind)) {
      SyncReport report = Mirror.of(FtpClient.of(config(server))).download("", local);
      assertThat(report.failed()).isPositive();
      assertThat(holds(local)).containsKey("gr%C3%BCn.txt");
    }
  }

  /** On pyftpdlib two files would become one, and --delete would remove what was just sent. */
  @ParameterizedTest
  @EnumSource(names = {"PYFTPDLIB", "EMBEDDED"})
  void uploadsToAServerThatHoldsTextOnlyFail(RealServer.Kind kind) throws IOException {
    Path source = served;
    served = Files.createDirectory(work.resolve("other"));
    Files.writeString(served.resolve("caf\uFFFD.txt"), "of somebody else");
    Files.writeString(at(source, "long%E9" + "x".repeat(230)), "its part has another name");
    int plain = 2; // gr%C3%BCn.txt and caf%EF%BF%BD.txt
    try (RealServer server = start(kind)) {
      for (int i = 0; i < 2; i++) {
        Mirror mirror = Mirror.of(FtpClient.of(config(server)));
        SyncReport report =
            mirror.withRules(SyncRules.DEFAULT.withDelete(true, -1)).upload(source, "");
        assertThat(report.failed()).isPositive();
        assertThat(report.deleted()).isZero();
        assertThat(holds(served)).hasSize(plain);
        assertThat(holds(served)).containsEntry("gr%C3%BCn.txt", "the content of gr%C3%BCn.txt");
      }
      try (FtpSession ftp = FtpClient.of(config(server)).connect()) {
        assertThatThrownBy(() -> ftp.upload(at(source, "caf%E9.txt"), "y\uDCE9"))
            .isInstanceOf(IOException.class)
            .hasMessageContaining(
                kind == RealServer.Kind.EMBEDDED ? "501" : "give it a name in UTF-8");
      }
      assertThat(holds(served)).hasSize(plain);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"VSFTPD", "PROFTPD", "PURE_FTPD"})
  void singleFilesToo(RealServer.Kind kind) throws IOException {
    try (RealServer server = start(kind);
        FtpSession ftp = FtpClient.of(config(server)).connect()) {
      Path target = at(local, "caf%E9.txt");
      ftp.download("caf\uDCE9.txt", target);
      ftp.download("caf\uDCE8.txt", at(local, "caf%E8.txt"));
      assertThat(target).hasContent("the content of caf%E9.txt");
      ftp.upload(target, "new\uDCFF\uDCE9");
      assertThat(at(served, "new%FF%E9")).hasContent("the content of caf%E9.txt");
      ftp.rename("new\uDCFF\uDCE9", "moved\uDCFE");
      ftp.delete("moved\uDCFE");
      assertThat(holds(served)).hasSize(NAMES.length);
      assertThat(holds(local)).containsOnlyKeys("caf%E9.txt", "caf%E8.txt");
    }
  }
}
