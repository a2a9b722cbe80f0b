package dev.ketch.ftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ketch.ftp.listing.FtpEntry;
import dev.ketch.ftp.listing.FtpListing;
import dev.ketch.ftp.listing.ListingSummary;
import dev.ketch.ftp.listing.ModifiedTime;
import dev.ketch.testkit.ScriptedServer;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How a listing is got, and what is learned of the server by it. */
class ListingsTest {
  private static final Clock NOW =
      Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);
  private static final String TEXT = "C: TYPE A\nS: 200 ok\n";

  private static String list(String command, String... lines) {
    return "passive\nC: "
        + command
        + "\nS: 150 go\ndata> "
        + String.join("\\r\\n", lines)
        + "\\r\\n\nS: 226 ok\n";
  }

  private static FtpClient client(ScriptedServer server, @Nullable ZoneId zone) {
    return FtpClient.of(Scripted.config(server).toBuilder().clock(NOW).zone(zone).build());
  }

  private static Instant time(FtpEntry entry) {
    ModifiedTime time = entry.modified();
    assertThat(time).isNotNull();
    return time == null ? Instant.MIN : time.instant();
  }

  @Test
  void theServersZoneIsLearnedOnceFromOneFile() throws IOException {
    String dots = "drwxr-xr-x 2 o g 0 Jan 12  2003 .";
    try (ScriptedServer server =
            ScriptedServer.play(
                "login MDTM\n"
                    + TEXT
                    + list(
                        "LIST -a",
                        dots,
                        "drwxr-xr-x 2 o g 0 Feb 28 11:00 d",
                        "-rw-r--r-- 1 o g 5 Jan 12  2003 old",
                        "-rw-r--r-- 1 o g 5 Feb 28 11:48 f")
                    + "C: MDTM f\nS: 213 20260228094812\n"
                    + list("LIST -a", dots, "-rw-r--r-- 1 o g 5 Feb 28 13:00 g"));
        FtpSession ftp = client(server, null).connect()) {
      List<FtpEntry> first = ftp.list("");
      assertThat(time(first.get(0))).isEqualTo("2026-02-28T09:00:00Z");
      assertThat(time(first.get(2))).isEqualTo("2026-02-28T09:48:00Z");
      assertThat(time(ftp.list("").get(0))).isEqualTo("2026-02-28T11:00:00Z");
    }
  }

  @Test
  void aZoneThatIsGivenIsNotAskedFor() throws IOException {
    try (ScriptedServer server =
            ScriptedServer.play(
                "login MDTM\n" + TEXT + list("LIST -a", "-rw-r--r-- 1 o g 5 Feb 28 11:48 f"));
        FtpSession ftp = client(server, ZoneId.of("Europe/Berlin")).connect()) {
      assertThat(time(ftp.list("").get(0))).isEqualTo("2026-02-28T10:48:00Z");
    }
  }

  @Test
  void aTimeThatNoZoneExplainsLeavesUtc() throws IOException {
    try (ScriptedServer server =
            ScriptedServer.play(
                "login MDTM\n"
                    + TEXT
                    + list("LIST -a", "-rw-r--r-- 1 o g 5 Feb 28 11:48 f")
                    + "C: MDTM f\nS: 213 20260228112000\n");
        FtpSession ftp = client(server, null).connect()) {
      assertThat(time(ftp.list("").get(0))).isEqualTo("2026-02-28T11:48:00Z");
    }
  }

  @Test
  void whatOneSessionLearnsTheNextKnows() throws IOException {
    String data = "C: LIST\nS: 150 go\ndata> -rw-r--r-- 1 o g 5 Jan 12  2003 f\\r\\n\nS: 226 ok\n";
    String pasv = "listen\nC: PASV\nS: 227 ({pasv})\n";
    try (ScriptedServer server =
        ScriptedServer.play(
            "login\n"
                + TEXT
                + "C: EPSV\nS: 500 what\n"
                + pasv
                + "C: LIST -a\nS: 550 no such option\n"
                + pasv
                + data,
            "login\n" + TEXT + pasv + data)) {
      FtpClient client = client(server, ZoneOffset.UTC);
      for (int i = 0; i < 2; i++) {
        try (FtpSession ftp = client.connect()) {
          assertThat(ftp.list("")).hasSize(1);
        }
      }
    }
  }

  @Test
  void namesOfTwoCharsetsGoBackAsTheyCame() throws IOException {
    try (ScriptedServer server =
        ScriptedServer.play(
            "login UTF8;;MLST type*;\n"
                + TEXT
                + list("MLSD", "type=file; caf\\xe9", "type=file; th\\xc3\\xa9", "type=file; x")
                + "C: DELE caf\u00e9\nS: 250 ok\nC: DELE th\u00c3\u00a9\nS: 250 ok\n"
                + "C: DELE d/caf\u00e9\nS: 250 ok\nC: MKD \u00c3\u00a9\nS: 257 ok")) {
      FtpConfig config =
          Scripted.config(server).toBuilder().fallbackCharset(StandardCharsets.ISO_8859_1).build();
      try (FtpSession ftp = FtpClient.of(config).connect()) {
        List<FtpEntry> entries = ftp.list("");
        assertThat(entries)
            .extracting(FtpEntry::name)
            .containsExactly("caf\u00e9", "th\u00e9", "x");
        ftp.delete("caf\u00e9");
        ftp.delete("th\u00e9");
        ftp.delete("d/caf\u00e9");
        ftp.makeDirectory("\u00e9"); // A new name: the server has told that it speaks UTF-8.
      }
    }
  }

  @Test
  void aServerWithoutUtf8GetsNewNamesInTheFallback() throws IOException {
    try (ScriptedServer server = ScriptedServer.play("login\nC: MKD \u00e9\nS: 257 ok")) {
      FtpConfig config =
          Scripted.config(server).toBuilder().fallbackCharset(StandardCharsets.ISO_8859_1).build();
      try (FtpSession ftp = FtpClient.of(config).connect()) {
        ftp.makeDirectory("\u00e9");
      }
    }
  }

  @Test
  void ebcdicListingsAreRead() throws IOException {
    String lines =
        "drwxr-xr-x 2 IBMUSER SYS1 8192 Jan 12  2003 local\n"
            + "-rw-r--r-- 1 IBMUSER SYS1 12 Jan 12  2003 100%.txt\n";
    StringBuilder escaped = new StringBuilder();
    for (byte b : lines.getBytes(Charset.forName("IBM1047"))) {
      escaped.append(String.format("\\x%02x", b));
    }
    try (ScriptedServer server =
            ScriptedServer.play(
                "login\n"
                    + TEXT
                    + "passive\nC: LIST -a\nS: 150 go\ndata> "
                    + escaped
                    + "\nS: 226 ok");
        FtpSession ftp = client(server, ZoneOffset.UTC).connect()) {
      FtpListing listing = ftp.listing("");
      assertThat(listing.isComplete()).isTrue();
      assertThat(listing.entries()).extracting(FtpEntry::name).containsExactly("local", "100%.txt");
    }
  }

  @Test
  void entriesComeOneByOneAndWhatCannotBeReadIsCounted() throws IOException {
    try (ScriptedServer server =
            ScriptedServer.play(
                "login\n"
                    + TEXT
                    + list(
                        "LIST -a",
                        "-rw-r--r-- 1 o g 5 Jan 12  2003 a",
                        "what is this",
                        "-rw-r--r-- 1 o g 5 Jan 12  2003 b"));
        FtpSession ftp = client(server, ZoneOffset.UTC).connect()) {
      List<String> names = new ArrayList<>();
      ListingSummary summary = ftp.list("", entry -> names.add(entry.name()));
      assertThat(names).containsExactly("a", "b");
      assertThat(summary).isEqualTo(new ListingSummary(2, 1, List.of("what is this")));
      assertThat(summary.isComplete()).isFalse();
    }
  }
}
