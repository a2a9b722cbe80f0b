package dev.ketch.ftp;

import dev.ketch.ftp.internal.control.ControlChannel;
import dev.ketch.ftp.internal.control.Relogin;
import dev.ketch.ftp.internal.control.SessionState;
import dev.ketch.ftp.protocol.Command;
import dev.ketch.ftp.protocol.FtpClosedException;
import dev.ketch.ftp.protocol.FtpReplyException;
import dev.ketch.ftp.protocol.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The way back to a working directory that is left for a moment. It is the path that PWD tells, or
 * a fresh login and the same changes of directory as before. It is never guessed: whoever goes on
 * in the wrong directory overwrites and removes the wrong files.
 */
final class WayBack {
  private final ControlChannel control;
  private final SessionState state;
  private final Reply answer;
  private final Optional<String> place;
  private final Optional<List<Command>> trail;

  private WayBack(ControlChannel control, SessionState state, Reply answer) {
    this.control = control;
    this.state = state;
    this.answer = answer;
    this.place = QuotedPath.place(answer).filter(state.trail::agrees);
    this.trail = state.trail.steps();
  }

  /** Asks where the session is (PWD). */
  static WayBack ask(ControlChannel control, SessionState state) throws IOException {
    state.requireIdle();
    return new WayBack(control, state, control.exchange(Command.of("PWD")));
  }

  /** By a reply to PWD that came already, before any change of directory was noted. */
  static WayBack by(ControlChannel control, SessionState state, Reply answer) {
    return new WayBack(control, state, answer);
  }

  /** Where the session is; empty where the server does not tell. */
  Optional<String> place() {
    return place;
  }

  boolean isKnown() {
    return place.isPresent() || trail.isPresent();
  }

  /** Throws if the working directory must not be left, since nothing would lead back. */
  void requireKnown(String destination) throws FtpReplyException {
    if (!isKnown()) {
      throw new FtpReplyException(
          Command.of("PWD"),
          answer,
          "the server does not say what the working directory is (\""
              + answer
              + "\"), so there would be no way back from \""
              + destination
              + "\"; change to an absolute path first");
    }
  }

  /** Goes back; a session that cannot has ended. */
  void go(Relogin relogin) throws IOException {
    state.requireIdle();
    if (place.isPresent()) {
      Reply reply = control.exchange(Command.of("CWD", place.get()));
      if (reply.isCompletion()) {
        arrived();
        return;
      }
    }
    if (trail.isEmpty()) {
      throw ended();
    }
    control.listener().note("no other way back to the working directory: logging in again");
    quit();
    relogin.run();
    walk();
  }

  /** Some servers count a session until it is over, and let no more in. */
  private void quit() {
    try {
      control.send(Command.of("QUIT"));
      control.receive(Duration.ofSeconds(2));
    } catch (IOException e) {
      // It is over, then.
    }
  }

  /** After a fresh login: goes to where the session was. */
  void resume() throws IOException {
    if (place.isPresent() && control.exchange(Command.of("CWD", place.get())).isCompletion()) {
      arrived();
      return;
    }
    walk();
  }

  private void arrived() {
    state.trail.restore(trail);
    place.ifPresent(state.trail::agrees);
  }

  private void walk() throws IOException {
    for (Command step : trail.orElseThrow(this::ended)) {
      if (!control.exchange(step).isCompletion()) {
        throw ended();
      }
    }
    state.trail.restore(trail);
  }

  private FtpClosedException ended() {
    String why = "the server no longer lets the session into its working directory";
    control.die(why);
    return new FtpClosedException(why + "; nothing more is done in it", (Throwable) null);
  }
}
