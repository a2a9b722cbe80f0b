package dev.ketch.ftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ketch.testkit.ScriptedServer;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
}
