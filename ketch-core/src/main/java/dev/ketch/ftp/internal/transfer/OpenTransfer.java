package dev.ketch.ftp.internal.transfer;

import dev.ketch.ftp.internal.control.ControlChannel;
import dev.ketch.ftp.internal.control.Pipelining;
import dev.ketch.ftp.internal.control.Queued;
import dev.ketch.ftp.internal.control.SessionState;
import dev.ketch.ftp.internal.data.DataConnection;
import dev.ketch.ftp.internal.data.KeepAlive;
import dev.ketch.ftp.internal.net.Interrupted;
import dev.ketch.ftp.protocol.Command;
import dev.ketch.ftp.protocol.FtpException;
import dev.ketch.ftp.protocol.FtpIncompleteException;
import dev.ketch.ftp.protocol.FtpReplyException;
import dev.ketch.ftp.protocol.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One transfer from its 1xx reply to its last. Exactly one of {@link #finish} and {@link #abandon}
 * ends it, and only then may another command go out.
 */
public final class OpenTransfer {
  /** How long an abandoned transfer may take to say its last word. */
  private static final Duration MOST_PATIENCE = Duration.ofSeconds(10);

  /** The same, of a thread that was interrupted. */
  private static final Duration HASTE = Duration.ofSeconds(2);

  private static final int MOST_PRELIMINARY = 100;

  private static final Set<String> UPLOADS = Set.of("STOR", "APPE", "STOU");

  private final ControlChannel control;
  private final SessionState state;
  private final Queued sent;
  private final Command command;
  private final DataConnection data;
  private final KeepAlive keepAlive;
  private final List<Queued> behind;
  private @Nullable Reply preliminary;
  private @Nullable Reply alreadyFinal;
  private final Duration replyLimit;
  private final Duration patience;
  private boolean ended;
  private boolean abandoned;
  private boolean looksWhole;
  private boolean missedClose;

  OpenTransfer(
      ControlChannel control,
      SessionState state,
      Queued sent,
      DataConnection data,
      KeepAlive keepAlive,
      @Nullable Reply preliminary,
      List<Queued> behind,
      Duration replyLimit) {
    this.behind = behind;
    this.control = control;
    this.replyLimit = replyLimit;
    this.patience = least(replyLimit, MOST_PATIENCE);
    this.state = state;
    this.sent = sent;
    this.command = sent.command();
    this.data = data;
    this.keepAlive = keepAlive;
    this.preliminary = preliminary;
    this.alreadyFinal = preliminary == null || preliminary.isPreliminary() ? null : preliminary;
    state.openTransfer = command.toString();
    if (alreadyFinal == null && preliminary != null && !control.hasQueued()) {
      // A NOOP behind queued commands could not be told from them.
      keepAlive.start();
    }
  }

  /** The data connection. */
  public DataConnection data() {
    return data;
  }

  /** The 1xx reply, or the final one of a server that sends no 1xx; not where data go first. */
  public Reply preliminary() {
    return Objects.requireNonNull(preliminary, "its data go first");
  }

  /** Whether the server has begun it: of an upload, what was under the name may be gone. */
  public boolean accepted() {
    return preliminary != null && preliminary.isPreliminary();
  }

  /** The commands that were sent behind this one; to be collected after its end. */
  public List<Queued> behind() {
    return behind;
  }

  /** The verb of the command that began it. */
  public String verb() {
    return command.verb();
  }

  /** The size that some servers write into their 150, or -1. A hint and no more. */
  public long sizeHint() {
    return preliminary == null ? -1 : SizeHint.of(preliminary);
  }

  /**
   * What has come bears out that it is all: the size that was announced, or a listing whose last
   * line is whole. Counts only where the user accepts data without a close_notify.
   */
  public void looksWhole(boolean does) {
    looksWhole = does;
  }

  /** Whether it was taken without a close_notify: its end may be missing all the same. */
  public boolean missedClose() {
    return missedClose;
  }

  /** Whether the transfer has been ended. */
  public boolean ended() {
    return ended;
  }

  /**
   * Closes the data connection and waits for the final reply, which must be 2xx.
   *
   * @throws FtpIncompleteException if the data ended without a proper TLS end, or by a 426
   */
  public Reply finish() throws IOException {
    ended = true;
    keepAlive.stop();
    try {
      data.close();
      receiveFirst();
      Reply last = alreadyFinal != null ? alreadyFinal : finalReply();
      if (last.code() == 426) {
        throw new FtpIncompleteException(
            "the server broke off the transfer of \"" + command + "\": \"" + last + "\"",
            true,
            null);
      }
      if (!last.isCompletion()) {
        throw DataRefusal.of(control, state, command, last);
      }
      missedClose = !data.endedCleanly();
      if (missedClose && !(state.acceptsMissingClose && looksWhole)) {
        throw new FtpIncompleteException(
            "the data of \""
                + command
                + "\" ended without a TLS close_notify: they may be cut off, by the server or by"
                + " someone on the way",
            true,
            null);
      }
      return last;
    } catch (FtpException e) {
      throw e;
    } catch (IOException e) {
      control.die("the end of a transfer failed");
      throw Interrupted.is(e)
          ? interrupted(e, "transfer")
          : new FtpIncompleteException(
              "the data connection of \"" + command + "\" broke at its end: " + e.getMessage(),
              false,
              e);
    } finally {
      state.openTransfer = null;
    }
  }

  /**
   * Gives the transfer up: resets the data connection and reads what the server still says, so that
   * the session stays in step. If the server stays silent the session ends.
   *
   * @param abort send ABOR too (RFC 959 section 4.1.3)
   * @return the reply that ended the transfer, or null if the session died of it
   */
  public @Nullable Reply abandon(boolean abort) {
    ended = true;
    abandoned = true;
    keepAlive.stop();
    // An interrupted thread could wait for no reply, and the session would be lost.
    boolean interrupted = Thread.interrupted();
    Duration patience = interrupted ? least(this.patience, HASTE) : this.patience;
    try {
      if (abort) {
        control.send(Command.of("ABOR"));
      }
      data.reset();
      if (preliminary == null) {
        preliminary = control.collect(sent, patience);
        alreadyFinal = preliminary.isPreliminary() ? null : preliminary;
      }
      Reply last = alreadyFinal != null ? alreadyFinal : transferReply(patience);
      boolean open = last.isPreliminary(); // Pure-FTPd's last word on an abandoned download is 150.
      int strays = keepAlive.unanswered() + (abort ? 2 : 0) + (open ? 1 : 0);
      if (strays > 0) {
        resynchronise(strays, patience);
      }
      return last;
    } catch (IOException e) {
      control.die("an abandoned transfer did not end: " + e.getMessage());
      return null;
    } finally {
      state.openTransfer = null;
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static Duration least(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static IOException interrupted(IOException e, String what) {
    return Interrupted.named(e, "the " + what + " was interrupted");
  }

  /**
   * Gives the transfer up for something that is no IOException, such as a listener that throws.
   * After an {@link Error} the session does not go on: who waits for replies needs memory.
   */
  void abandonFor(Throwable e) {
    if (!(e instanceof Error)) {
      abandon(false);
      return;
    }
    ended = true;
    keepAlive.stop();
    state.openTransfer = null;
    control.die("a transfer was given up for a failure of this program");
    data.reset();
  }

  /**
   * Gives up a transfer whose data connection broke, and says why: in the server's words if it has
   * any.
   *
   * @param what what was going on, such as {@code download}
   */
  public IOException explain(IOException e, String what) {
    boolean interrupted = Interrupted.is(e);
    Reply last = ended ? null : abandon(false);
    if (interrupted) {
      return interrupted(e, what);
    }
    if (last != null && state.protectsData && DataRefusal.wantsResumption(last)) {
      return DataRefusal.of(control, state, command, last);
    }
    if (last != null && !last.isCompletion() && !last.isPreliminary()) {
      if (isRefusal(last, e)) {
        return new FtpReplyException(command, last);
      }
      return new FtpIncompleteException(
          "the server broke off the " + what + ": \"" + last + "\"", true, e);
    }
    return e instanceof FtpException
        ? e
        : new FtpIncompleteException(
            "the data connection broke during the " + what + ": " + e.getMessage(),
            last != null,
            e);
  }

  /** Rather than the end of a download that had begun, or the 426 that says just that. */
  private boolean isRefusal(Reply last, IOException e) {
    boolean neverCame = e instanceof FtpException && !data.hasCarried();
    boolean refused = UPLOADS.contains(verb()) || neverCame;
    return last.equals(preliminary) || refused && last.code() != 426;
  }

  /** Of a transfer whose data went first: its 1xx, or the refusal in its place. */
  private void receiveFirst() throws IOException {
    if (preliminary == null) {
      preliminary = control.collect(sent);
      alreadyFinal = preliminary.isPreliminary() ? null : preliminary;
    }
  }

  /** The final reply, and an end to those of the NOOPs that were sent meanwhile. */
  private Reply finalReply() throws IOException {
    int noops = keepAlive.unanswered();
    if (noops == 0) {
      return afterEarlyReplies(next(replyLimit), replyLimit);
    }
    Reply last = transferReply(replyLimit);
    resynchronise(noops, patience);
    return last;
  }

  private Reply transferReply(Duration limit) throws IOException {
    int noops = keepAlive.unanswered();
    Reply last = next(limit);
    while (noops-- > 0 && KeepAlive.isReply(last)) {
      last = next(limit);
    }
    return afterEarlyReplies(last, limit);
  }

  /** The next reply; but for 1xx, by which some servers report their progress. */
  private Reply next(Duration limit) throws IOException {
    if (abandoned) {
      return control.receive(limit);
    }
    for (int i = 0; i < MOST_PRELIMINARY; i++) {
      Reply reply = control.receive(limit);
      if (!reply.isPreliminary()) {
        return reply;
      }
    }
    throw control.broken("the server sends one preliminary reply after the other");
  }

  /** The transfer's own reply, if the one at hand is to what was sent behind it. */
  private Reply afterEarlyReplies(Reply reply, Duration limit) throws IOException {
    if (!state.pipelining.isEarly(reply) || !control.answered(reply)) {
      return reply;
    }
    if (state.pipelining == Pipelining.ONCE_DATA_FLOW) {
      state.earlyPort.droppedTransfer();
      throw new FtpIncompleteException(
          "the server gave up \"" + command + "\" for the EPSV behind it", true, null);
    }
    return next(limit);
  }

  /**
   * Reads up to the reply of a PWD, which no other command shares. Servers answer ABOR with one or
   * two replies, and NOOPs during a transfer at once, afterwards, or, like Pure-FTPd, never. Where
   * PWD seems to be refused, or gets another code, SYST marks the end: 215 is its own.
   */
  private void resynchronise(int strays, Duration patience) throws IOException {
    control.send(Command.of("PWD"));
    boolean another = false;
    for (int i = 0; i <= strays + (another ? 1 : 0); i++) {
      Reply reply = control.receive(patience);
      if (reply.code() == 215 && another) {
        return;
      }
      if (reply.code() == 257) {
        if (another) {
          control.receive(patience);
        }
        return;
      }
      boolean ofPwd = reply.isPermanent() || reply.code() == 450 || reply.message().contains("\"");
      if (ofPwd && !another) {
        another = true;
        control.send(Command.of("SYST"));
      }
    }
    throw control.broken("the replies after a transfer are out of step with its commands");
  }
}
