package dev.ketch.ftp;

import dev.ketch.ftp.internal.control.Queued;
import dev.ketch.ftp.internal.transfer.Ahead;
import dev.ketch.ftp.internal.transfer.OpenTransfer;
import dev.ketch.ftp.internal.transfer.TransferRunner;
import dev.ketch.ftp.protocol.Command;
import dev.ketch.ftp.protocol.FtpIncompleteException;
import dev.ketch.ftp.protocol.FtpReplyException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One upload under one name: stored, verified, then renamed, then given its time. */
final class Upload {
  /** What a transfer of files needs of its session. */
  record Means(
      FtpSession session, TransferRunner runner, Attributes attributes, Checksums checksums) {}

  /** Refusals that have nothing to do with where the data begin: no room, no login, no port. */
  private static final Set<Integer> ELSEWHERE = Set.of(421, 425, 426, 452, 530, 532, 552);

  private final Means means;
  private final FtpSession session;
  private final TransferRunner runner;
  private final String remote;
  private final String name;
  private final boolean inPlace;
  private final TransferOptions options;
  private final IntoPlace place;
  private final long begun = System.nanoTime();
  private long offset;
  private long length;
  private boolean accepted;
  private boolean wrong;

  /** An upload to a temporary name, or straight to the final one where the two are the same. */
  Upload(Means means, String remote, String name, TransferOptions options) {
    this.means = means;
    this.session = means.session();
    this.runner = means.runner();
    this.remote = remote;
    this.name = name;
    this.inPlace = name.equals(remote);
    this.options = options;
    this.place = new IntoPlace(means, name, remote, options.moreToCome());
  }

  /** Sends the data and verifies them; what is left to do is the name and the time. */
  void store(UploadContent content) throws IOException {
    KeptName.requirePossible(session, remote);
    try {
      offset = options.ascii() ? 0 : resumableFrom(content);
      Queued sizeAhead = transmitOrAnew(content);
      if (!content.isHeld()) {
        wrong = true;
        verify(sizeAhead);
        verifyChecksum(content.file());
        KeptName.require(session, name, remote);
        wrong = false;
      }
      remember(null);
    } catch (Throwable e) {
      cleanUp(content, e);
      throw e;
    }
  }

  /** Where the server lets nothing be gone on with, from the beginning. */
  private @Nullable Queued transmitOrAnew(UploadContent content) throws IOException {
    length = offset;
    if (offset > 0 && offset == options.expectedSize()) {
      return null;
    }
    try {
      return transmit(content);
    } catch (FtpReplyException e) {
      if (offset == 0 || accepted || ELSEWHERE.contains(e.code())) {
        throw e;
      }
      offset = 0; // ProFTPD: "451 Append/Restart not permitted", unless it is allowed.
      return transmit(content);
    }
  }

  private @Nullable Queued transmit(UploadContent content) throws IOException {
    if (content instanceof UploadContent.Direct direct) {
      copy(direct);
      return null;
    }
    long size = options.expectedSize();
    char type = options.ascii() ? 'A' : 'I';
    OpenTransfer transfer = runner.begin(Command.of("STOR", name), type, offset, ahead(size));
    try {
      length = content.send(transfer, offset, at -> options.listener().progress(remote, at, size));
    } finally {
      accepted = transfer.accepted();
    }
    return transfer.behind().isEmpty() ? null : transfer.behind().get(0);
  }

  private void copy(UploadContent.Direct direct) throws IOException {
    try {
      accepted = true;
      direct.copyTo(session, name);
      length = options.expectedSize();
    } catch (FtpReplyException e) {
      accepted = e.command().verb().equals("copy"); // Else the servers did not even begin.
      throw e;
    }
  }

  /** The data of a small file need not wait for a 150, nor the question for its size for a 226. */
  private Ahead ahead(long size) {
    boolean small = size >= 0 && size <= FileTransfers.SMALL && !options.ascii();
    boolean asks = small && options.verifySize();
    List<Command> behind = asks ? List.of(Command.of("SIZE", name)) : List.of();
    return new Ahead(small, behind, small && options.moreToCome(), -1);
  }

  /** Name and time: one after the other, or all at once where the server bears that. */
  PendingUpload complete() throws IOException {
    return place.take(options.keepTime() ? options.modified() : null, result());
  }

  private TransferResult result() {
    return new TransferResult(length - offset, length, Duration.ofNanos(System.nanoTime() - begun));
  }

  /** Whether the file that had the final name has been deleted for this one. */
  boolean hasFreedName() {
    return place.hasFreedName();
  }

  private boolean keeps() {
    return options.resume() || options.keepPart() && !inPlace;
  }

  private long resumableFrom(UploadContent content) throws IOException {
    boolean ours = isTheSameForAll() && session.uploadWays().isUnfinished(remote, version());
    if (!keeps() && !ours) {
      return 0;
    }
    long there = means.attributes().size(name).orElse(0);
    if (there > options.expectedSize()) {
      return 0;
    }
    return switch (UploadTail.compare(means, name, content, there)) {
      case SAME -> there;
      case OTHER -> 0;
      // On drop boxes that let nothing be read only the user's word tells what the part is of.
      case UNKNOWN -> options.resume() || ours ? there : 0;
    };
  }

  private void verifyChecksum(@Nullable FileChannel file) throws IOException {
    if (!options.verifyChecksum() || options.ascii() || file == null) {
      return;
    }
    Checksum theirs = means.checksums().of(name).orElse(null);
    if (theirs != null && !Checksum.of(file, theirs.algorithm()).equals(theirs)) {
      throw new FtpIncompleteException(
          "\"" + remote + "\" arrived damaged: the server computes " + theirs, true, null);
    }
  }

  private void verify(@Nullable Queued ahead) throws IOException {
    if (!options.verifySize() || options.ascii() || length < 0) {
      return;
    }
    OptionalLong told = ahead != null ? Attributes.sizeIn(session.collect(ahead)) : askSize();
    if (told.isEmpty() && inPlace) {
      say(
          "no sizes",
          "the server does not report the sizes of uploaded files: its 226 is the only proof that"
              + " they are whole");
    }
    if (told.isPresent() && told.getAsLong() != length) {
      String there = told.getAsLong() + " of " + length + " bytes";
      throw new FtpIncompleteException(
          "\"" + remote + "\" is incomplete on the server: it has " + there, true, null);
    }
  }

  /** With the question for the next port behind it, where the server bears two at once. */
  private OptionalLong askSize() throws IOException {
    if (!options.moreToCome() || !runner.batches().areBorne()) {
      return means.attributes().size(name);
    }
    Queued asked = runner.batches().send(List.of(Command.of("SIZE", name)), true).get(0);
    return Attributes.sizeIn(session.collect(asked));
  }

  /** Tells the listener something about the server, unless that was told before. */
  void say(String topic, String sentence) {
    if (session.uploadWays().firstToSay(topic)) {
      options.listener().notice(remote, sentence);
    }
  }

  private void cleanUp(UploadContent content, Throwable e) {
    if (inPlace) {
      if (accepted && !options.resume() && !removeIfOurs(content)) {
        remember(version());
        options.listener().notice(remote, UploadWords.perhapsPartial(remote));
      }
    } else if ((!keeps() || wrong && !options.resume()) && !isRefusedName(e)) {
      if (accepted || !(content instanceof UploadContent.Direct)) {
        remove();
      }
    }
  }

  /** A server that stores aside, or that gave up before it began, still has the old file. */
  private boolean removeIfOurs(UploadContent content) {
    try {
      OptionalLong there = session.isOpen() ? session.size(name) : OptionalLong.empty();
      return there.isPresent()
          && !options.ascii()
          && UploadTail.compare(means, name, content, there.getAsLong()) == UploadTail.Verdict.SAME
          && remove();
    } catch (IOException e) {
      return false; // The first failure is the one to tell.
    }
  }

  /** Whether the server takes no file of this name, or none at all: only others can tell. */
  static boolean isRefusedName(Throwable e) {
    return e instanceof FtpReplyException refused
        && refused.isPermanent()
        && refused.command().verb().equals("STOR")
        && !ELSEWHERE.contains(refused.code());
  }

  private void remember(@Nullable String version) {
    if (isTheSameForAll()) {
      session.uploadWays().unfinished(remote, version);
    }
  }

  /** A path in place that means the same file in the other sessions of the client. */
  private boolean isTheSameForAll() {
    return inPlace && (remote.startsWith("/") || session.isAtLogin());
  }

  private String version() {
    return options.expectedSize() + " " + options.modified();
  }

  /** Deletes what it stored, if the server lets us; never throws. */
  boolean remove() {
    boolean interrupted = Thread.interrupted(); // Such a thread could wait for no reply.
    try {
      return session.isOpen() && session.ask("DELE", name).isCompletion();
    } catch (IOException | RuntimeException e) {
      return false; // The first failure is the one to tell.
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Deletes what it stored, unless another try may go on with it. */
  void removeUnlessKept() {
    if (!keeps()) {
      remove();
    }
  }

  String name() {
    return name;
  }

  /** Whether the server has begun to store it. */
  boolean isAccepted() {
    return accepted;
  }

  /** Whether an earlier one of ours is under its temporary name, as far as the server says. */
  boolean isThere() throws IOException {
    return session.size(name).isPresent();
  }
}
