package dev.ketch.ftp;

import dev.ketch.ftp.internal.control.ControlChannel;
import dev.ketch.ftp.internal.control.Queued;
import dev.ketch.ftp.internal.control.Relogin;
import dev.ketch.ftp.internal.control.SessionState;
import dev.ketch.ftp.internal.control.UploadWays;
import dev.ketch.ftp.internal.transfer.TransferRunner;
import dev.ketch.ftp.listing.FtpEntry;
import dev.ketch.ftp.listing.FtpListing;
import dev.ketch.ftp.listing.ListingSummary;
import dev.ketch.ftp.listing.RemotePath;
import dev.ketch.ftp.listing.TimeVal;
import dev.ketch.ftp.protocol.Command;
import dev.ketch.ftp.protocol.Features;
import dev.ketch.ftp.protocol.FtpNameException;
import dev.ketch.ftp.protocol.FtpReplyException;
import dev.ketch.ftp.protocol.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A login on one control connection. For one thread at a time, and one command at a time: while a
 * stream is open every other call throws {@link IllegalStateException} naming the open transfer.
 * After a refusal (4xx, 5xx) the session goes on; after any other failure it is dead and says so.
 */
public final class FtpSession implements AutoCloseable {
  private final FtpConfig config;
  private final ControlChannel control;
  private final SessionState state;
  private final TransferRunner runner;
  private final RawFtp raw;
  private final Relogin relogin;
  private final Listings listings;
  private final EntryLookup lookup;
  private final FileTransfers files;
  private final Attributes attributes;
  private final Checksums checksums;

  FtpSession(
      FtpConfig config,
      ControlChannel control,
      SessionState state,
      TransferRunner runner,
      Relogin relogin) {
    this.config = config;
    this.relogin = relogin;
    this.control = control;
    this.state = state;
    this.runner = runner;
    this.raw = new RawFtp(control, state, runner, config.limits());
    this.listings =
        new Listings(
            this,
            state,
            new ListingFetcher(this, config, control, state, runner),
            config.limits().listingEntries());
    this.lookup = new EntryLookup(this, state);
    this.attributes = new Attributes(this);
    this.checksums = new Checksums(this);
    this.files = new FileTransfers(this, runner, attributes, checksums);
  }

  /** What the session was opened with. */
  public FtpConfig config() {
    return config;
  }

  /** The server's greeting, all lines with their codes. */
  public String welcome() {
    return state.welcome;
  }

  /** What the server says it can do (FEAT, RFC 2389), asked once after login. */
  public Features features() {
    return state.features;
  }

  /** Any command and any transfer, without comfort. */
  public RawFtp raw() {
    return raw;
  }

  /** Whether the session can still be used, as far as is known without asking. */
  public boolean isOpen() {
    return control.deadBecause() == null;
  }

  /**
   * The working directory as the server names it (PWD, RFC 959 appendix II).
   *
   * @return a path that leads there from everywhere: it begins with {@code /}, or is of another
   *     kind, such as {@code DISK$USER:[HOME]}, to which no name may be joined by a slash; empty
   *     where the server refuses or says nothing that can be read in one way only
   */
  public Optional<String> workingDirectory() throws IOException {
    return wayBack().place();
  }

  /** Changes the working directory (CWD). */
  public void changeDirectory(String path) throws IOException {
    require("CWD", path.isEmpty() ? "." : path);
  }

  /**
   * Changes the working directory, and returns its absolute path: CWD and PWD, sent together to
   * servers that support it.
   *
   * @param path relative to the working directory, or absolute
   * @return the absolute path; empty where the server does not say where it is, and then the
   *     session stays where it was, without having asked whether there is such a directory
   * @throws FtpReplyException if there is no such directory; the session goes on
   */
  public Optional<String> enter(String path) throws IOException {
    if (path.startsWith("/")) {
      changeDirectory(path);
      return Optional.of(path);
    }
    if (!runner.batches().areBorne()) {
      Optional<String> home = workingDirectory().filter(p -> p.startsWith("/"));
      if (home.isPresent()) {
        changeDirectory(path);
      }
      return home.map(h -> RemoteName.join(h, path));
    }
    state.requireIdle();
    Command move = Command.of("CWD", path);
    List<Queued> both = runner.batches().send(List.of(Command.of("PWD"), move), false);
    Reply moved = collect(both.get(1));
    if (!moved.isCompletion()) {
      throw new FtpReplyException(move, moved);
    }
    WayBack back = WayBack.by(control, state, collect(both.get(0)));
    state.trail.note(move, moved);
    Optional<String> home = back.place().filter(p -> p.startsWith("/"));
    if (home.isEmpty()) {
      back.go(relogin);
    }
    return home.map(h -> RemoteName.join(h, path));
  }

  /**
   * The absolute path of a directory, links and {@code ..} resolved as the server does it: CWD, PWD
   * and back.
   *
   * @return empty where the server does not say where it is
   * @throws FtpReplyException if there is no such directory; the session goes on where it was
   */
  public Optional<String> absolutePath(String directory) throws IOException {
    WayBack way = wayBack();
    way.requireKnown(directory);
    changeDirectory(directory);
    Optional<String> there = workingDirectory();
    goBack(way);
    return there.filter(path -> path.startsWith("/"));
  }

  /**
   * Announces that listings and transfers will follow one another: the data port of the next may be
   * asked for while one is under way, where the server bears that.
   */
  public void expectMore() {
    state.moreToCome = true;
  }

  /** Changes to the parent directory: CDUP, or CWD .. where the server does not know that. */
  public void changeToParent() throws IOException {
    Reply reply = ask("CDUP", null);
    if (reply.code() == 500 || reply.code() == 502) {
      require("CWD", "..");
    } else if (!reply.isCompletion()) {
      throw new FtpReplyException(Command.of("CDUP"), reply);
    }
  }

  /** The entries of a directory; empty text or {@code .} is the working directory. */
  public List<FtpEntry> list(String path) throws IOException {
    return listing(path).entries();
  }

  /** As {@link #list} with the lines that could not be read: MLSD first, else LIST, else NLST. */
  public FtpListing listing(String path) throws IOException {
    return listings.list(path);
  }

  /**
   * As {@link #listing(String)}, entry by entry and without holding them: for directories of
   * millions of files. No other call may be made on this session meanwhile.
   *
   * @return how many entries there were, and what could not be read
   */
  public ListingSummary list(String path, Consumer<FtpEntry> each) throws IOException {
    return listings.stream(path, false, each);
  }

  /**
   * As {@link #list(String, Consumer)}, for those who delete what is not listed. An empty directory
   * that does not even show itself is confirmed in a second way (CWD into it, and another command
   * there). Where {@code LIST -a} shows no {@code .}, LIST is asked too until it has shown once
   * that the server does not take {@code -a} for a name. What cannot be confirmed is in the
   * summary's {@link ListingSummary#completeness()}.
   */
  public ListingSummary listForDeletion(String path, Consumer<FtpEntry> each) throws IOException {
    return listings.stream(path, true, each);
  }

  /**
   * The lines of LIST as sent; options and a path may be given as ftplib's {@code dir} takes them.
   */
  public void listLines(Consumer<String> each, String... arguments) throws IOException {
    raw.lines(arguments.length == 0 ? "LIST" : "LIST " + String.join(" ", arguments), each);
  }

  /**
   * The names that NLST tells, as sent: some servers put the path before each. A refusal that says
   * nothing but that there are no files gives an empty list. Nothing may be deleted because it is
   * not in this list: {@link #listForDeletion} says whether everything was listed.
   */
  public List<String> names(String path) throws IOException {
    return listings.names(path);
  }

  /**
   * One entry, by MLST or from its parent's listing.
   *
   * @return empty if the server says that there is none, or that it does not let us see it (550)
   * @throws FtpReplyException if it refuses for now (4xx), or to list the parent, so that this is
   *     not known; the session goes on
   * @throws dev.ketch.ftp.protocol.FtpIncompleteException if the name is not in the part of the
   *     parent's listing that can be read; the session goes on
   */
  public Optional<FtpEntry> stat(String path) throws IOException {
    return lookup.stat(path);
  }

  /**
   * The size in bytes (SIZE in TYPE I, RFC 3659 section 4); empty where the server does not tell.
   */
  public OptionalLong size(String path) throws IOException {
    return attributes.size(path);
  }

  /** When a file was changed (MDTM, RFC 3659 section 3); empty where the server does not tell. */
  public Optional<Instant> modified(String path) throws IOException {
    Reply reply = ask("MDTM", path);
    return reply.code() == 213 ? TimeVal.parse(reply.message()) : Optional.empty();
  }

  /**
   * A file's checksum as the server computes it (HASH, XSHA256, XMD5, XCRC…); empty if it cannot.
   */
  public Optional<Checksum> checksum(String path) throws IOException {
    return checksums.of(path);
  }

  /** Whether the server says that it computes checksums. */
  public boolean computesChecksums() {
    return checksums.known();
  }

  /**
   * Sets a file's time by MFMT, MFF, SITE UTIME or MDTM; false if the server takes none of them.
   */
  public boolean setModified(String path, Instant time) throws IOException {
    return attributes.setModified(path, time);
  }

  /** Sets permissions such as {@code 644} by SITE CHMOD, or by MFF where that is unknown. */
  public void changeMode(String path, String mode) throws IOException {
    attributes.changeMode(path, mode);
  }

  /** Fetches a file: {@link #download(String, Path, TransferOptions)} with the defaults. */
  public TransferResult download(String remote, Path local) throws IOException {
    return download(remote, local, TransferOptions.DEFAULT);
  }

  /**
   * Fetches a file to a local path. The final name appears only when the file is whole: until then
   * it grows beside it under a temporary name, which is removed if the transfer fails.
   *
   * <p>If the thread is interrupted the download ends with an {@link
   * java.io.InterruptedIOException}, the thread stays interrupted, and the session goes on if the
   * server ends the transfer within two seconds. What has come is kept as the options say, and from
   * 1 MiB on in any case: {@link TransferOptions#withResume} resumes it.
   *
   * @throws FtpReplyException if the server refuses; the session goes on
   * @throws dev.ketch.ftp.protocol.FtpIncompleteException if the file did not come whole
   * @throws IOException if the local file cannot be written; the session goes on
   */
  public TransferResult download(String remote, Path local, TransferOptions options)
      throws IOException {
    return files.fetch(remote, local, options).finish();
  }

  /**
   * Fetches a file to a stream, which stays open. The size is compared as for a file; but what was
   * written before a failure stays written.
   *
   * @return how much was written
   * @throws FtpReplyException if the server refuses; the session goes on
   * @throws dev.ketch.ftp.protocol.FtpIncompleteException if the file did not come whole
   * @throws IOException if the stream fails; the session goes on
   */
  public TransferResult download(String remote, OutputStream out, TransferOptions options)
      throws IOException {
    return files.fetch(remote, out, options);
  }

  /**
   * As {@link #download(String, Path, TransferOptions)}, up to the moment when the file is whole
   * and verified under its temporary name: for many files, whose ends are to be grouped.
   */
  public PendingDownload fetch(String remote, Path local, TransferOptions options)
      throws IOException {
    return files.fetch(remote, local, options);
  }

  /** Sends a file: {@link #upload(Path, String, TransferOptions)} with the defaults. */
  public TransferResult upload(Path local, String remote) throws IOException {
    return upload(local, remote, TransferOptions.DEFAULT);
  }

  /**
   * Sends a file. It grows under a temporary name and is renamed when it is whole, unless the
   * options say {@code inPlace}. Where the server takes no temporary names or renames nothing, the
   * file goes straight to its name; the first upload of a client finds that out, others wait for it
   * meanwhile, and {@link TransferListener#notice} reports it.
   *
   * @throws FtpReplyException if the server refuses; the session goes on
   * @throws dev.ketch.ftp.protocol.FtpIncompleteException if the server did not get it whole
   * @throws IOException if the local file cannot be read; the session goes on
   */
  public TransferResult upload(Path local, String remote, TransferOptions options)
      throws IOException {
    return files.send(local, remote, options).finish();
  }

  /**
   * As {@link #upload(Path, String, TransferOptions)}, without waiting for the server to confirm
   * the name and the time where it bears that: for many files one after the other.
   */
  public PendingUpload send(Path local, String remote, TransferOptions options) throws IOException {
    return files.send(local, remote, options);
  }

  /** As {@link #upload(Path, String, TransferOptions)}, from a stream that is read to its end. */
  public TransferResult upload(InputStream source, String remote, TransferOptions options)
      throws IOException {
    return files.upload(source, remote, options);
  }

  /**
   * A stream of a file's bytes from an offset (RETR, REST). Close it before the next command.
   *
   * <p>The read that meets the end throws {@link dev.ketch.ftp.protocol.FtpIncompleteException} if
   * the final reply is no success, or if fewer or more bytes came than the server announced in its
   * 150 reply and SIZE does not confirm them.
   *
   * @throws FtpReplyException if the server refuses; the session goes on
   */
  public InputStream read(String remote, long offset) throws IOException {
    DataTransfer transfer = raw.transfer("RETR " + remote, false, offset);
    return new WholeStream(transfer, offset, () -> size(remote));
  }

  /** A stream that writes a file from an offset (STOR, REST); closing it completes the file. */
  public OutputStream write(String remote, long offset) throws IOException {
    return raw.transfer("STOR " + remote, false, offset).output();
  }

  /** A stream that appends to a file (APPE); closing it completes the file. */
  public OutputStream append(String remote) throws IOException {
    return raw.transfer("APPE " + remote, false, 0).output();
  }

  /**
   * Stores a stream under a name the server chooses (STOU) and returns the server's words on it.
   */
  public String storeUnique(InputStream source) throws IOException {
    DataTransfer transfer = raw.transfer("STOU", false, 0);
    try {
      source.transferTo(transfer.output());
    } catch (Throwable e) {
      transfer.abandon(); // Closing it would make a whole file of what was sent.
      throw e;
    }
    transfer.output().close();
    return transfer.preliminary().message();
  }

  /** Removes a file (DELE). */
  public void delete(String path) throws IOException {
    require("DELE", path);
  }

  /** Removes an empty directory (RMD). */
  public void removeDirectory(String path) throws IOException {
    require("RMD", path);
  }

  /**
   * Removes a file or a directory with all that is in it. Links are removed, never followed. Of a
   * directory whose listing is not complete nothing is removed.
   *
   * @throws dev.ketch.ftp.protocol.FtpIncompleteException if a listing is not complete
   * @throws IllegalArgumentException if the path names the server's root, the working directory or
   *     one above it ({@link RemotePath#isTop}); nothing is sent
   */
  public void removeTree(String path) throws IOException {
    new Trees(this).remove(path);
  }

  /**
   * Creates a directory (MKD).
   *
   * @return its path as the server writes it, else as given; not to be relied on for more than show
   */
  public String makeDirectory(String path) throws IOException {
    // Pure-FTPd turns a blank at the end into an underscore, but not before a slash.
    KeptName.requirePossible(this, path);
    Reply made = require("MKD", path.endsWith(" ") ? path + "/" : path);
    try {
      KeptName.require(this, path);
    } catch (FtpNameException e) {
      ask("RMD", path);
      throw e;
    }
    return QuotedPath.of(made).orElse(path);
  }

  /** Creates a directory and those above it, as far as they are missing. */
  public void makeDirectories(String path) throws IOException {
    new Trees(this).make(path);
  }

  /**
   * Whether CWD takes a path: the book's way to tell a directory. The working directory stays.
   *
   * @throws FtpReplyException if the refusal says nothing about the path: for now (4xx), not logged
   *     in, not implemented; the session goes on
   */
  public boolean isDirectory(String path) throws IOException {
    return lookup.isDirectory(path);
  }

  /** Renames or moves (RNFR, RNTO). */
  public void rename(String from, String to) throws IOException {
    KeptName.requirePossible(this, to);
    move(from, to);
    try {
      KeptName.require(this, to);
    } catch (FtpNameException e) {
      move(to, from);
      throw e;
    }
  }

  private void move(String from, String to) throws IOException {
    Command first = Command.of("RNFR", from);
    Reply reply = raw.send(first);
    if (!reply.isIntermediate()) {
      throw new FtpReplyException(first, reply);
    }
    require("RNTO", to);
  }

  /** Sends NOOP: whether the session still answers. */
  public void noop() throws IOException {
    require("NOOP", null);
  }

  /** Says QUIT and closes. Errors of a server that is gone already are passed over. */
  public void quit() throws IOException {
    if (isOpen() && state.openTransfer == null) {
      int due = control.hasQueued() ? 2 : 1; // At most the port that was asked for ahead.
      control.send(Command.of("QUIT"));
      for (int i = 0; i < due; i++) {
        control.receive(Duration.ofSeconds(2));
      }
    }
    control.close();
  }

  /** As {@link #quit()}, and never throws. An open transfer is cut off. */
  @Override
  public void close() {
    try {
      quit();
    } catch (IOException e) {
      control.close();
    }
  }

  /** Closes the connection at once, from any thread: a waiting call fails. */
  public void disconnect() {
    control.giveUp("the session was disconnected");
  }

  /** Asks where the session is, before it is left for a moment. */
  WayBack wayBack() throws IOException {
    return WayBack.ask(control, state);
  }

  /** Goes back to where the session was. */
  void goBack(WayBack way) throws IOException {
    way.go(relogin);
  }

  /** Whether the working directory is still the one of the login. */
  boolean isAtLogin() {
    return state.trail.steps().filter(List::isEmpty).isPresent();
  }

  TransferResult take(UploadContent content, String remote, TransferOptions options)
      throws IOException {
    return files.upload(content, remote, options);
  }

  /** By which way uploads get to their names on this server. */
  UploadWays uploadWays() {
    return state.server.uploads;
  }

  boolean isIdle() {
    return state.openTransfer == null;
  }

  InetAddress peer() {
    return control.peer();
  }

  /** A PASV or PORT follows: it ends what an EPSV, sent ahead, began. */
  void dropNextPort() {
    state.nextPort = null;
  }

  /** TYPE I, if it is not in force. */
  void useBinary() throws IOException {
    if (state.type != 'I') {
      require("TYPE", "I");
      state.type = 'I';
    }
  }

  Reply nextReply() throws IOException {
    return control.receive();
  }

  Reply collect(Queued queued) throws IOException {
    return control.collect(queued);
  }

  Reply ask(String verb, @Nullable String argument) throws IOException {
    return raw.send(argument == null ? Command.of(verb) : Command.of(verb, argument));
  }

  Reply require(String verb, @Nullable String argument) throws IOException {
    return raw.require(argument == null ? Command.of(verb) : Command.of(verb, argument));
  }
}
