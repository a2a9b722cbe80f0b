package dev.ketch.ftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ketch.ftp.options.TlsPolicy;
import dev.ketch.ftp.options.TlsPolicy.Trust;
import dev.ketch.ftp.protocol.FtpIncompleteException;
import dev.ketch.testkit.ScriptedServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A data connection that is reset is an incomplete transfer, whatever was being read from it. */
class DataResetTest {
  private static String broken(String command, String last) {
    return "C: TYPE A\nS: 200 ok\npassive\nC: "
        + command
        + "\nS: 150 go\ndata+ some\\r\\n\ndata reset\n"
        + last
        + "\n";
  }

  private static void incomplete(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(FtpIncompleteException.class)
        .message()
        .contains("broke")
        .doesNotContain("null");
  }

  @Test
  void listingsAndLines() throws IOException {
    for (String last : List.of("S: 226 done", "S: 426 gone", "S: 451 disk", "close")) {
      try (ScriptedServer server =
              ScriptedServer.play("login MLST type*;\n" + broken("MLSD", last));
          FtpSession ftp = Scripted.connect(server)) {
        incomplete(() -> ftp.listing(""));
        assertThat(ftp.isOpen()).isEqualTo(!last.equals("close"));
      }
      try (ScriptedServer server = Scripted.serve(broken("LIST -a", last));
          FtpSession ftp = Scripted.connect(server)) {
        incomplete(() -> ftp.list("", entry -> {}));
      }
      try (ScriptedServer server = Scripted.serve(broken("NLST", last));
          FtpSession ftp = Scripted.connect(server)) {
        incomplete(() -> ftp.names(""));
      }
      try (ScriptedServer server = Scripted.serve(broken("LIST", last));
          FtpSession ftp = Scripted.connect(server)) {
        List<String> lines = new ArrayList<>();
        incomplete(() -> ftp.listLines(lines::add));
      }
    }
  }

  @Test
  void streams() throws IOException {
    for (String last : List.of("S: 226 done", "S: 426 gone", "S: 450 busy", "close")) {
      String transcript = broken("RETR a", last).replace("TYPE A", "TYPE I");
      try (ScriptedServer server = Scripted.serve(transcript);
          FtpSession ftp = Scripted.connect(server)) {
        incomplete(() -> ftp.read("a", 0).readAllBytes());
      }
    }
  }

  @Test
  void withinTls() throws IOException {
    for (String last : List.of("S: 226 done", "S: 426 gone", "close")) {
      try (ScriptedServer server =
          ScriptedServer.play("login-tls\n" + broken("LIST -a", last)).lenient()) {
        TlsPolicy policy = TlsPolicy.EXPLICIT.withTrust(new Trust(null, List.of(), true));
        FtpConfig config = Scripted.config(server).toBuilder().tls(policy).build();
        try (FtpSession ftp = FtpClient.of(config).connect()) {
          incomplete(() -> ftp.listing(""));
        }
      }
    }
  }
}
