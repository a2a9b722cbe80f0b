package dev.ketch.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An FTP server on a free loopback port that plays transcripts, one for each connection it accepts;
 * the last one serves all further connections. For tests:
 *
 * <pre>{@code
 * try (ScriptedServer server = ScriptedServer.play("""
 *     login
 *     passive
 *     C: RETR a
 *     S: 150 here it comes
 *     data> hello
 *     S: 226 done
 *     """)) {
 *   … a client against server.port() …
 * }
 * }</pre>
 *
 * <p>Closing the server checks that every connection went as its transcript says and throws {@link
 * AssertionError} if one did not. The lines are explained at {@link Transcript}.
 */
public final class ScriptedServer implements AutoCloseable {
  private final ServerSocket listener;
  private final List<Transcript> transcripts;
  private final List<String> failures = new CopyOnWriteArrayList<>();
  private final List<String> received = new CopyOnWriteArrayList<>();
  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private final List<ScriptedConnection> connections = new CopyOnWriteArrayList<>();
  private volatile boolean closing;
  private boolean lenient;

  private ScriptedServer(ServerSocket listener, List<Transcript> transcripts) {
    this.listener = listener;
    this.transcripts = transcripts;
  }

  /** Starts a server that plays one transcript for each connection, in the order given. */
  public static ScriptedServer play(String... transcripts) {
    return play(InetAddress.getLoopbackAddress(), transcripts);
  }

  /** The same on a certain loopback address, such as {@code ::1}. */
  public static ScriptedServer play(InetAddress address, String... transcripts) {
    try {
      List<Transcript> parsed = new ArrayList<>();
      for (String transcript : transcripts) {
        parsed.add(Transcript.parse(transcript));
      }
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
    return List.copyOf(received);
  }

  /** Does not check on close that transcripts were played to their ends. */
  public ScriptedServer lenient() {
    lenient = true;
    return this;
  }

  private void accept() {
    for (int n = 0; !closing; n++) {
      try {
        Socket socket = listener.accept();
        Transcript transcript = transcripts.get(Math.min(n, transcripts.size() - 1));
        ScriptedConnection connection =
            new ScriptedConnection(socket, transcript, received, failures);
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

  /** Stops the server and checks that clients kept to the transcripts. */
  @Override
  public void close() {
    closing = true;
    try {
      listener.close();
    } catch (IOException e) {
      // Nothing more comes in either way.
    }
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
    if (!lenient && !failures.isEmpty()) {
      throw new AssertionError(String.join("\n", failures) + "\nreceived: " + received);
    }
  }
}
