package dev.ketch.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ScriptedServerTest {
  private static final String NOOP = "S: 220 hi\nC: NOOP\nS: 200 ok";

  private static String talk(ScriptedServer server, String line) throws IOException {
    try (Talker client = Talker.to(server)) {
      return client.hear() + "/" + client.ask(line);
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
    ThrowingCallable test =
        () -> {
          try (ScriptedServer server = ScriptedServer.play(NOOP)) {
            talk(server, "QUIT");
          }
        };
    assertThatThrownBy(test)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("line 2 of the transcript: expected \"NOOP\", got \"QUIT\"");
  }

  @Test
  void tellsTheClientWhyItIsCutOff() {
    // So that the exception of a client, which hides that of close(), shows it.
    try (ScriptedServer server = ScriptedServer.play("S: 220 hi\nC: NOOP")) {
      String reply = talk(server, "TYPE I");
      assertThat(reply)
          .isEqualTo("220 hi/421 line 2 of the transcript: expected \"NOOP\", got \"TYPE I\"");
      server.lenient();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void theFailureOfTheScriptComesBeforeThatOfTheClient() {
    ThrowingCallable test =
        () ->
            ScriptedServer.play(NOOP)
                .run(
                    server -> {
                      throw new IOException("the client cannot go on: " + talk(server, "PWD"));
                    });
    assertThatThrownBy(test)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("line 2 of the transcript: expected \"NOOP\", got \"PWD\"")
        .satisfies(
            e -> assertThat(e.getSuppressed()[0]).hasMessageContaining("the client cannot go on"));
  }

  @Test
  void theClientsOwnFailureIsThrownAsItIs() {
    IOException own = new IOException("no such file here");
    ThrowingCallable test =
        () ->
            ScriptedServer.play(NOOP)
                .run(
                    server -> {
                      talk(server, "NOOP");
                      throw own;
                    });
    assertThatThrownBy(test).isSameAs(own).hasNoSuppressedExceptions();
  }

  @Test
  void whatTheClientLeftUndoneIsSuppressedInItsOwnFailure() {
    IOException own = new IOException("gave up");
    ThrowingCallable test =
        () ->
            ScriptedServer.play(NOOP + "\nC: PWD")
                .run(
                    server -> {
                      talk(server, "NOOP");
                      throw own;
                    });
    assertThatThrownBy(test)
        .isSameAs(own)
        .satisfies(
            e ->
                assertThat(e.getSuppressed()[0])
                    .hasMessageContaining("expected \"PWD\", got the end of the connection"));
  }

  @Test
  void aClientThatEndsEarlyFails() {
    assertThatThrownBy(
            () -> ScriptedServer.play(NOOP + "\nC: PWD").run(server -> talk(server, "NOOP")))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("line 4 of the transcript: expected \"PWD\"");
  }

  @Test
  void aTranscriptThatNobodyPlayedFails() {
    assertThatThrownBy(() -> ScriptedServer.play(NOOP, NOOP).run(server -> talk(server, "NOOP")))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("2 transcripts")
        .hasMessageContaining("1 connection");
    assertThatThrownBy(() -> ScriptedServer.play(NOOP).run(server -> {}))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(ScriptedServer::play)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least one transcript");
  }

  @Test
  void aFailureNamesItsTranscript() {
    assertThatThrownBy(
            () ->
                ScriptedServer.play(NOOP, NOOP)
                    .run(
                        server -> {
                          talk(server, "NOOP");
                          talk(server, "PWD");
                        }))
        .hasMessageContaining("line 2 of transcript 2");
  }

  @Test
  void expectedLinesMayHoldBytesBeyondAscii() throws Exception {
    String transcript = "S: 220 hi\nC: DELE \u00e4*\nS: 250 ok\nC: DELE \\xc3\\xa4\nS: 250 ok";
    ScriptedServer.play(transcript)
        .run(
            server -> {
              try (Talker client = Talker.to(server)) {
                client.hear();
                assertThat(client.ask("DELE \u00e4bc")).isEqualTo("250 ok");
                assertThat(client.ask("DELE \u00e4")).isEqualTo("250 ok");
              }
            });
  }
}
