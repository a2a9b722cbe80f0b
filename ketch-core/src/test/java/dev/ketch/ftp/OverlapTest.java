package dev.ketch.ftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ketch.testkit.ScriptedServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two runs at once, as when last night's is still busy: neither touches what the other writes. */
class OverlapTest {
  @TempDir Path work;

  /** Holds a lock in a process of its own until its input ends. */
  static final class OtherProcess implements AutoCloseable {
    private final Process process;

    private OtherProcess(String... arguments) throws IOException {
      List<String> command = new java.util.ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(List.of("-cp", System.getProperty("java.class.path")));
      command.add(OtherProcess.class.getName());
      command.addAll(List.of(arguments));
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      BufferedReader out =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      assertThat(out.readLine()).isEqualTo("held");
    }

    public static void main(String[] args) throws IOException {
      Object held =
          args[0].equals("part")
              ? LockedPart.open(Path.of(args[1]))
              : MachineLocks.open(Path.of(args[1])).tryLock(args[2]);
      System.out.println(held == null ? "refused" : "held");
      System.in.read();
    }

    /** As by kill -9. */
    @Override
    public void close() {
      process.destroyForcibly().onExit().join();
    }
  }

  @Test
  void whatAnotherProcessDownloadsIsLeftAlone() throws IOException {
    Path part = work.resolve(PartNames.of("f"));
    OtherProcess other = new OtherProcess("part", part.toString());
    try (other) {
      assertThat(LockedPart.open(part)).isNull();
      assertThat(Leftovers.remove(part)).isFalse();
      assertThat(part).exists();
      assertThatThrownBy(() -> PartFile.open(work.resolve("f"), TransferOptions.DEFAULT).close())
          .hasMessageContaining("is running; let it finish first");
    }
    assertThat(Leftovers.remove(part)).isTrue();
    assertThat(part).doesNotExist();
  }

  /** The second channel must not be opened: to close it would end the first one's lock. */
  @Test
  void whatThisProcessDownloadsStaysLocked() throws IOException {
    Path part = work.resolve(PartNames.of("f"));
    try (LockedPart first = LockedPart.open(part)) {
      assertThat(first).isNotNull();
      assertThat(LockedPart.open(part)).isNull();
      assertThat(Leftovers.remove(part)).isFalse();
      assertThatThrownBy(() -> new OtherProcess("part", part.toString()))
          .hasMessageContaining("refused");
    }
    try (LockedPart again = LockedPart.open(part)) {
      assertThat(again).isNotNull();
    }
  }

  /** What was opened as a part has its final name by the time that it is locked. */
  @Test
  void aFileThatHasGotItsNameMeanwhileIsNotTouched() throws IOException {
    Path part = work.resolve(PartNames.of("f"));
    Path whole = work.resolve("f");
    Files.writeString(part, "whole");
    FileChannel opened = FileChannel.open(part, StandardOpenOption.READ, StandardOpenOption.WRITE);
    Files.move(part, whole);
    assertThat(LockedPart.lockedOrClosed(opened, () -> Files.exists(part))).isNull();
    assertThat(opened.isOpen()).isFalse();
    assertThat(whole).hasContent("whole");
  }

  @Test
  void uploadsOfOneMachineShareTheirLocksAndTheirMark() throws IOException {
    Path file = work.resolve("deep/er/uploads.lock");
    MachineLocks here = MachineLocks.open(file);
    OtherProcess other = new OtherProcess("upload", file.toString(), "host:21 me /f");
    try (other) {
      assertThat(here.tryLock("host:21 me /f")).isNull();
      assertThat(here.tryLock("host:21 me /g")).isNotNull();
    }
    assertThat(here.tryLock("host:21 me /f")).isNotNull();
    assertThat(MachineLocks.open(file).mark()).isEqualTo(here.mark()).hasSize(6);
  }

  @Test
  void withoutAPlaceForLocksTheMarkIsNobodyElses() throws IOException {
    Path file = Files.writeString(work.resolve("file"), "");
    MachineLocks none = MachineLocks.open(file.resolve("uploads.lock"));
    MachineLocks.Held held = none.tryLock("f");
    assertThat(held).isNotNull();
    assertThat(none.tryLock("f")).isNull();
    Objects.requireNonNull(held).release();
    assertThat(none.tryLock("f")).isNotNull();
    assertThat(MachineLocks.open(file.resolve("uploads.lock")).mark()).isNotEqualTo(none.mark());
  }

  @Test
  void aLockFileThatIsALinkIsNotWrittenTo() throws IOException {
    Path other = Files.writeString(work.resolve("precious"), "Precious!");
    Path link = Files.createSymbolicLink(work.resolve("uploads.lock"), other);
    assertThat(MachineLocks.open(link).tryLock("f")).isNotNull();
    assertThat(other).hasContent("Precious!");
  }

  @Test
  void stateLivesWhereTheEnvironmentSays() {
    Path home = work.resolve("home");
    Path xdg = work.resolve("xdg");
    assertThat(UserState.directory(Map.of("XDG_STATE_HOME", xdg.toString()), Optional.of(home)))
        .isEqualTo(xdg.resolve("ketch"));
    for (String relative : List.of("", "x/y", ".")) {
      Map<String, String> variables = Map.of("XDG_STATE_HOME", relative);
      assertThat(UserState.directory(variables, Optional.of(home)))
          .isEqualTo(home.resolve(".local/state/ketch"));
    }
    assertThat(UserState.directory(Map.of(), Optional.empty()).getParent())
        .isEqualTo(Path.of(System.getProperty("java.io.tmpdir")));
    assertThat(work).isEmptyDirectory();
  }

  @Test
  void theSecondUploadToANameIsRefusedWhileTheFirstIsUnderWay() throws IOException {
    Path local = Files.writeString(work.resolve("f"), "hello");
    String session = "S: 220 ok\nC: USER anonymous\nS: 230 in\nC: FEAT\nS: 500 no\n";
    String stored =
        "C: TYPE I\nS: 200 ok\npassive\nC: STOR .*\nS: 150 go\ndata< hello\nS: 226 ok\n"
            + "C: SIZE .*\nS: 213 5\nC: RNFR .*\nS: 350 go on\nC: RNTO f\nS: 250 ok";
    try (ScriptedServer server = ScriptedServer.play(session + stored);
        FtpSession ftp = connect(server)) {
      UploadLock first = UploadLock.take(ftp, PartNames.onServer("f"), "f");
      try (first) {
        assertThatThrownBy(() -> ftp.upload(local, "f"))
            .isInstanceOf(TransferRunningException.class)
            .hasMessageContaining("another transfer to \"f\" is running");
        assertThat(Leftovers.remove(ftp, PartNames.onServer("f"))).isFalse();
      }
      assertThat(server.received()).noneMatch(line -> line.startsWith("STOR"));
      ftp.upload(local, "f");
      try (UploadLock free = UploadLock.tryTake(ftp, PartNames.onServer("f"))) {
        assertThat(free).isNotNull();
      }
    }
  }

  @Test
  void aPartThatIsGoneMeanwhileIsNoTrouble() throws IOException {
    String session = "S: 220 ok\nC: USER anonymous\nS: 230 in\nC: FEAT\nS: 500 no\n";
    String gone =
        "C: DELE p\nS: 550 no such file\nC: TYPE I\nS: 200 ok\nC: SIZE p\nS: 550 no such file\n";
    String refused = "C: DELE p\nS: 550 denied\nC: SIZE p\nS: 213 7";
    try (ScriptedServer server = ScriptedServer.play(session + gone + refused);
        FtpSession ftp = connect(server)) {
      assertThat(Leftovers.remove(ftp, "p")).isTrue();
      assertThatThrownBy(() -> Leftovers.remove(ftp, "p")).hasMessageContaining("550 denied");
    }
  }

  private static FtpSession connect(ScriptedServer server) throws IOException {
    return FtpClient.of(FtpConfig.of("127.0.0.1").toBuilder().port(server.port()).build())
        .connect();
  }
}
