package dev.ketch.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ketch.ftp.FtpClient;
import dev.ketch.ftp.FtpConfig;
import dev.ketch.ftp.FtpSession;
import dev.ketch.ftp.TransferOptions;
import dev.ketch.it.RealServer.Kind;
import dev.ketch.sync.Effort;
import dev.ketch.sync.Mirror;
import dev.ketch.sync.SyncReport;
import dev.ketch.sync.SyncRules;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Daemons that allow no renames, no dots, no listings, no downloads, no overwriting. */
class RealDropBoxTest {
  private static final SyncRules FOUR =
      SyncRules.DEFAULT.with(Effort.DEFAULT.withParallel(4).withTries(2));

  /** What vsftpd does for anonymous users unless it is told otherwise, and uploads allowed. */
  private static final List<String> VSFTPD_DEFAULTS =
      List.of(
          "anon_other_write_enable=NO",
          "anon_mkdir_write_enable=NO",
          "anon_world_readable_only=YES",
          "anon_umask=077",
          "mdtm_write=NO",
          "file_open_mode=0666");

  @TempDir Path work;
  private Path served = Path.of(".");
  private Path local = Path.of(".");
  private RealServer server;
  private FtpClient client = FtpClient.of("127.0.0.1");

  @BeforeEach
  void makeTree() throws IOException {
    Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("rwxr-xr-x"));
    served = Files.createDirectory(work.resolve("served"));
    local = Files.createDirectory(work.resolve("local"));
    Random random = new Random(7);
    for (int i = 0; i < 20; i++) {
      byte[] bytes = new byte[i == 19 ? 2 << 20 : 100 + 700 * i];
      random.nextBytes(bytes);
      Files.write(local.resolve("f" + i), bytes);
    }
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  private void start(Kind kind, List<String> more) throws IOException {
    assumeTrue(kind.installed(), kind + " is not installed; .ci/run installs it");
    use(RealServer.start(kind, served, work, more), kind.user);
  }

  private void use(RealServer started, String user) {
    server = started;
    client =
        FtpClient.of(
            FtpConfig.of("127.0.0.1").toBuilder()
                .port(started.port)
                .login(user, RealServer.PASSWORD)
                .build());
  }

  private List<String> leftovers() {
    return Arrays.stream(served.toFile().list()).filter(n -> n.endsWith(".ketch-part")).toList();
  }

  private void mirrorIsWhole() throws IOException {
    SyncReport report = Mirror.of(client).withRules(FOUR).upload(local, "");
    assertThat(report.firstFailure()).isNull();
    assertThat(report.isComplete()).isTrue();
    for (String name : local.toFile().list()) {
      assertThat(served.resolve(name)).hasSameBinaryContentAs(local.resolve(name));
    }
  }

  /** A mirror of twenty files over four sessions, then single files and a stream. */
  private void takesAll(int leftovers) throws IOException {
    mirrorIsWhole();
    assertThat(leftovers()).hasSizeLessThanOrEqualTo(leftovers);
    int before = leftovers().size();
    try (FtpSession ftp = client.connect()) {
      ftp.upload(local.resolve("f1"), "one");
      ftp.upload(local.resolve("f19"), "large", TransferOptions.DEFAULT.withKeepPart(true));
      byte[] bytes = Files.readAllBytes(local.resolve("f2"));
      ftp.upload(new ByteArrayInputStream(bytes), "stream", TransferOptions.DEFAULT);
    }
    assertThat(served.resolve("one")).hasSameBinaryContentAs(local.resolve("f1"));
    assertThat(served.resolve("large")).hasSameBinaryContentAs(local.resolve("f19"));
    assertThat(served.resolve("stream")).hasSameBinaryContentAs(local.resolve("f2"));
    assertThat(leftovers()).hasSize(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "dirlist_enable=NO",
        "download_enable=NO",
        "dirlist_enable=NO download_enable=NO",
        "delete_failed_uploads=YES"
      })
  void vsftpdForAnonymousUsers(String more) throws IOException {
    List<String> lines = new ArrayList<>(VSFTPD_DEFAULTS);
    lines.addAll(List.of(more.split(" ", -1)));
    start(Kind.VSFTPD, lines);
    takesAll(1);
  }

  /** A file that is there may not be written over. The others come all the same. */
  @Test
  void vsftpdReportsWhatMayNotBeWrittenOver() throws IOException {
    List<String> lines = new ArrayList<>(VSFTPD_DEFAULTS);
    lines.add("dirlist_enable=NO");
    start(Kind.VSFTPD, lines);
    Files.writeString(served.resolve("f3"), "old");
    SyncReport report = Mirror.of(client).withRules(FOUR).upload(local, "");
    assertThat(report.failed()).isEqualTo(1);
    assertThat(report.firstFailure()).hasMessageContaining("has a file of that name already");
    assertThat(report.files()).isEqualTo(19);
    assertThat(served.resolve("f3")).hasContent("old");
    assertThat(leftovers()).hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void pureFtpdForAnonymousUsers() throws IOException {
    assumeTrue(Kind.PURE_FTPD.installed(), "Pure-FTPd is not installed; .ci/run installs it");
    try {
      RealServer.run(work, "unshare", "-m", "true");
      use(RealServer.startForAnonymous(served, work), "anonymous");
    } catch (IOException e) {
      assumeTrue(false, "no mount of our own here: " + e.getMessage());
    }
    takesAll(1);
  }

  @Test
  void pureFtpdThatTakesNoDots() throws IOException {
    start(Kind.PURE_FTPD, List.of("-x"));
    takesAll(0);
    changeAndMirror();
  }

  @Test
  void proftpdThatStoresAside() throws IOException {
    start(Kind.PROFTPD, List.of("HiddenStores on", "AllowOverwrite on"));
    takesAll(0);
    changeAndMirror();
  }

  @Test
  void proftpdThatOverwritesNothing() throws IOException {
    start(Kind.PROFTPD, List.of("AllowOverwrite off"));
    takesAll(0);
    changeAndMirror();
  }

  @ParameterizedTest
  @ValueSource(strings = {"RNFR", "RNTO", "RNFR DELE", "RNTO DELE"})
  void proftpdThatDoesNotRename(String denied) throws IOException {
    start(
        Kind.PROFTPD,
        List.of("AllowOverwrite on", "<Limit " + denied + ">", "DenyAll", "</Limit>"));
    takesAll(1);
    changeAndMirror();
  }

  /** A drop box within a tree: ProFTPD does not even show it. */
  @Test
  void proftpdThatDoesNotListADirectory() throws IOException {
    Path box = Files.createDirectory(served.resolve("in"));
    start(
        Kind.PROFTPD,
        List.of(
            "<Directory " + box + ">",
            "<Limit LIST NLST MLSD MLST STAT>",
            "DenyAll",
            "</Limit>",
            "</Directory>"));
    Files.writeString(Files.createDirectory(local.resolve("in")).resolve("f"), "text");
    SyncReport report = Mirror.of(client).withRules(FOUR).upload(local, "");
    assertThat(report.firstFailure()).isNull();
    assertThat(box.resolve("f")).hasContent("text");
  }

  /** What is there already is replaced. */
  private void changeAndMirror() throws IOException {
    for (int i = 0; i < 5; i++) {
      Files.writeString(local.resolve("f" + i), "changed " + i);
    }
    int before = leftovers().size();
    mirrorIsWhole();
    assertThat(leftovers()).hasSizeLessThanOrEqualTo(before + 1);
  }
}
