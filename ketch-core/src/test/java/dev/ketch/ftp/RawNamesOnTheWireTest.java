package dev.ketch.ftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ketch.ftp.protocol.FtpNameException;
import dev.ketch.testkit.ScriptedServer;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that are no UTF-8, in commands. Transcripts show a byte as the character of its number. */
class RawNamesOnTheWireTest {
  private static FtpSession connect(ScriptedServer server, String fallback) throws IOException {
    FtpConfig.Builder config = FtpConfig.of("127.0.0.1").toBuilder().port(server.port());
    if (!fallback.isEmpty()) {
      config.fallbackCharset(Charset.forName(fallback));
    }
    return FtpClient.of(config.build()).connect();
  }

  /** ProFTPD takes 255 and what follows for a Telnet command, and answers it; others do not. */
  @ParameterizedTest
  @CsvSource({
    "ProFTPD Server, a\u00FF\u00FFb \u00FF\u00FF\u00FE",
    "(vsFTPd 3.0.5), a\u00FFb \u00FF\u00FE",
    "hello, a\u00FFb \u00FF\u00FE"
  })
  void aByte255IsDoubledForServersThatSpeakTelnet(String greeting, String sent) throws IOException {
    String login =
        "S: 220 " + greeting + "\nC: USER anonymous\nS: 331 x\nC: PASS anonymous@\nS: 230 in\n";
    try (ScriptedServer server =
            ScriptedServer.play(login + "C: FEAT\nS: 500 no\nC: DELE " + sent + "\nS: 250 gone\n");
        FtpSession ftp = connect(server, "")) {
      ftp.delete("a\uDCFFb \uDCFF\uDCFE");
    }
  }

  /** A server that does not announce UTF8 has names in UTF-8, beside others. */
  @Test
  void namesGoBackInTheCharsetThatTheyCameIn() throws IOException {
    try (ScriptedServer server =
            ScriptedServer.play(
                "login\nC: TYPE A\nS: 200 ok\npassive\nC: NLST\nS: 150 go\n"
                    + "data> gr\\xc3\\xbcn\\r\\nbi\\xe8re\\r\\n\nS: 226 ok\n"
                    + "C: DELE gr\u00C3\u00BCn\nS: 250 gone\nC: DELE bi\u00E8re\nS: 250 gone\n"
                    + "C: MKD n\u00E9\nS: 257 \"/x\"\n");
        FtpSession ftp = connect(server, "ISO-8859-1")) {
      List<String> names = ftp.names("");
      assertThat(names).containsExactly("gr\u00FCn", "bi\u00E8re");
      ftp.delete("gr\u00FCn");
      ftp.delete("bi\u00E8re");
      ftp.makeDirectory("n\u00E9");
    }
  }

  private static String listed(String... names) {
    StringBuilder lines = new StringBuilder();
    for (String name : names) {
      lines.append("-rw-r--r-- 1 a b 3 Jan  1  2020 ").append(name).append("\\r\\n");
    }
    return "passive\nC: LIST -a\nS: 150 go\ndata> " + lines + "\nS: 226 ok\n";
  }

  /** One listing shows it; then it is known. */
  @Test
  void aServerThatKeepsSuchNamesIsAskedOnce() throws IOException {
    try (ScriptedServer server =
            ScriptedServer.play(
                "login\nC: MKD a\u00E9b\nS: 257 ok\nC: TYPE A\nS: 200 ok\n"
                    + listed("a?b", "a\\xe9b", "a\\xe8b")
                    + "C: MKD c\u00E9\nS: 257 ok\nC: RNFR x\nS: 350 ok\nC: RNTO y\u00E8\nS: 250 ok\n");
        FtpSession ftp = connect(server, "")) {
      ftp.makeDirectory("a\uDCE9b");
      ftp.makeDirectory("c\uDCE9");
      ftp.rename("x", "y\uDCE8");
    }
  }

  /** pyftpdlib puts U+FFFD in the place of each such byte, so that two names become one. */
  @ParameterizedTest
  @ValueSource(strings = {"a?b", "a\\xef\\xbf\\xbdb", "a\\xc3\\xa9b", "a__b"})
  void aServerThatMakesAnotherNameIsFoundOut(String made) throws IOException {
    try (ScriptedServer server =
            ScriptedServer.play(
                "login\nC: RNFR x\nS: 350 ok\nC: RNTO d/a\u00E9b\nS: 250 ok\nC: TYPE A\nS: 200 ok\n"
                    + listed("zzz", made).replace("LIST -a", "LIST -a d")
                    + "C: RNFR d/a\u00E9b\nS: 350 ok\nC: RNTO x\nS: 250 ok\n"
                    + "C: MKD plain\nS: 257 ok\n");
        FtpSession ftp = connect(server, "")) {
      assertThatThrownBy(() -> ftp.rename("x", "d/a\uDCE9b"))
          .isInstanceOf(FtpNameException.class)
          .hasMessageContaining("\"a\uDCE9b\"")
          .hasMessageContaining("a name in UTF-8");
      assertThatThrownBy(() -> ftp.makeDirectory("c\uDCE9")).isInstanceOf(FtpNameException.class);
      ftp.makeDirectory("plain");
    }
  }

  /** A drop box may not be listed; a name that is not shown is no name that was changed. */
  @ParameterizedTest
  @ValueSource(strings = {"", "aab a\\xe8b ab"})
  void whatIsNotShownStaysUnknown(String shown) throws IOException {
    String listing =
        shown.isEmpty()
            ? "passive\nC: LIST -a\nS: 550 no\npassive\nC: LIST\nS: 550 no\n"
            : listed(shown.split(" ", -1));
    try (ScriptedServer server =
            ScriptedServer.play(
                    "login\nC: MKD a\u00E9b\nS: 257 ok\nC: TYPE A\nS: 200 ok\n" + listing + "any")
                .lenient();
        FtpSession ftp = connect(server, "")) {
      ftp.makeDirectory("a\uDCE9b");
    }
  }
}
