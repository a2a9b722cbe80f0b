package dev.ketch.testkit;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Plays one transcript over one control connection. */
final class ScriptedConnection {
  private static final int WAIT_MILLIS = 200;

  private final List<Transcript.Step> steps;
  private final String name;
  private final Findings findings;
  private final ControlConnection control;
  private final ScriptedData data;
  private final Answers answers;
  private volatile Transcript.@Nullable Step at;
  private volatile boolean over;

  ScriptedConnection(Socket socket, Transcript transcript, String name, Findings findings)
      throws IOException {
    ServerTls tls = new ServerTls();
    this.name = name;
    this.steps = transcript.steps();
    this.findings = findings;
    this.control = new ControlConnection(socket, tls, findings);
    this.data = new ScriptedData(socket.getLocalAddress(), tls);
    this.answers = new Answers(control, data);
  }

  void run() {
    try {
      for (Transcript.Step step : steps) {
        at = step;
        play(step);
      }
      at = null;
      end();
    } catch (IOException | RuntimeException e) {
      fail(e);
    } finally {
      over = true;
      stop(true);
    }
  }

  /** Ends everything; a transcript that has not been played to its end is a failure. */
  void stop(boolean lenient) {
    if (!over && !lenient) {
      Transcript.Step here = at;
      findings.ended(
          name
              + " was not played to its end: "
              + (here == null
                  ? "the client neither sent QUIT nor closed its connection"
                  : "it waits at line " + here.line() + ", \"" + here + "\""));
    }
    try {
      control.close();
      data.end();
    } catch (IOException e) {
      // The test is over either way.
    }
  }

  /** Notes the failure before the client can see it: {@link ScriptedServer#run} relies on that. */
  private void fail(Exception e) {
    Transcript.Step here = at;
    String where = here == null ? "" : "line " + here.line() + " of " + name + ": ";
    String why = where + e.getMessage();
    if (e instanceof SocketTimeoutException) {
      why =
          where + "nothing came from the client within " + ControlConnection.TIMEOUT / 1000 + " s";
    } else if (e instanceof IOException && !(e instanceof EOFException)) {
      why = where + "\"" + here + "\" failed: " + e.getMessage();
    }
    if (e instanceof IOException) {
      findings.ended(why);
    } else {
      findings.failed(why);
    }
    if (!findings.isLenient()) {
      control.sendReason(why);
    }
  }

  private void play(Transcript.Step step) throws IOException {
    String text = step.text();
    switch (step.word()) {
      case CLIENT -> expect(text);
      case SERVER -> send(text + "\r\n");
      case SERVER_RAW -> send(text);
      case LOGIN_ANY -> answers.login(text);
      case ANSWER -> answers.set(text);
      case TLS -> control.startTls(text);
      case TLS_END -> control.endTls();
      case SPLIT -> control.split();
      case SLOW -> slow(text);
      case FLOOD -> flood(text);
      case WAIT -> Bytes.pause(1000L * (text.isEmpty() ? WAIT_MILLIS : Integer.parseInt(text)));
      case SILENCE, ANY -> awaitEnd();
      case CLOSE -> control.close();
      case RESET -> control.reset();
      case DATA_STALL -> {
        data.play(step);
        awaitCommand();
      }
      default -> data.play(step);
    }
  }

  private void expect(String wanted) throws IOException {
    String got = next(wanted);
    if (got == null || !Mismatch.fits(wanted, got)) {
      throw Mismatch.of("\"" + wanted + "\"", got);
    }
    if (got.startsWith("PORT ") || got.startsWith("EPRT ")) {
      data.clientPort(ClientPort.parse(got));
    }
  }

  /** The next line that is not answered in passing. The same command as the wanted one never is. */
  private @Nullable String next(String wanted) throws IOException {
    while (true) {
      String got = control.readLine();
      if (got == null
          || Mismatch.fits(wanted, got)
          || Answers.verb(got).equals(Answers.verb(wanted))
          || !answers.answer(got)) {
        return got;
      }
    }
  }

  private void end() throws IOException {
    String rest = next("QUIT");
    if (rest == null) {
      return;
    }
    if (!rest.equalsIgnoreCase("QUIT")) {
      throw new IllegalStateException("after the end of " + name + " the client sent: " + rest);
    }
    send("221 bye\r\n");
  }

  private void send(String text) throws IOException {
    control.send(data.withPorts(text));
  }

  private void slow(String text) throws IOException {
    int space = text.indexOf(' ');
    String reply = space < 0 ? "" : text.substring(space + 1);
    long micros = 1000L * Integer.parseInt(space < 0 ? text : text.substring(0, space));
    try {
      Bytes.trickle(control.output(), Bytes.of(data.withPorts(reply) + "\r\n"), micros);
    } catch (IOException e) {
      // The client did not wait: as it should.
    }
  }

  private void flood(String text) {
    byte[] bytes = Bytes.of(text.repeat(Math.max(1, 8192 / Math.max(1, text.length()))));
    try {
      OutputStream out = data.outputOr(control.output());
      while (true) {
        out.write(bytes);
      }
    } catch (IOException e) {
      // The client has gone: as it should.
    }
  }

  private void awaitEnd() throws IOException {
    while (control.readLine() != null) {
      // Whatever it says.
    }
  }

  /** Waits for a command that is not answered in passing, and leaves it for the next step. */
  private void awaitCommand() throws IOException {
    String got = next("");
    if (got != null) {
      control.unread(got);
    }
  }
}
