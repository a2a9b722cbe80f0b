package dev.ketch.ftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ketch.ftp.listing.FtpEntry;
import dev.ketch.ftp.listing.ListingSummary;
import dev.ketch.ftp.options.Limits;
import dev.ketch.ftp.protocol.FtpProtocolException;
import dev.ketch.testkit.ScriptedServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a listing may make this client hold. */
class ListingLimitsTest {
  private static final int NAME = Limits.DEFAULT.nameBytes();

  private final List<FtpEntry> entries = new ArrayList<>();

  private static String machine(String line) {
    return "login MLST type*;\nC: TYPE A\nS: 200 ok\npassive\nC: MLSD /d\nS: 150 go\n" + line;
  }

  private static String endless(String line) {
    return machine("data+ " + line + "\nflood " + line + "\nS: 426 gone");
  }

  private ListingSummary list(String script, Limits limits) throws IOException {
    try (ScriptedServer server = ScriptedServer.play(script)) {
      FtpConfig config = Scripted.config(server).toBuilder().limits(limits).build();
      try (FtpSession ftp = FtpClient.of(config).connect()) {
        ListingSummary summary = ftp.list("/d", entries::add);
        ftp.noop();
        return summary;
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "ä", "日"})
  void aNameThatIsTooLongIsALineThatCannotBeRead(String letter) throws IOException {
    int bytes = letter.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
    String fits = letter.repeat(NAME / bytes);
    String tooLong = letter.repeat(NAME / bytes + 1);
    String lines = "type=file; " + fits + "\\r\\ntype=dir; " + tooLong + "\\r\\ntype=file; b\\r\\n";
    ListingSummary summary =
        list(machine("data> " + lines + "\nS: 226 ok\nC: NOOP\nS: 200 ok"), Limits.DEFAULT);
    assertThat(entries).extracting(FtpEntry::name).containsExactly(fits, "b");
    assertThat(summary.isComplete()).isFalse();
    assertThat(summary.unparsedLines()).isEqualTo(1);
    assertThat(summary.unparsed().get(0)).startsWith(letter).hasSizeLessThan(1100);
  }

  @Test
  void aLinkThatLeadsTooFarTooAndOtherNamesMayBeAllowed() throws IOException {
    String lines = "type=OS.unix=slink:" + "y".repeat(NAME + 1) + "; l\\r\\n";
    String script = machine("data> " + lines + "\nS: 226 ok\nC: NOOP\nS: 200 ok");
    assertThat(list(script, Limits.DEFAULT).isComplete()).isFalse();
    assertThat(entries).isEmpty();
    Limits more = new Limits(1000, 1000, 64 << 10, 10, 8 << 10, 1 << 20);
    assertThat(list(script, more).isComplete()).isTrue();
    assertThat(entries).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"type=file; a\\r\\n", "type=cdir; .\\r\\n", "nothing to read\\r\\n", "\\r\\n"})
  void aListingThatDoesNotEndIsEnded(String line) {
    Limits limits = new Limits(1000, 1000, 1000, 1_000_000, 1000, 1 << 20);
    assertThatThrownBy(() -> list(endless(line), limits))
        .isInstanceOfSatisfying(
            FtpProtocolException.class, e -> assertThat(e.isOverLimit()).isTrue())
        .hasMessageContaining("longer than the limit of 1048576 bytes");
  }

  /** By default there is room for a gibibyte of entries, but not of what is none. */
  @Test
  void linesThatCannotBeReadEndSooner() {
    String line = "z".repeat(50_000) + "\\r\\n";
    assertThatThrownBy(() -> list(endless(line), Limits.DEFAULT))
        .isInstanceOf(FtpProtocolException.class)
        .hasMessageContaining("64 MiB of lines that cannot be read");
  }

  @Test
  void aListThatIsHeldMayNotFillTheMemory() throws IOException {
    Limits limits = new Limits(1000, 1000, 64 << 10, 1000);
    try (ScriptedServer server = ScriptedServer.play(endless("type=file; a\\r\\n"))) {
      FtpConfig config = Scripted.config(server).toBuilder().limits(limits).build();
      try (FtpSession ftp = FtpClient.of(config).connect()) {
        assertThatThrownBy(() -> ftp.listing("/d"))
            .isInstanceOf(FtpProtocolException.class)
            .hasMessage("the listing has more than 1000 entries");
      }
    }
  }

  /** The unique fact tells that it is the directory that it is in. */
  @Test
  void aTreeThatContainsItselfIsNotRemoved() throws IOException {
    String machine = "type=dir;unique=U1; ";
    String list = "\nS: 150 go\ndata> %s\\r\\n\nS: 226 ok\n";
    String script =
        "login MLST type*;\nC: MLST /d\nS- 250-x\\r\\n "
            + machine
            + "/d\\r\\n250 end\\r\\n\nC: TYPE A\nS: 200 ok\npassive\nC: MLSD /d"
            + String.format(list, machine + "loop\\r\\ntype=file; x")
            + "C: DELE /d\nS: 550 no\nC: RMD /d\nS: 550 no\npassive\nC: MLSD /d/loop"
            + String.format(list, machine + "loop\\r\\ntype=file; x")
            + "C: DELE /d/loop\nS: 550 no\nC: RMD /d/loop\nS: 550 no\n";
    try (ScriptedServer server = ScriptedServer.play(script);
        FtpSession ftp = Scripted.connect(server)) {
      assertThatThrownBy(() -> ftp.removeTree("/d"))
          .hasMessage("\"/d/loop\" is one of the directories that it is in; it is not removed");
    }
  }
}
