package dev.ketch.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ScriptedServerTest {
  private static String talk(ScriptedServer server, String line) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", server.port());
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))) {
      String greeting = in.readLine();
      socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
      return greeting + "/" + in.readLine();
    }
  }

  @Test
  void playsItsTranscript() throws IOException {
    try (ScriptedServer server = ScriptedServer.play("S: 220 hi\nC: NOOP\nS: 200 \\x41k")) {
      assertThat(talk(server, "NOOP")).isEqualTo("220 hi/200 Ak");
      assertThat(server.received()).containsExactly("NOOP");
    }
  }

  @Test
  void complainsWhenTheClientSaysSomethingElse() {
    ScriptedServer server = ScriptedServer.play("S: 220 hi\nC: NOOP\nS: 200 ok");
    assertThatThrownBy(
            () -> {
              try (server) {
                talk(server, "QUIT");
              }
            })
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("expected \"NOOP\", got \"QUIT\"");
  }

  @Test
  void refusesALineThatIsNone() {
    assertThatThrownBy(() -> Transcript.parse("S: 220 hi\nwhat is this"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("line 2");
  }
}
