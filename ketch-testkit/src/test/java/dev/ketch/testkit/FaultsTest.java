package dev.ketch.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FaultsTest {
  @Test
  void answersAnyOrderOfALogin() throws Exception {
    String transcript =
        "answer SIZE 213 5\nlogin-any\nC: DELE a\nS: 250 gone\nC: PWD\nS: 257 \"/x\"";
    ScriptedServer.play(transcript)
        .run(
            server -> {
              try (Talker client = Talker.to(server)) {
                assertThat(client.hear()).startsWith("220 ");
                assertThat(client.ask("FEAT")).startsWith("502 ");
                assertThat(client.ask("opts utf8 on")).startsWith("200 ");
                assertThat(client.ask("AUTH TLS")).startsWith("502 ");
                assertThat(client.ask("USER joe")).startsWith("331 ");
                assertThat(client.ask("PASS secret")).startsWith("230 ");
                assertThat(client.ask("PWD")).startsWith("257 \"/\"");
                assertThat(client.ask("SYST")).startsWith("215 UNIX");
                assertThat(client.ask("TYPE I")).startsWith("200 ");
                assertThat(client.ask("SIZE a")).isEqualTo("213 5");
                assertThat(client.ask("MDTM a")).startsWith("502 ");
                assertThat(client.ask("DELE a")).isEqualTo("250 gone");
                assertThat(client.ask("NOOP")).startsWith("200 ");
                assertThat(client.ask("PWD")).isEqualTo("257 \"/x\"");
                assertThat(client.ask("NOOP")).startsWith("200 ");
                assertThat(client.ask("QUIT")).startsWith("221 ");
              }
            });
  }

  @Test
  void theSameCommandAsTheWantedOneIsNeverAnsweredInPassing() throws Exception {
    try (ScriptedServer server = ScriptedServer.play("login-any\nC: TYPE I\nS: 200 ok").lenient();
        Talker client = Talker.to(server)) {
      client.hear();
      client.ask("USER joe");
      client.ask("PASS secret");
      client.say("TYPE A");
      assertThat(client.all()).isEmpty();
    }
  }

  @Test
  void dataConnectionsAreOpenedAsTheClientLikes() throws Exception {
    String retr = "C: RETR a\nS: 150 go\ndata> hello\nS: 226 done\n";
    ScriptedServer.play("login-any\n" + retr + retr)
        .run(
            server -> {
              try (Talker client = Talker.to(server);
                  ServerSocket own = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                client.hear();
                client.ask("USER joe");
                client.ask("PASS secret");
                own.setSoTimeout(10_000);
                client.ask("EPSV"); // Asked for and not used.
                int port = own.getLocalPort();
                assertThat(client.ask("PORT 127,0,0,1," + port / 256 + "," + port % 256))
                    .startsWith("200 ");
                assertThat(client.ask("RETR a")).isEqualTo("150 go");
                assertThat(own.accept().getInputStream().readAllBytes())
                    .isEqualTo("hello".getBytes(StandardCharsets.UTF_8));
                assertThat(client.hear()).isEqualTo("226 done");
                String[] pasv = client.ask("PASV").split("[,()]");
                int passive = Integer.parseInt(pasv[5]) * 256 + Integer.parseInt(pasv[6]);
                try (Talker data = new Talker(passive)) {
                  client.ask("RETR a");
                  assertThat(data.all()).isEqualTo("hello");
                }
                client.hear();
              }
            });
  }

  @Test
  void slowAndSplitRepliesArriveWhole() throws Exception {
    ScriptedServer.play("split\nS: 220 hi\nC: NOOP\nslow 1 200 at last\nC: NOOP\nS: 200 \\xc3\\xa4")
        .run(
            server -> {
              try (Talker client = Talker.to(server)) {
                assertThat(client.hear()).isEqualTo("220 hi");
                assertThat(client.ask("NOOP")).isEqualTo("200 at last");
                assertThat(client.ask("NOOP")).isEqualTo("200 \u00e4");
              }
            });
  }

  @Test
  void slowDataArriveWhole() throws Exception {
    ScriptedServer.play(
            "S: 220 hi\npassive\ndata slow 1 ab\ndata slow 0 cd\ndata> e\nC: NOOP\nS: 200 ok")
        .run(
            server -> {
              try (Talker client = Talker.to(server)) {
                client.hear();
                try (Talker data = client.data()) {
                  assertThat(data.all()).isEqualTo("abcde");
                }
                client.ask("NOOP");
              }
            });
  }

  @Test
  void stalledDataEndWithTheNextCommand() throws Exception {
    String transcript =
        "login-any\npassive\nC: RETR a\nS: 150 go\ndata+ hel\ndata stall\nC: ABOR\ndata close\n"
            + "S: 426 cut\nS: 226 aborted";
    ScriptedServer.play(transcript)
        .run(
            server -> {
              try (Talker client = Talker.to(server)) {
                client.hear();
                client.ask("USER joe");
                client.ask("PASS secret");
                try (Talker data = client.data()) {
                  client.ask("RETR a");
                  assertThat(client.ask("NOOP")).startsWith("200 "); // Kept alive meanwhile.
                  assertThat(client.ask("ABOR")).isEqualTo("426 cut");
                  assertThat(data.all()).isEqualTo("hel");
                }
                assertThat(client.hear()).isEqualTo("226 aborted");
                assertThat(server.received()).endsWith("RETR a", "NOOP", "ABOR");
              }
            });
  }

  @Test
  void aStallEndsWithTheClient() throws Exception {
    ScriptedServer.play("S: 220 hi\npassive\ndata stall")
        .run(
            server -> {
              try (Talker client = Talker.to(server)) {
                client.hear();
                client.data().close();
              }
            });
  }

  @Test
  void anEndlessListingEndsWhenTheClientHasEnough() throws Exception {
    ScriptedServer.play("S: 220 hi\npassive\ndata endless file{n} \\x41\nC: NOOP\nS: 200 ok")
        .run(
            server -> {
              try (Talker client = Talker.to(server)) {
                client.hear();
                try (Talker data = client.data()) {
                  for (int i = 1; i <= 1000; i++) {
                    assertThat(data.hear()).isEqualTo("file" + i + " A");
                  }
                }
                assertThat(client.ask("NOOP")).isEqualTo("200 ok");
              }
            });
  }
}
