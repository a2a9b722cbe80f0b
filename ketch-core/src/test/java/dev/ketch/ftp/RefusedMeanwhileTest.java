package dev.ketch.ftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ketch.ftp.options.DataMode;
import dev.ketch.ftp.options.Timeouts;
import dev.ketch.ftp.options.TlsPolicy;
import dev.ketch.ftp.options.TlsPolicy.Trust;
import dev.ketch.ftp.protocol.FtpClosedException;
import dev.ketch.ftp.protocol.FtpException;
import dev.ketch.ftp.protocol.FtpIncompleteException;
import dev.ketch.ftp.protocol.FtpReplyException;
import dev.ketch.testkit.ScriptedServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A server gives a transfer up on the control connection, at every moment and in every way, and
 * leaves the data connection as it is. No wait may last until its time-out, of ten minutes.
 */
class RefusedMeanwhileTest {
  private static final String WORDS = "so says the server";
  private static final byte[] MUCH = new byte[64 << 20];

  private static final long LIMIT = Duration.ofSeconds(90).toNanos();
  private static final long BEGUN = System.nanoTime();

  private enum State {
    BEFORE_1XX,
    NOT_CONNECTED,
    SILENT,
    MID_DATA,
    AFTER_DATA,
    BLOCKED
  }

  private enum Work {
    LIST,
    GET,
    PUT
  }

  private record Case(State state, Work work, String fault, boolean tls) {
    String transcript() {
      String verb = work == Work.LIST ? "LIST" : work == Work.GET ? "RETR a" : "STOR a";
      String type = "C: TYPE " + (work == Work.LIST ? "A" : "I") + "\nS: 200 ok\n";
      String port = state == State.NOT_CONNECTED ? "C: PORT *\nS: 200 ok\n" : "passive\n";
      String go = state == State.BEFORE_1XX ? "" : "S: 150 go\n";
      return (tls ? "login-tls\n" : "login\n")
          + (type + port + "C: " + verb + "\n" + go + data() + end());
    }

    private String data() {
      return switch (state) {
        case MID_DATA -> "data+ some\\r\\n\n";
        case AFTER_DATA -> work == Work.PUT ? "data< little\n" : "data> some\\r\\n\n";
        default -> "";
      };
    }

    private String end() {
      if (isCode()) {
        return "S: " + fault + " " + WORDS + "\n" + (survives() ? "C: NOOP\nS: 200 ok" : "any");
      }
      return fault + "\n" + "wait\n".repeat(100); // Its data connection stays open.
    }

    boolean isCode() {
      return Character.isDigit(fault.charAt(0));
    }

    boolean survives() {
      return isCode() && !fault.equals("421");
    }

    Class<? extends FtpException> kind() {
      if (!survives()) {
        return FtpClosedException.class;
      }
      boolean begun =
          state != State.BEFORE_1XX && state != State.NOT_CONNECTED && !(tls && early());
      boolean cut = state == State.MID_DATA || fault.equals("426") && begun;
      return cut ? FtpIncompleteException.class : FtpReplyException.class;
    }

    /** Within TLS there is no data connection before its handshake. */
    private boolean early() {
      return state == State.SILENT || state == State.BLOCKED;
    }

    boolean makesSense() {
      return switch (state) {
        case MID_DATA -> work != Work.PUT;
        case BLOCKED -> work == Work.PUT;
        default -> true;
      };
    }
  }

  private static FtpConfig config(ScriptedServer server, Case one) {
    TlsPolicy policy = TlsPolicy.EXPLICIT.withTrust(new Trust(null, List.of(), true));
    return Scripted.config(server).toBuilder()
        .timeouts(Timeouts.all(Duration.ofMinutes(10)))
        .dataMode(one.state() == State.NOT_CONNECTED ? DataMode.ACTIVE : DataMode.PASSIVE)
        .tls(one.tls() ? policy : TlsPolicy.NONE)
        .build();
  }

  private static void work(FtpSession ftp, Case one) throws IOException {
    switch (one.work()) {
      case LIST -> ftp.listLines(line -> {});
      case GET -> Scripted.read(ftp);
      case PUT -> {
        byte[] little = "little".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        InputStream data = new ByteArrayInputStream(one.state() == State.BLOCKED ? MUCH : little);
        ftp.raw().store("STOR a", data);
      }
    }
  }

  /** What is wrong, or null. */
  private static @Nullable String trouble(Case one) {
    try (ScriptedServer server = ScriptedServer.play(one.transcript()).lenient()) {
      FtpSession ftp = FtpClient.of(config(server, one)).connect();
      try {
        work(ftp, one);
        return "nothing was thrown";
      } catch (FtpException e) {
        boolean said = !one.isCode() || String.valueOf(e.getMessage()).contains(WORDS);
        boolean fits = one.kind().isInstance(e) && e.sessionSurvives() == one.survives();
        if (!said || !fits || ftp.isOpen() != one.survives()) {
          return "open=" + ftp.isOpen() + " " + e;
        }
      }
      if (one.survives()) {
        ftp.noop();
      }
      ftp.disconnect();
      return null;
    } catch (IOException | RuntimeException e) {
      return e.toString();
    }
  }

  private static @Nullable String outcome(Future<@Nullable String> one) throws Exception {
    try {
      return one.get(LIMIT - System.nanoTime() + BEGUN, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return "it is still waiting";
    }
  }

  @Test
  @Timeout(120)
  void everyWaitEndsAtOnceWithTheServersWords() throws Exception {
    Map<Case, Future<@Nullable String>> running = new LinkedHashMap<>();
    ExecutorService threads = Executors.newFixedThreadPool(32);
    for (State state : State.values()) {
      for (Work work : Work.values()) {
        for (String fault : List.of("425", "421", "426", "451", "550", "552", "close", "reset")) {
          for (boolean tls : new boolean[] {false, true}) {
            Case one = new Case(state, work, fault, tls);
            boolean often = List.of("426", "451", "552").contains(fault);
            if (one.makesSense() && !(tls && often)) {
              running.put(one, threads.submit(() -> trouble(one)));
            }
          }
        }
      }
    }
    List<String> troubles = new ArrayList<>();
    for (Map.Entry<Case, Future<@Nullable String>> one : running.entrySet()) {
      String trouble = outcome(one.getValue());
      if (trouble != null) {
        troubles.add(one.getKey() + ": " + trouble);
      }
    }
    threads.shutdown();
    assertThat(running).hasSizeGreaterThan(150);
    assertThat(troubles).isEmpty();
  }
}
