package dev.ketch.ftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ketch.ftp.listing.Completeness;
import dev.ketch.ftp.listing.Completeness.Doubt;
import dev.ketch.ftp.listing.Completeness.Reason;
import dev.ketch.ftp.listing.FtpEntry;
import dev.ketch.ftp.listing.FtpListing;
import dev.ketch.ftp.listing.ListingSummary;
import dev.ketch.ftp.options.TlsPolicy;
import dev.ketch.ftp.options.TlsPolicy.Trust;
import dev.ketch.ftp.protocol.FtpIncompleteException;
import dev.ketch.ftp.protocol.FtpReplyException;
import dev.ketch.testkit.ScriptedServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A listing says whether it is all, or why that is not certain. */
class CompletenessTest {
  private static final String TEXT = "C: TYPE A\nS: 200 ok\n";
  private static final String INTO = "C: PWD\nS: 257 \"/h\"\nC: CWD d\nS: 250 ok\n";
  private static final String BACK = "C: CWD /h\nS: 250 ok\n";

  private static String lists(String command, String... lines) {
    StringBuilder data = new StringBuilder();
    for (String line : lines) {
      data.append(line).append("\\r\\n");
    }
    return "passive\nC: " + command + "\nS: 150 go\ndata> " + data + "\nS: 226 ok\n";
  }

  private static String refuses(String command, String reply) {
    return "passive\nC: " + command + "\nS: " + reply + "\n";
  }

  private static String file(String name) {
    return "-rw-r--r-- 1 o g 5 Jan  2  2020 " + name;
  }

  private static String directory(String name) {
    return "drwxr-xr-x 1 o g 5 Jan  2  2020 " + name;
  }

  /** The names and reasons of a listing for deletion. */
  private static List<String> surely(String transcript, String path) throws IOException {
    try (ScriptedServer server = ScriptedServer.play(transcript);
        FtpSession ftp = Scripted.connect(server)) {
      List<String> found = new ArrayList<>();
      ListingSummary summary = ftp.listForDeletion(path, entry -> found.add(entry.name()));
      summary.completeness().doubts().forEach(doubt -> found.add(doubt.reason().name()));
      return found;
    }
  }

  @Test
  void theValueItself() {
    Completeness one = Completeness.doubtful(Reason.MAY_BE_CUT, "it may be cut");
    Completeness two = Completeness.doubtful(Reason.UNREAD_LINES, "a line cannot be read");
    assertThat(Completeness.COMPLETE.isComplete()).isTrue();
    assertThat(Completeness.COMPLETE.explanation()).isEmpty();
    assertThat(Completeness.COMPLETE.and(one)).isEqualTo(one);
    assertThat(one.hasGaps()).isFalse();
    assertThat(one.and(two).and(two).doubts())
        .extracting(Doubt::reason)
        .containsExactly(Reason.MAY_BE_CUT, Reason.UNREAD_LINES);
    assertThat(one.and(two).hasGaps()).isTrue();
    assertThat(one.and(two).explanation()).isEqualTo("it may be cut; a line cannot be read");
    assertThat(new FtpListing(List.of(), List.of("?")).completeness().explanation())
        .isEqualTo("one line of the listing cannot be read");
  }

  /** Refusals that hold the words for an empty directory, and those that do not even do that. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "450 busy; no files listed",
        "450 No files found",
        "550 No files found.",
        "550 No members found.",
        "550 No data sets found",
        "550 /d: directory is empty",
      })
  void aRefusalIsAnEmptyDirectoryOnlyIfAnotherCommandConfirmsThat(String reply) throws IOException {
    String list = TEXT + refuses("LIST -a d", reply) + refuses("LIST d", reply) + INTO;
    String mlsd = TEXT + refuses("MLSD d", reply) + INTO;
    String noMlsd = mlsd + refuses("LIST -a", reply) + refuses("LIST", reply);
    for (String again :
        List.of(
            "login\n" + list + lists("NLST") + BACK,
            "login\n" + list + lists("NLST", ".", "..") + BACK,
            "login MLST type*;\n" + mlsd + lists("LIST -a", directory("."), directory("..")) + BACK,
            "login MLST type*;\n" + mlsd + lists("LIST -a") + lists("LIST") + BACK,
            "login MLST type*;\n" + noMlsd + lists("NLST") + BACK)) {
      assertThat(surely(again, "d")).isEmpty();
    }
    for (String again :
        List.of(
            "login\n" + list + refuses("NLST", reply) + BACK,
            "login\n" + list + refuses("NLST", "502 no") + BACK,
            "login\n" + list + lists("NLST", "a") + BACK,
            "login\n" + list.replace("250 ok", "550 no"),
            "login MLST type*;\n" + mlsd + lists("LIST -a", file("a")) + BACK,
            "login MLST type*;\n"
                + mlsd
                + lists("LIST -a", "what is this", "and this")
                + lists("LIST", "?")
                + BACK,
            "login MLST type*;\n" + noMlsd + refuses("NLST", reply) + BACK)) {
      assertThatThrownBy(() -> surely(again, "d"))
          .isInstanceOf(FtpReplyException.class)
          .hasMessageContaining(reply);
    }
  }

  @Test
  void otherRefusalsAreNoClaimAtAll() {
    for (String reply :
        List.of(
            "550 There is no filesystem mounted here",
            "450 no filesystem",
            "550 the directory is emptyhanded",
            "451 No files found",
            "553 No files found")) {
      String list = "login\n" + TEXT + refuses("LIST -a", "550 no") + refuses("LIST", reply);
      assertThatThrownBy(() -> surely(list, "")).hasMessageContaining(reply);
    }
  }

  /** Nothing at all is an answer that servers give for what they may not read. */
  @Test
  void anEmptyListingIsConfirmedInASecondWay() throws IOException {
    String mlsd = "login MLST type*;\n" + TEXT + lists("MLSD d") + INTO;
    assertThat(surely(mlsd + lists("LIST -a", directory(".")) + BACK, "d")).isEmpty();
    assertThat(surely(mlsd + lists("LIST -a") + lists("LIST") + BACK, "d")).isEmpty();
    assertThat(surely(mlsd + lists("LIST -a", file("a")) + BACK, "d"))
        .containsExactly("CONTRADICTED");
    assertThat(
            surely(
                mlsd
                    + refuses("LIST -a", "502 no")
                    + refuses("LIST", "502 no")
                    + refuses("NLST", "502 no")
                    + refuses("NLST", "502 no")
                    + BACK,
                "d"))
        .containsExactly("EMPTY_UNCONFIRMED");
    assertThat(surely(mlsd.replace("250 ok", "550 no"), "d")).containsExactly("REFUSED");
    String list = "login\n" + TEXT + lists("LIST -a d") + lists("LIST d") + INTO;
    assertThat(surely(list + lists("NLST") + BACK, "d")).isEmpty();
    assertThat(surely(list + lists("NLST", "d/x") + BACK, "d")).containsExactly("CONTRADICTED");
    assertThat(surely(list + refuses("NLST", "550 No files found") + BACK, "d"))
        .containsExactly("EMPTY_UNCONFIRMED");
  }

  @Test
  void whatServesForLookingDoesNotAskTwice() throws IOException {
    try (ScriptedServer server =
            ScriptedServer.play("login MLST type*;\n" + TEXT + lists("MLSD d"));
        FtpSession ftp = Scripted.connect(server)) {
      assertThat(ftp.listing("d").isComplete()).isTrue();
    }
  }

  /** A file called -a, alone; its line may have the path before it. */
  @Test
  void aNameThatLooksLikeAnOption() throws IOException {
    for (String name : List.of("-a", "./-a", "/h/-a")) {
      String one = "login\n" + TEXT + lists("LIST -a", file(name));
      assertThat(surely(one + lists("LIST", file("-a"), file("b")), "")).containsExactly("-a", "b");
      try (ScriptedServer server =
              ScriptedServer.play(
                  one + lists("LIST", file("-a"), file("b")) + lists("LIST", file("-a")));
          FtpSession ftp = Scripted.connect(server)) {
        assertThat(ftp.list("")).extracting(FtpEntry::name).containsExactly("-a", "b");
        assertThat(ftp.list("")).extracting(FtpEntry::name).containsExactly("-a"); // Remembered.
      }
    }
    assertThat(
            surely("login\n" + TEXT + lists("LIST -a", file("-a")) + lists("LIST", file("-a")), ""))
        .containsExactly("-a");
  }

  /** A directory called -a: what is in it is not what is here. */
  @Test
  void aDirectoryThatLooksLikeAnOption() throws IOException {
    String inside = "login\n" + TEXT + lists("LIST -a", file("x"), file("y"));
    assertThat(surely(inside + lists("LIST", directory("-a"), file("b"), file("c")), ""))
        .containsExactly("-a", "b", "c");
    // Without one both listings are the same, but for hidden names, and need no comparison again.
    String same = inside + lists("LIST", file("y")) + lists("LIST -a", file("z"));
    try (ScriptedServer server = ScriptedServer.play(same);
        FtpSession ftp = Scripted.connect(server)) {
      for (int i = 1; i < 3; i++) {
        List<String> names = new ArrayList<>();
        ListingSummary summary = ftp.listForDeletion("", entry -> names.add(entry.name()));
        assertThat(names).hasSize(3 - i);
        assertThat(summary.isComplete()).isTrue();
      }
    }
    assertThat(surely(inside + lists("LIST", file("b")), "")).containsExactly("b", "CONTRADICTED");
  }

  /** Servers list a file when its path stands where a directory's should. */
  @Test
  void aFileThatIsListedInTheDirectorysPlace() throws IOException {
    for (String name : List.of("d", "x/d")) {
      String list =
          "login\n" + TEXT + lists("LIST -a x/d", file(name)) + lists("LIST x/d", file(name));
      String into = INTO.replace("CWD d", "CWD x/d");
      assertThatThrownBy(() -> surely(list + into.replace("250 ok", "550 no directory"), "x/d"))
          .hasMessageContaining("550 no directory");
      assertThat(surely(list + into + lists("LIST", file("d")) + BACK, "x/d")).isNotEmpty();
      String mlsd = "login MLST type*;\n" + TEXT + lists("MLSD x/d", "type=file; " + name);
      assertThatThrownBy(() -> surely(mlsd + into.replace("250 ok", "550 no directory"), "x/d"))
          .hasMessageContaining("550 no directory");
      assertThat(surely(mlsd + into + lists("MLSD", "type=file; d") + BACK, "x/d"))
          .containsExactly("d");
    }
  }

  /** Where LIST -a shows the directory itself, nothing is nothing readable. */
  @Test
  void aServerThatShowsItselfElsewhere() throws IOException {
    String first = "login\n" + TEXT + lists("LIST -a", directory("."), directory("d"));
    String nothing = first + lists("LIST -a d") + lists("LIST d");
    try (ScriptedServer server = ScriptedServer.play(nothing);
        FtpSession ftp = Scripted.connect(server)) {
      assertThat(ftp.listing("").isComplete()).isTrue();
      FtpListing listing = ftp.listing("d");
      assertThat(listing.completeness().has(Reason.NOTHING_LISTED)).isTrue();
      assertThat(listing.isComplete()).isFalse();
    }
    // LIST does not show hidden names: it is no replacement for an answer that did not come.
    try (ScriptedServer server =
            ScriptedServer.play(
                first
                    + lists("LIST -a d")
                    + lists("LIST d", file("a"))
                    + lists("LIST -a", directory("."), file(".b")));
        FtpSession ftp = Scripted.connect(server)) {
      ftp.listing("");
      assertThat(ftp.listing("d").completeness().has(Reason.CONTRADICTED)).isTrue();
      assertThat(ftp.listing("").isComplete()).isTrue();
    }
  }

  @Test
  void aServerWhoseMlsdShowsItselfElsewhere() throws IOException {
    String lists = lists("MLSD", "type=cdir; .", "type=dir; d") + lists("MLSD d");
    try (ScriptedServer server = ScriptedServer.play("login MLST type*;\n" + TEXT + lists);
        FtpSession ftp = Scripted.connect(server)) {
      assertThat(ftp.listing("").isComplete()).isTrue();
      assertThat(ftp.listing("d").completeness().has(Reason.NOTHING_LISTED)).isTrue();
    }
  }

  @Test
  void aListingThatEndsWithoutCloseNotifyMayBeCut() throws IOException {
    String cut = "data+ " + file("a") + "\\r\\n\ndata cut\n";
    String transcript =
        "login-tls\n" + TEXT + "passive\nC: LIST -a\nS: 150 go\n" + cut + "S: 226 ok";
    TlsPolicy policy = TlsPolicy.EXPLICIT.withTrust(new Trust(null, List.of(), true));
    try (ScriptedServer server = ScriptedServer.play(transcript)) {
      FtpConfig config =
          Scripted.config(server).toBuilder().tls(policy.withAcceptsMissingClose(true)).build();
      try (FtpSession ftp = FtpClient.of(config).connect()) {
        FtpListing listing = ftp.listing("");
        assertThat(listing.entries()).hasSize(1);
        assertThat(listing.completeness().has(Reason.MAY_BE_CUT)).isTrue();
        assertThat(listing.completeness().hasGaps()).isFalse();
        assertThat(listing.isComplete()).isFalse();
      }
    }
  }

  /** MLSD lines without a type, or with one that is no type: neither copied nor missing. */
  @Test
  void entriesWithoutATypeAreAGap() throws IOException {
    for (String facts : List.of("size=3;", "type=fil;size=3;", "Type=;", "e=file;")) {
      String list =
          "login MLST type*;\n"
              + TEXT
              + lists("MLSD", "type=file; a", facts + " b", "type=OS.unix=chr-1/3; c");
      try (ScriptedServer server = ScriptedServer.play(list);
          FtpSession ftp = Scripted.connect(server)) {
        FtpListing listing = ftp.listing("");
        assertThat(listing.completeness().hasGaps()).isTrue();
        assertThat(listing.entries().size() + listing.unparsed().size()).isEqualTo(3);
      }
    }
  }

  /** A last line without an end: nothing tells how much of a name it has. */
  @Test
  void aListingThatEndsWithinALineMayBeCut() throws IOException {
    for (String command : List.of("LIST -a", "MLSD")) {
      boolean mlsd = command.equals("MLSD");
      String line = mlsd ? "type=file; a" : file("a");
      String transcript =
          (mlsd ? "login MLST type*;\n" : "login\n")
              + TEXT
              + lists(command, line, "X").replace("\\r\\nX\\r\\n", "");
      try (ScriptedServer server = ScriptedServer.play(transcript);
          FtpSession ftp = Scripted.connect(server)) {
        FtpListing listing = ftp.listing("");
        assertThat(listing.entries()).hasSize(1);
        assertThat(listing.completeness().explanation()).contains("no line end");
      }
    }
  }

  /** MLSD's cdir is as good as a dot. */
  @Test
  void anEmptyDirectoryThatShowsItselfIsConfirmed() throws IOException {
    String mlsd = "login MLST type*;\n" + TEXT;
    assertThat(surely(mlsd + lists("MLSD d", "type=cdir; d"), "d")).isEmpty();
    assertThat(surely(mlsd + lists("MLSD d", "type=pdir; ..", "type=cdir; /x/d"), "d")).isEmpty();
  }

  @Test
  void aNameThatIsListedTwice() throws IOException {
    String list =
        "login MLST type*;\n" + TEXT + lists("MLSD", "type=OS.unix=slink:/etc; d", "type=dir; d");
    try (ScriptedServer server = ScriptedServer.play(list);
        FtpSession ftp = Scripted.connect(server)) {
      assertThat(ftp.listing("").completeness().explanation())
          .isEqualTo("the name \"d\" is listed more than once");
    }
  }

  /** Names alone: CWD, SIZE and MDTM tell what they are, or it is said that they do not. */
  @Test
  void namesWithoutTypes() throws IOException {
    String place = "C: PWD\nS: 257 \"/\"\n";
    String nlst = "login\n" + TEXT + refuses("LIST -a", "500 no") + refuses("LIST", "500 no");
    String probes =
        (place + "C: CWD d\nS: 250 ok\nC: CWD /\nS: 250 ok\n")
            + (place + "C: CWD f\nS: 550 no\nC: TYPE I\nS: 200 ok\nC: SIZE f\nS: 213 5\n")
            + (place
                + "C: CWD g\nS: 550 no\nC: SIZE g\nS: 502 no\nC: MDTM g\nS: 213 20200102030405\n");
    assertThat(surely(nlst + lists("NLST", "d/", "./f", "/h/g", ".", "..") + probes, ""))
        .containsExactly("d", "f", "g");
    String complaint =
        place
            + "C: CWD ls: denied\nS: 550 no\nC: TYPE I\nS: 200 ok\n"
            + "C: SIZE ls: denied\nS: 550 no\nC: MDTM ls: denied\nS: 550 no\n";
    assertThat(surely(nlst + lists("NLST", "ls: denied") + complaint, ""))
        .containsExactly("ls: denied", "UNCONFIRMED_TYPES");
    // A path of another directory: its name is not one of this.
    assertThat(surely(nlst + lists("NLST", "other/x"), "")).containsExactly("UNREAD_LINES");
    assertThatThrownBy(
            () -> surely(nlst + lists("NLST", "d") + place + "C: CWD d\nS: 450 busy\n", ""))
        .hasMessageContaining("450 busy");
  }

  @Test
  void anEntryIsNotMissingBecauseTheServerDoesNotSay() throws IOException {
    String into = "C: PWD\nS: 257 \"/\"\nC: CWD ";
    for (String transcript :
        List.of(
            "login MLST type*;\nC: MLST d/f\nS: 450 busy",
            "login\n" + into + "d/f\nS: 450 busy",
            "login\n" + into + "d/f\nS: 530 log in",
            "login\n" + into + "d/f\nS: 550 no\n" + TEXT + refuses("LIST -a d", "451 x"),
            "login\n"
                + into
                + "d/f\nS: 550 no\n"
                + TEXT
                + refuses("LIST -a d", "550 denied")
                + refuses("LIST d", "550 denied")
                + ("C: TYPE I\nS: 200 ok\nC: SIZE d/f\nS: 550 no\n" + into)
                + "d\nS: 250 ok\nC: CWD /\nS: 250 ok\n")) {
      try (ScriptedServer server = ScriptedServer.play(transcript);
          FtpSession ftp = Scripted.connect(server)) {
        assertThatThrownBy(() -> ftp.stat("d/f")).isInstanceOf(FtpReplyException.class);
      }
    }
    String unread = TEXT + lists("LIST -a", file("a"), "what is this");
    try (ScriptedServer server = ScriptedServer.play("login\n" + into + "f\nS: 550 no\n" + unread);
        FtpSession ftp = Scripted.connect(server)) {
      assertThatThrownBy(() -> ftp.stat("f"))
          .isInstanceOf(FtpIncompleteException.class)
          .hasMessage(
              "whether there is \"f\" is not known: one line of the listing cannot be read");
    }
  }

  /** Nothing goes from a directory of which not everything is known. */
  @Test
  void removalStopsAtAListingThatIsNotComplete() throws IOException {
    String begin =
        "login MLST type*;\nC: MLST d\nS- 250-x\\r\\n type=dir; d\\r\\n250 end\\r\\n\n" + TEXT;
    for (String[] lines :
        List.of(
            new String[] {"type=file; a", "what is this"},
            new String[] {"type=file; a", "type=dir; a"})) {
      try (ScriptedServer server = ScriptedServer.play(begin + lists("MLSD d", lines));
          FtpSession ftp = Scripted.connect(server)) {
        assertThatThrownBy(() -> ftp.removeTree("d"))
            .isInstanceOf(FtpIncompleteException.class)
            .hasMessageContaining("nothing in it was removed");
      }
    }
  }
}
