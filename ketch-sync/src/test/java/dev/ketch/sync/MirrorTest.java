package dev.ketch.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ketch.ftp.FtpClient;
import dev.ketch.ftp.FtpConfig;
import dev.ketch.ftp.FtpSession;
import dev.ketch.ftp.PartNames;
import dev.ketch.ftp.UploadLock;
import dev.ketch.ftp.options.Timeouts;
import dev.ketch.ftp.protocol.FtpReplyException;
import dev.ketch.testkit.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mirrors against scripted servers: hostile listings, servers that go away, refused sessions. */
class MirrorTest {
  private static final SyncRules ALONE =
      SyncRules.DEFAULT.with(Effort.DEFAULT.withParallel(1).withTries(2));

  @TempDir Path work;
  private Path target = Path.of(".");
  private final List<String> errors = new ArrayList<>();

  @BeforeEach
  void target() {
    target = work.resolve("inside/target");
  }

  private SyncReport download(ScriptedServer server, SyncRules rules) throws IOException {
    Files.createDirectories(target);
    FtpConfig config =
        FtpConfig.of("127.0.0.1").toBuilder()
            .port(server.port())
            .timeouts(Timeouts.all(Duration.ofSeconds(10)))
            .build();
    return Mirror.of(FtpClient.of(config))
        .withRules(rules)
        .withListener(
            new SyncListener() {
              @Override
              public void event(SyncEvent event) {
                if (event.kind() == SyncEvent.Kind.ERROR) {
                  errors.add(event.path() + ": " + event.reason());
                }
              }
            })
        .download("/", target);
  }

  private static String listing(String... lines) {
    return "login MLST type*;\nC: CWD /\nS: 250 ok\nC: TYPE A\nS: 200 ok\npassive\nC: MLSD /\nS: 150 go\n"
        + "data> "
        + String.join("\\r\\n", lines)
        + "\\r\\n\nS: 226 ok\n";
  }

  @Test
  void hostileNamesStayOutsideNothing() throws IOException {
    try (ScriptedServer server =
        ScriptedServer.play(
            listing(
                "type=file;size=1; ../evil",
                "type=file;size=1; /abs",
                "type=dir; ..\\\\x/..",
                "type=dir; ../dir",
                "type=file;size=1; sub/evil"))) {
      SyncReport report = download(server, ALONE);
      assertThat(report.failed()).isEqualTo(5);
      assertThat(errors).hasSize(5).allMatch(e -> e.contains("not one path segment"));
    }
    assertThat(target).isEmptyDirectory();
    assertThat(work.resolve("inside").toFile().list()).containsExactly("target");
  }

  @Test
  void aLinkInThePlaceOfADirectoryIsNotFollowed() throws IOException {
    Path outside = Files.createDirectory(work.resolve("outside"));
    Files.createDirectories(target);
    Files.createSymbolicLink(target.resolve("d"), outside);
    try (ScriptedServer server = ScriptedServer.play(listing("type=dir; d"))) {
      assertThat(download(server, ALONE).failed()).isEqualTo(1);
    }
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void aNameListedTwiceIsTakenOnceAndNothingIsDeleted() throws IOException {
    Files.createDirectories(target);
    Files.writeString(target.resolve("mine"), "x");
    try (ScriptedServer server =
        ScriptedServer.play(listing("type=OS.unix=slink:/etc; d", "type=dir; d"))) {
      SyncReport report = download(server, ALONE.withDelete(true, -1));
      assertThat(report.directories()).isZero();
    }
    assertThat(target.toFile().list()).containsExactly("mine");
  }

  @Test
  void aListingWithLinesThatCannotBeReadDeletesNothing() throws IOException {
    Files.createDirectories(target);
    Files.writeString(target.resolve("mine"), "x");
    try (ScriptedServer server = ScriptedServer.play(listing("what is this"))) {
      assertThat(download(server, ALONE.withDelete(true, -1)).failed()).isPositive();
    }
    assertThat(target.resolve("mine")).exists();
  }

  @Test
  void aDroppedConnectionIsRetriedWithANewSession() throws IOException {
    String first =
        listing("type=file;size=5;modify=20260102030405; f")
            + "C: TYPE I\nS: 200 ok\npassive\nC: RETR /f\nS: 150 go\ndata> 12\nclose";
    String second =
        "login\nC: TYPE I\nS: 200 ok\npassive\nC: RETR /f\nS: 150 go\ndata> 12345\nS: 226 ok\n";
    try (ScriptedServer server = ScriptedServer.play(first, second)) {
      SyncReport report = download(server, ALONE);
      assertThat(report.isComplete()).isTrue();
      assertThat(report.files()).isEqualTo(1);
    }
    assertThat(target.resolve("f")).hasContent("12345");
    assertThat(target.toFile().list()).containsExactly("f");
  }

  @Test
  void aServerThatLetsInOneSessionOnlyIsEnough() throws IOException {
    String only =
        listing(
                "type=file;size=1;modify=20260102030405; a",
                "type=file;size=1;modify=20260102030405; b")
            + "C: TYPE I\nS: 200 ok\npassive\nC: RETR /*\nS: 150 go\ndata> x\nS: 226 ok\n"
            + "passive\nC: RETR /*\nS: 150 go\ndata> x\nS: 226 ok\n";
    try (ScriptedServer server = ScriptedServer.play(only, "S: 421 one at a time")) {
      SyncReport report = download(server, SyncRules.DEFAULT);
      assertThat(errors).isEmpty();
      assertThat(report.files()).isEqualTo(2);
    }
  }

  /** Neither the listing nor SIZE says how long the file is: its copy proves nothing. */
  @Test
  void aMovedFileWhoseSizeNobodySaysStaysAtTheSource() throws IOException {
    SyncRules move = ALONE.with(new Copying(Copying.Links.SKIP, true, false, true));
    String refused = "S: 550 no size";
    String once =
        "C: TYPE I\nS: 200 ok\nC: SIZE /f\n%s\npassive\nC: RETR /f\nS: 150 go\ndata> 12345\nS: 226 ok\n";
    try (ScriptedServer server =
        ScriptedServer.play(
            listing("type=file;modify=20260102030405; f")
                + once.formatted(refused)
                + "C: SIZE /f\n"
                + refused)) {
      SyncReport report = download(server, move);
      assertThat(report.failed()).isEqualTo(1);
      assertThat(errors.get(0)).contains("the original stays");
    }
    assertThat(target.resolve("f")).hasContent("12345");
    try (ScriptedServer server =
        ScriptedServer.play(
            listing("type=file;modify=20260102030406; f")
                + once.formatted("S: 213 5")
                + "C: SIZE /f\nS: 213 5\nC: DELE /f\nS: 250 gone")) {
      assertThat(download(server, move).isComplete()).isTrue();
    }
  }

  @Test
  void aMissingRootIsAnErrorAndNotAnEmptyTree() throws IOException {
    try (ScriptedServer server = ScriptedServer.play("login\nC: CWD /\nS: 550 no such directory")) {
      assertThatThrownBy(() -> download(server, ALONE)).isInstanceOf(FtpReplyException.class);
    }
  }

  @Test
  void aServerThatStaysAwayEndsTheRun() throws IOException {
    String first = listing("type=file;size=5;modify=20260102030405; f") + "C: TYPE I\nclose";
    try (ScriptedServer server = ScriptedServer.play(first, "close")) {
      SyncReport report = download(server, ALONE);
      assertThat(report.isComplete()).isFalse();
      assertThat(report.failed()).isEqualTo(1);
    }
    assertThat(target).isEmptyDirectory();
  }

  /** The first session dies after it was told the second name, and before it confirms that. */
  @Test
  void anUploadThatWasNotConfirmedIsSentAgain() throws IOException {
    Path local = Files.createDirectories(work.resolve("local"));
    Files.writeString(local.resolve("a"), "12345");
    Files.writeString(local.resolve("b"), "12345");
    Files.writeString(local.resolve("c"), "12345");
    String vsftpd = "S: 220 (vsFTPd 3.0.3)\nC: USER anonymous\nS: 230 in\n";
    String stor =
        "C: STOR /t/.*\nC: SIZE /t/.*\nC: EPSV\ndata< 12345\nS: 150 go\nS: 226 ok\nS: 213 5\n"
            + "listen\nS: 229 (|||{port}|)\nC: RNFR /t/.*\nC: RNTO /t/*\n";
    String first =
        vsftpd
            + "C: FEAT\nS: 500 no\nC: MKD /t\nS: 257 ok\nC: TYPE A\nC: EPSV\nlisten\n"
            + "S: 200 ok\nS: 229 (|||{port}|)\nC: LIST -a /t\nC: EPSV\nS: 150 go\n"
            + "data> drwxr-xr-x 2 0 0 4096 Jan 1 2020 .\\r\\n\nS: 226 ok\nlisten\nS: 229 (|||{port}|)\n"
            + "C: MKD /t\nS: 257 ok\nC: TYPE I\nS: 200 ok\n"
            + stor
            + "S: 350 go on\nS: 250 ok\n"
            + stor
            + "C: STOR /t/.*\nclose";
    String second =
        vsftpd
            + "C: TYPE I\nC: EPSV\nlisten\nS: 200 ok\nS: 229 (|||{port}|)\n"
            + stor
            + "S: 350 go on\nS: 250 ok\n"
            + stor
            + "S: 350 go on\nS: 250 ok\n";
    try (ScriptedServer server = ScriptedServer.play(first, second)) {
      FtpConfig config =
          FtpConfig.of("127.0.0.1").toBuilder()
              .port(server.port())
              .timeouts(Timeouts.all(Duration.ofSeconds(10)))
              .build();
      SyncRules rules = ALONE.with(new Copying(Copying.Links.SKIP, false, false, false));
      SyncReport report = Mirror.of(FtpClient.of(config)).withRules(rules).upload(local, "/t");
      assertThat(report.firstFailure()).isNull();
      assertThat(report.files()).isEqualTo(3);
      // The server may not know yet that the first session is gone, and hold its part locked.
      String again =
          server.received().stream()
              .filter(line -> line.startsWith("RNTO"))
              .skip(1)
              .findFirst()
              .orElseThrow()
              .substring("RNTO /t/".length());
      assertThat(server.received())
          .contains(
              "STOR /t/" + PartNames.onServer(again), "STOR /t/" + PartNames.onServer(again + ".1"))
          .filteredOn(("RNTO /t/" + again)::equals)
          .hasSize(2);
    }
  }

  /** It is sent under another temporary name, without waiting for the other run's end. */
  @Test
  void aFileThatAnotherRunIsUploadingIsTriedAgain() throws IOException {
    Path local = Files.createDirectories(work.resolve("local"));
    Files.writeString(local.resolve("f"), "12345");
    String part = "/t/" + PartNames.onServer("f");
    String run =
        "login\nC: MKD /t\nS: 257 ok\nC: TYPE A\nS: 200 ok\npassive\nC: LIST -a /t\nS: 150 go\n"
            + "data> drwxr-xr-x 2 0 0 4096 Jan 1 2020 .\\r\\n\nS: 226 ok\n"
            + "C: MKD /t\nS: 257 ok\nC: TYPE I\nS: 200 ok\npassive\nC: STOR /t/"
            + PartNames.onServer("f.1")
            + "\nS: 150 go\ndata< 12345\nS: 226 ok\nC: SIZE /t/.*\nS: 213 5\n"
            + "C: RNFR /t/.*\nS: 350 go on\nC: RNTO /t/f\nS: 250 ok\nany";
    try (ScriptedServer server = ScriptedServer.play("login\nany", run)) {
      FtpClient client =
          FtpClient.of(FtpConfig.of("127.0.0.1").toBuilder().port(server.port()).build());
      SyncRules rules = ALONE.with(new Copying(Copying.Links.SKIP, false, false, false));
      try (FtpSession other = client.connect();
          UploadLock lock = UploadLock.tryTake(other, part)) {
        assertThat(lock).isNotNull();
        SyncReport report = Mirror.of(client).withRules(rules).upload(local, "/t");
        assertThat(report.firstFailure()).isNull();
        assertThat(report.files()).isEqualTo(1);
      }
    }
  }

  @Test
  void anInterruptedRunSaysSoOnceAndLeavesNothingPartial() throws IOException {
    Files.createDirectories(target);
    String only =
        listing("type=file;size=5;modify=20260102030405; f")
            + "C: TYPE I\nS: 200 ok\npassive\nC: RETR /f\nS: 150 go\ndata+ 12\nsilence";
    try (ScriptedServer server = ScriptedServer.play(only)) {
      FtpConfig config = FtpConfig.of("127.0.0.1").toBuilder().port(server.port()).build();
      SyncReport report =
          Mirror.of(FtpClient.of(config))
              .withRules(ALONE)
              .withListener(
                  new SyncListener() {
                    @Override
                    public void event(SyncEvent event) {
                      if (event.kind() == SyncEvent.Kind.ERROR) {
                        errors.add(event.reason());
                      }
                    }

                    @Override
                    public void progress(String path, long done, long total) {
                      Thread.currentThread().interrupt();
                    }
                  })
              .download("/", target);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(report.stoppedBy()).hasMessageContaining("running it again does what is left");
      assertThat(report.failed()).isZero();
      assertThat(errors).isEmpty();
    }
    assertThat(target).isEmptyDirectory();
  }

  /** The source says 226 after two bytes of five. */
  @Test
  void aShortFileGetsNoNameOnTheOtherServer() throws IOException {
    String from =
        listing("type=file;size=5;modify=20260102030405; f")
            + "C: TYPE I\nS: 200 ok\nC: PASV\nS: 502 no\npassive\n"
            + "C: RETR /f\nS: 150 go\ndata> 12\nS: 226 ok\n";
    String to =
        "login\nC: MKD /t\nS: 257 ok\nC: TYPE A\nS: 200 ok\npassive\nC: LIST -a /t\nS: 150 go\n"
            + "data> drwxr-xr-x 2 0 0 4096 Jan 1 2020 .\\r\\n\nS: 226 ok\n"
            + "C: MKD /t\nS: 257 ok\nC: TYPE I\nS: 200 ok\npassive\nC: STOR /t/"
            + PartNames.onServer("f")
            + "\n"
            + "S: 150 go\nwait\nS: 426 gone\nany";
    try (ScriptedServer source = ScriptedServer.play(from);
        ScriptedServer second = ScriptedServer.play(to)) {
      FtpConfig one = FtpConfig.of("127.0.0.1").toBuilder().port(source.port()).build();
      FtpConfig two =
          FtpConfig.of("127.0.0.1").toBuilder()
              .port(second.port())
              .timeouts(Timeouts.all(Duration.ofSeconds(10)))
              .build();
      SyncReport report =
          Mirror.of(FtpClient.of(one))
              .withRules(ALONE.with(Effort.DEFAULT.withParallel(1).withTries(1)))
              .copy("/", FtpClient.of(two), "/t");
      assertThat(report.firstFailure()).hasMessageContaining("2 of 5 bytes");
      assertThat(second.received()).noneMatch(line -> line.startsWith("RN"));
    }
  }
}
