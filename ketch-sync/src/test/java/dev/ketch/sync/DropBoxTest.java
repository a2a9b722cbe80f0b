package dev.ketch.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ketch.ftp.FtpClient;
import dev.ketch.ftp.FtpSession;
import dev.ketch.ftp.PartNames;
import dev.ketch.ftp.TransferOptions;
import dev.ketch.ftp.protocol.FtpReplyException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that take files but not by way of every name. */
class DropBoxTest {
  private static final String VSFTPD = "(vsFTPd 3.0.3)";
  private static final String ANY = "welcome";

  /** As vsftpd's default for anonymous users. */
  private static final DropBox.Rule NO_RENAME_NO_DELETE =
      (verb, name) ->
          Set.of("RNFR", "RNTO", "DELE", "MDTM", "SITE").contains(verb)
              ? "550 Permission denied."
              : null;

  private static final SyncRules RULES =
      SyncRules.DEFAULT.with(Effort.DEFAULT.withParallel(4).withTries(2));

  @TempDir Path work;

  private Path local(String name, String text) throws IOException {
    return Files.writeString(work.resolve(name), text);
  }

  private static byte[] large() {
    byte[] bytes = new byte[(1 << 20) + 5];
    Arrays.fill(bytes, (byte) 'x');
    return bytes;
  }

  private static TransferOptions heard(DropBox box) {
    return TransferOptions.DEFAULT.withListener(box.listener);
  }

  @ParameterizedTest
  @ValueSource(strings = {ANY, VSFTPD})
  void withoutRenamesFilesGoStraightToTheirNames(String greeting) throws IOException {
    try (DropBox box = new DropBox(greeting, NO_RENAME_NO_DELETE);
        FtpSession ftp = box.client().connect()) {
      for (String name : List.of("a", "b", "c")) {
        ftp.upload(local(name, "whole " + name), name, heard(box));
        assertThat(box.text(name)).isEqualTo("whole " + name);
      }
      assertThat(box.leftovers()).containsExactly(PartNames.onServer("a"));
      assertThat(box.notices)
          .containsExactly(
              "the server does not rename uploaded files (\"550 Permission denied.\"), so they go"
                  + " straight to their final names; \""
                  + PartNames.onServer("a")
                  + "\" stays there, since it cannot be deleted either");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {ANY, VSFTPD})
  void aMirrorLeavesAtMostOneLeftover(String greeting) throws IOException {
    for (int i = 0; i < 20; i++) {
      local("f" + i, "text " + i);
    }
    List<String> notices = new ArrayList<>();
    SyncListener listener =
        new SyncListener() {
          @Override
          public void event(SyncEvent event) {
            if (event.kind() == SyncEvent.Kind.NOTICE) {
              notices.add(event.reason());
            }
          }
        };
    try (DropBox box = new DropBox(greeting, NO_RENAME_NO_DELETE)) {
      SyncReport report =
          Mirror.of(box.client()).withRules(RULES).withListener(listener).upload(work, "");
      assertThat(notices).hasSize(1);
      assertThat(report.firstFailure()).isNull();
      assertThat(report.files()).isEqualTo(20);
      for (int i = 0; i < 20; i++) {
        assertThat(box.text("f" + i)).isEqualTo("text " + i);
      }
      assertThat(box.leftovers()).hasSize(1);
    }
  }

  @Test
  void aLargeFileIsSentOnce() throws IOException {
    Path file = Files.write(work.resolve("large"), large());
    try (DropBox box = new DropBox(ANY, NO_RENAME_NO_DELETE);
        FtpSession ftp = box.client().connect()) {
      ftp.upload(file, "large");
      assertThat(box.files.get("large")).isEqualTo(large());
      assertThat(box.leftovers()).hasSize(1);
      assertThat(box.files.get(box.leftovers().get(0))).isEmpty();
    }
    try (DropBox box = new DropBox(ANY, (verb, name) -> null);
        FtpSession ftp = box.client().connect()) {
      ftp.upload(file, "large");
      assertThat(box.files.keySet()).containsExactly("large");
    }
  }

  @Test
  void aStreamThatCannotBeReadAgainIsWholeAllTheSame() throws IOException {
    for (byte[] bytes : List.of("few".getBytes(StandardCharsets.UTF_8), large())) {
      try (DropBox box = new DropBox(ANY, NO_RENAME_NO_DELETE);
          FtpSession ftp = box.client().connect()) {
        ftp.upload(new ByteArrayInputStream(bytes), "s", TransferOptions.DEFAULT);
        assertThat(box.files.get("s")).isEqualTo(bytes);
        assertThat(box.leftovers()).hasSize(1);
      }
      try (DropBox box = new DropBox(ANY, (verb, name) -> null);
          FtpSession ftp = box.client().connect()) {
        ftp.upload(new ByteArrayInputStream(bytes), "s", TransferOptions.DEFAULT);
        assertThat(box.files).containsOnlyKeys("s");
        assertThat(box.files.get("s")).isEqualTo(bytes);
      }
    }
  }

  /** As Pure-FTPd with its default for anonymous users, and with renames. */
  @Test
  void withoutDotsTheTemporaryNameHasNone() throws IOException {
    DropBox.Rule noDots =
        (verb, name) ->
            verb.equals("STOR") && name.startsWith(".") ? "553 Prohibited file name" : null;
    try (DropBox box = new DropBox(ANY, noDots);
        FtpSession ftp = box.client().connect()) {
      ftp.upload(local("a", "one"), "a", heard(box));
      ftp.upload(local("b", "two"), "b", heard(box));
      assertThat(box.files).containsOnlyKeys("a", "b");
      assertThat(box.received)
          .filteredOn(line -> line.startsWith("STOR"))
          .containsExactly(
              "STOR " + PartNames.onServer("a"),
              "STOR " + PartNames.onServer("a").substring(1),
              "STOR " + PartNames.onServer("b").substring(1));
      assertThat(box.notices).isEmpty();
    }
  }

  /** A name longer than the server takes says nothing about its other names. */
  @Test
  void aTemporaryNameThatIsTooLongIsLeftOutForThatFile() throws IOException {
    DropBox.Rule shortNames =
        (verb, name) -> verb.equals("STOR") && name.length() > 32 ? "501 file name too long" : null;
    String name = "a-name-of-twenty-letters";
    try (DropBox box = new DropBox(ANY, shortNames);
        FtpSession ftp = box.client().connect()) {
      ftp.upload(local("a", "one"), "a");
      ftp.upload(local("b", "two"), name, heard(box));
      ftp.upload(local("c", "three"), "c");
      assertThat(box.files).containsOnlyKeys("a", name, "c");
      assertThat(box.received).contains("STOR " + PartNames.onServer("c"));
    }
  }

  /** Renames are allowed in one directory and not in another. */
  @Test
  void whatOneDirectoryForbidsIsStillUsedInAnother() throws IOException {
    DropBox.Rule rule =
        (verb, name) -> verb.equals("RNFR") && name.startsWith("in/") ? "550 not here" : null;
    try (DropBox box = new DropBox(VSFTPD, rule);
        FtpSession ftp = box.client().connect()) {
      ftp.upload(local("a", "one"), "www/a");
      ftp.upload(local("b", "two"), "in/b", heard(box));
      ftp.upload(local("c", "three"), "www/c");
      assertThat(box.files).containsOnlyKeys("www/a", "in/b", "www/c");
      assertThat(box.received).contains("RNTO www/c");
      assertThat(box.notices).hasSize(1);
    }
  }

  /** ProFTPD with AllowOverwrite off, and DELE forbidden. */
  @Test
  void whatMayNotBeReplacedIsReportedWithoutBeingSentAgain() throws IOException {
    DropBox.Rule rule =
        (verb, name) ->
            verb.equals("DELE")
                    || verb.equals("RNTO") && !name.startsWith("new")
                    || verb.equals("STOR") && !name.endsWith("part")
                ? "550 Overwrite permission denied"
                : null;
    local("a", "longer a");
    local("b", "longer b");
    local("c", "longer c");
    try (DropBox box = new DropBox(ANY, rule)) {
      for (String name : List.of("a", "b", "c")) {
        box.files.put(name, "old".getBytes(StandardCharsets.UTF_8));
      }
      SyncReport report = Mirror.of(box.client()).withRules(RULES).upload(work, "");
      assertThat(report.failed()).isEqualTo(3);
      assertThat(report.firstFailure())
          .isInstanceOf(FtpReplyException.class)
          .hasMessageContaining("replaced")
          .hasMessageContaining("remove it there, or write over it with --in-place");
      assertThat(box.leftovers()).hasSize(1);
      assertThat(box.received).filteredOn(line -> line.startsWith("STOR")).hasSize(1);
      assertThat(box.text("b")).isEqualTo("old");
    }
  }

  /** Both are gone, had the temporary one been removed before its other name was taken. */
  @Test
  void theOnlyCopyIsNotRemoved() throws IOException {
    DropBox.Rule rule =
        (verb, name) ->
            verb.equals("RNTO") || verb.equals("STOR") && name.equals("a") ? "550 no" : null;
    try (DropBox box = new DropBox(ANY, rule);
        FtpSession ftp = box.client().connect()) {
      box.files.put("a", "old".getBytes(StandardCharsets.UTF_8));
      assertThatThrownBy(() -> ftp.upload(local("a", "new"), "a"))
          .isInstanceOf(FtpReplyException.class)
          .hasMessageContaining("the server has all of \"a\"");
      assertThat(box.text(PartNames.onServer("a"))).isEqualTo("new");
    }
  }

  /** The old file of the same size would pass for the new one in the next run. */
  @Test
  void theTimeOfAFileThatStaysIsNotThatOfTheNewOne() throws IOException {
    DropBox.Rule rule =
        (verb, name) ->
            verb.equals("MDTM")
                ? "213 set"
                : verb.equals("RNTO") && name.equals("b") || verb.equals("DELE") ? "550 no" : null;
    TransferOptions dated = TransferOptions.DEFAULT.withKeepTime(true);
    try (DropBox box = new DropBox(VSFTPD, rule);
        FtpSession ftp = box.client().connect()) {
      ftp.upload(local("a", "one"), "a", dated);
      box.files.put("b", "old".getBytes(StandardCharsets.UTF_8));
      assertThatThrownBy(() -> ftp.upload(local("b", "new"), "b", dated))
          .hasMessageContaining("already");
      assertThat(box.received.get(box.received.size() - 2)).isEqualTo("MDTM 19700101000000 b");
    }
  }

  @Test
  void aRefusedUploadInPlaceDeletesNothing() throws IOException {
    DropBox.Rule rule = (verb, name) -> verb.equals("STOR") ? "553 Could not create file." : null;
    try (DropBox box = new DropBox(ANY, rule);
        FtpSession ftp = box.client().connect()) {
      box.files.put("a", "old".getBytes(StandardCharsets.UTF_8));
      assertThatThrownBy(() -> ftp.upload(local("a", "new"), "a", heard(box).withInPlace(true)))
          .isInstanceOf(FtpReplyException.class)
          .hasMessageContaining("it has a file of that name already, of 3 bytes");
      assertThat(box.text("a")).isEqualTo("old");
    }
  }

  /** vsftpd lets a file be neither deleted nor written over, but gone on with. */
  @Test
  void aFileThatWasCutInPlaceIsGoneOnWith() throws IOException {
    int[] cuts = {0};
    DropBox.Rule rule =
        (verb, name) ->
            verb.equals("stored") && name.equals("a") && cuts[0]++ == 0
                ? ""
                : verb.equals("RETR") ? "550 Failed to open file." : null;
    local("a", "0123456789");
    try (DropBox box =
        new DropBox(
            ANY,
            (verb, name) -> {
              String refusal = NO_RENAME_NO_DELETE.reply(verb, name);
              return refusal == null ? rule.reply(verb, name) : refusal;
            })) {
      SyncReport report = Mirror.of(box.client()).withRules(RULES).upload(work, "");
      assertThat(report.firstFailure()).isNull();
      assertThat(box.text("a")).isEqualTo("0123456789");
      assertThat(box.received).contains("REST 5");
    }
  }

  @Test
  void inPlaceNoTemporaryNameIsUsed() throws IOException {
    local("a", "one");
    try (DropBox box = new DropBox(ANY, (verb, name) -> null)) {
      SyncRules rules = RULES.with(new Copying(Copying.Links.SKIP, true, false, false, true));
      assertThat(Mirror.of(box.client()).withRules(rules).upload(work, "").isComplete()).isTrue();
      assertThat(box.received)
          .contains("STOR /a")
          .noneMatch(line -> line.endsWith("part") || line.startsWith("RN"));
    }
  }

  @Test
  void sizesThatAreNotReportedAreSaidToBeUnknown() throws IOException {
    DropBox.Rule rule =
        (verb, name) ->
            verb.equals("SIZE") || verb.equals("RNFR") ? "550 Permission denied." : null;
    try (DropBox box = new DropBox(ANY, rule);
        FtpSession ftp = box.client().connect()) {
      ftp.upload(local("a", "one"), "a", heard(box));
      assertThat(box.text("a")).isEqualTo("one");
      assertThat(box.notices).hasSize(2);
      assertThat(box.notices.get(1)).contains("its 226 is the only proof");
    }
  }

  /** Temporary names of servers without dots are no files, there and back. */
  @Test
  void aPartWithoutADotIsNoFileToDownload() throws IOException {
    Path target = work.resolve("copy");
    try (DropBox box = new DropBox(ANY, (verb, name) -> null)) {
      box.files.put("a", "one".getBytes(StandardCharsets.UTF_8));
      box.files.put("b.abc123.ketch-part", "half".getBytes(StandardCharsets.UTF_8));
      SyncReport report = Mirror.of(box.client()).withRules(RULES).download("", target);
      assertThat(report.files()).isEqualTo(1);
      Path sent = Files.createDirectory(work.resolve("sent"));
      String own = PartNames.onServer("a").substring(1);
      box.files.put(own, "half".getBytes(StandardCharsets.UTF_8));
      Mirror.of(box.client()).withRules(RULES).upload(sent, "");
      assertThat(box.files).doesNotContainKey(own).containsKey("a");
    }
    assertThat(target.toFile().list()).containsExactly("a");
  }

  /** What is in it is unknown: it is sent, unless only what is missing was asked for. */
  @Test
  void aDirectoryThatMayNotBeListedTakesFiles() throws IOException {
    Files.writeString(Files.createDirectory(work.resolve("in")).resolve("f"), "text");
    DropBox.Rule rule =
        (verb, name) ->
            verb.equals("LIST") && name.contains("in") ? "550 Permission denied." : null;
    try (DropBox box = new DropBox(ANY, rule)) {
      box.directories.add("in");
      Selection missing = Selection.ALL.withWhich(Selection.Which.MISSING);
      SyncReport report = Mirror.of(box.client()).withRules(RULES.with(missing)).upload(work, "");
      assertThat(report.firstFailure()).hasMessageContaining("550 Permission denied.");
      assertThat(box.files).isEmpty();
      report = Mirror.of(box.client()).withRules(RULES).upload(work, "");
      assertThat(report.firstFailure()).isNull();
      assertThat(box.text("in/f")).isEqualTo("text");
      // With --delete it should hold nothing else, and nobody knows.
      SyncRules deleting = RULES.withDelete(true, -1);
      report = Mirror.of(box.client()).withRules(deleting).upload(work, "");
      assertThat(report.firstFailure()).hasMessageContaining("at the target is not complete");
      assertThat(box.text("in/f")).isEqualTo("text");
    }
  }

  @Test
  void aLeftoverThatCannotBeDeletedIsNoFailure() throws IOException {
    local("a", "one");
    FtpClient client;
    try (DropBox box = new DropBox(ANY, NO_RENAME_NO_DELETE)) {
      client = box.client();
      box.files.put(PartNames.onServer("x"), new byte[3]);
      SyncReport report = Mirror.of(client).withRules(RULES).upload(work, "");
      assertThat(report.failed()).isZero();
    }
  }
}
