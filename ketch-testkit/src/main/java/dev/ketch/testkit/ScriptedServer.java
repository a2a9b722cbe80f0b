package dev.ketch.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * An FTP server on a free loopback port that plays transcripts, one for each connection it accepts;
 * the last one serves all further connections. For tests of any FTP client:
 *
 * <pre>{@code
 * ScriptedServer.play("""
 *     login-any
 *     C: RETR a
 *     S: 150 here it comes
 *     data> hello
 *     S: 226 done
 *     """).run(server -> {
 *   … the client fetches "a" from 127.0.0.1, port server.port(), and has "hello" …
 * });
 * }</pre>
 *
 * <p>{@link #run} checks that every connection went as its transcript says. If a client sends
 * something else, the server notes it, tells the client in a 421 and closes the connection; {@code
 * run} then throws that as an {@link AssertionError}, whatever became of the client. In a
 * try-with-resources statement {@link #close} checks the same, but an exception of the client comes
 * first there. The words of transcripts are explained at {@link Word}.
 */
public final class ScriptedServer implements AutoCloseable {
  private final ServerSocket listener;
  private final List<Transcript> transcripts;
  private final Findings findings = new Findings();
  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private final List<ScriptedConnection> connections = new CopyOnWriteArrayList<>();
  private volatile boolean closing;

  /** What a test does with a server. */
  @FunctionalInterface
  public interface Client {
    /**
     * Connects to the server's port, does its work and checks it.
     *
     * @throws Exception whatever makes the test fail
     */
    void run(ScriptedServer server) throws Exception;
  }

  private ScriptedServer(ServerSocket listener, List<Transcript> transcripts) {
    this.listener = listener;
    this.transcripts = transcripts;
  }

  /**
   * Starts a server that plays one transcript for each connection, in the order given.
   *
   * @throws IllegalArgumentException if a line of a transcript cannot be understood
   */
  public static ScriptedServer play(String... transcripts) {
    return play(InetAddress.getLoopbackAddress(), transcripts);
  }

  /** The same on a certain loopback address, such as {@code ::1}. */
  public static ScriptedServer play(InetAddress address, String... transcripts) {
    List<Transcript> parsed = Arrays.stream(transcripts).map(Transcript::parse).toList();
    if (parsed.isEmpty()) {
      throw new IllegalArgumentException("a scripted server needs at least one transcript");
    }
    try {
      ScriptedServer server = new ScriptedServer(new ServerSocket(0, 50, address), parsed);
      Thread thread = new Thread(server::accept, "scripted-ftp");
      thread.setDaemon(true);
      thread.start();
      return server;
    } catch (IOException e) {
      throw new IllegalStateException("no loopback port to be had", e);
    }
  }

  /** The port to connect to. */
  public int port() {
    return listener.getLocalPort();
  }

  /** Every line that clients sent, in order. */
  public List<String> received() {
    return findings.received();
  }

  /** Lets clients leave the transcripts: nothing is checked at the end. */
  public ScriptedServer lenient() {
    findings.beLenient();
    return this;
  }

  private void accept() {
    for (int n = 0; !closing; n++) {
      try {
        Socket socket = listener.accept();
        int index = Math.min(n, transcripts.size() - 1);
        Transcript transcript = transcripts.get(index);
        String name = transcripts.size() == 1 ? "the transcript" : "transcript " + (index + 1);
        ScriptedConnection connection = new ScriptedConnection(socket, transcript, name, findings);
        connections.add(connection);
        Thread thread = new Thread(connection::run, "scripted-ftp-" + n);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
      } catch (IOException e) {
        return; // Closed: no more connections.
      }
    }
  }

  /**
   * Runs a client against this server, stops the server and checks that all went as the transcripts
   * say, each of them at least begun.
   *
   * @throws AssertionError if the client left its transcript; what the client threw because of that
   *     is suppressed in it
   * @throws Exception what the client threw for reasons of its own
   */
  public void run(Client client) throws Exception {
    try {
      client.run(this);
    } catch (Exception | Error e) {
      boolean cutOff = findings.explainsFailures();
      AssertionError verdict = end();
      if (verdict != null && cutOff) {
        verdict.addSuppressed(e);
        throw verdict;
      }
      if (verdict != null) {
        e.addSuppressed(verdict);
      }
      throw e;
    }
    AssertionError verdict = end();
    if (verdict != null) {
      throw verdict;
    }
    if (connections.size() < transcripts.size() && !findings.isLenient()) {
      throw new AssertionError(
          "there are %d transcripts, but only %d connections were made"
              .formatted(transcripts.size(), connections.size()));
    }
  }

  /**
   * Stops the server and checks that clients kept to the transcripts.
   *
   * @throws AssertionError if one did not
   */
  @Override
  public void close() {
    AssertionError verdict = end();
    if (verdict != null) {
      throw verdict;
    }
  }

  private @Nullable AssertionError end() {
    closing = true;
    try {
      listener.close();
    } catch (IOException e) {
      // Nothing more comes in either way.
    }
    boolean lenient = findings.isLenient();
    try {
      for (Thread thread : threads) {
        thread.join(lenient ? 50 : 3000);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (ScriptedConnection connection : connections) {
      connection.stop(lenient);
    }
    return findings.verdict();
  }
}
