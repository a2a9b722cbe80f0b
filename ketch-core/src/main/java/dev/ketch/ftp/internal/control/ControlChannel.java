package dev.ketch.ftp.internal.control;

import dev.ketch.ftp.internal.net.Interrupted;
import dev.ketch.ftp.internal.net.Tls;
import dev.ketch.ftp.options.Limits;
import dev.ketch.ftp.options.Timeouts;
import dev.ketch.ftp.protocol.Command;
import dev.ketch.ftp.protocol.FtpClosedException;
import dev.ketch.ftp.protocol.FtpException;
import dev.ketch.ftp.protocol.FtpProtocolException;
import dev.ketch.ftp.protocol.FtpReplyException;
import dev.ketch.ftp.protocol.FtpTimeoutException;
import dev.ketch.ftp.protocol.FtpTlsException;
import dev.ketch.ftp.protocol.NameCodec;
import dev.ketch.ftp.protocol.Reply;
import dev.ketch.ftp.protocol.WireListener;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The control connection and its only owner. */
public final class ControlChannel implements Closeable {
  private final NameCodec codec;
  private final Limits limits;
  private final Timeouts timeouts;
  private final WireListener listener;
  private final CommandEncoder encoder;
  private final Deque<Queued> queued = new ArrayDeque<>();
  private final EarlyReplies early = new EarlyReplies();
  private ReplyReader reader;
  private volatile ControlSocket socket;
  private volatile @Nullable String deadBecause;
  private volatile boolean givenUp;
  private long roundTrip = Long.MAX_VALUE;

  /** Takes over a connected socket. */
  public ControlChannel(
      Socket socket, NameCodec codec, Limits limits, Timeouts timeouts, WireListener listener)
      throws IOException {
    this.socket = new ControlSocket(socket);
    this.codec = codec;
    this.encoder = new CommandEncoder(codec);
    this.limits = limits;
    this.timeouts = timeouts;
    this.listener = new WireTap(listener, this::die);
    this.reader = new ReplyReader(limits, codec);
  }

  /** Whether the server reads commands as Telnet does. */
  void speaksTelnet(boolean value) {
    encoder.speaksTelnet(value);
  }

  /** The server's address. Data connections go here and nowhere else. */
  public InetAddress peer() {
    return socket.peer();
  }

  /** Our own address on this connection. */
  public InetAddress local() {
    return socket.local();
  }

  /** Text and bytes of this connection. */
  public NameCodec codec() {
    return codec;
  }

  /** Hears what goes over the wire. */
  public WireListener listener() {
    return listener;
  }

  /** Whether the control connection is within TLS now. */
  public boolean isSecure() {
    return socket.isSecure();
  }

  /** Why the connection is dead, or null while it lives. */
  public @Nullable String deadBecause() {
    return deadBecause;
  }

  /** Sends a command without waiting for its reply. */
  public void send(Command command) throws IOException {
    requireAlive();
    byte[] wire = encoder.encode(command);
    listener.sent(command);
    transmit(wire);
  }

  private void transmit(byte[] bytes) throws FtpException {
    try {
      socket.write(bytes);
    } catch (IOException e) {
      throw lost(e);
    }
  }

  /**
   * Waits for the next reply, whatever its code but 421.
   *
   * @throws FtpClosedException after a 421 or the end of the connection
   */
  public Reply receive() throws IOException {
    return receive(timeouts.reply());
  }

  /** As {@link #receive()} with another limit. */
  public Reply receive(Duration limit) throws IOException {
    requireAlive();
    long deadline = System.nanoTime() + limit.toNanos();
    try {
      Reply held = early.poll();
      Reply reply =
          encoder.masked(
              held != null ? held : reader.read(buffer -> socket.read(buffer, deadline)));
      listener.received(reply);
      if (reply.code() == 421) {
        FtpClosedException closed = new FtpClosedException(reply);
        die(closed.getMessage());
        throw closed;
      }
      return reply;
    } catch (SocketTimeoutException e) {
      FtpTimeoutException timeout =
          new FtpTimeoutException(
              FtpTimeoutException.Phase.REPLY,
              limit,
              "no reply from the server within "
                  + limit.toMillis() / 1000.0
                  + " s (reply time-out)");
      die(timeout.getMessage());
      throw timeout;
    } catch (FtpException e) {
      die(e.getMessage());
      throw e;
    } catch (IOException e) {
      throw lost(e);
    } catch (RuntimeException | Error e) {
      die("a reply could not be read to its end"); // What follows would be taken for it.
      throw e;
    }
  }

  /** Sends a command whose reply will be collected later, behind those that are due before it. */
  public Queued queue(Command command) throws IOException {
    return queue(List.of(command)).get(0);
  }

  /** Sends several such commands in one go: none of them, if one cannot be sent. */
  public List<Queued> queue(List<Command> commands) throws IOException {
    requireAlive();
    ByteArrayOutputStream together = new ByteArrayOutputStream();
    for (Command command : commands) {
      together.writeBytes(encoder.encode(command));
    }
    commands.forEach(listener::sent);
    transmit(together.toByteArray());
    List<Queued> sent = new ArrayList<>();
    commands.forEach(command -> sent.add(new Queued(command)));
    queued.addAll(sent);
    return sent;
  }

  /** Whether replies to queued commands are still due. */
  public boolean hasQueued() {
    return !queued.isEmpty();
  }

  /** The reply to a queued command. All commands before it must have had theirs. */
  public Reply collect(Queued wanted) throws IOException {
    return collect(wanted, timeouts.reply());
  }

  /** As {@link #collect(Queued)} with another limit for each reply. */
  public Reply collect(Queued wanted, Duration limit) throws IOException {
    while (wanted.reply == null) {
      Queued first = queued.poll();
      if (first == null) {
        throw new FtpClosedException("the session was replaced meanwhile", (Throwable) null);
      }
      first.reply = receive(limit);
    }
    return wanted.reply;
  }

  /**
   * As {@link #collect(Queued, Duration)}, for a command that the network may swallow; the limit is
   * for its own reply.
   *
   * @throws SwallowedException if no answer came to it, and one to every command before it
   */
  public Reply collectUnlessSwallowed(Queued wanted, Duration limit) throws IOException {
    while (wanted.reply == null && !queued.isEmpty() && queued.peek() != wanted) {
      collect(queued.element());
    }
    try {
      return collect(wanted, limit);
    } catch (FtpTimeoutException | FtpClosedException e) {
      if (givenUp || Thread.currentThread().isInterrupted()) {
        throw e; // It was this side that ended it.
      }
      throw new SwallowedException(e);
    }
  }

  /** As {@link #exchange}, for a command that the network may swallow; it waits for no other. */
  public Reply exchangeUnlessSwallowed(Command command, Duration limit) throws IOException {
    boolean alone = queued.isEmpty();
    if (alone) {
      dropStrayReplies();
    }
    long begun = System.nanoTime();
    Reply reply = collectUnlessSwallowed(queue(command), limit);
    roundTrip = alone ? Math.min(roundTrip, System.nanoTime() - begun) : roundTrip;
    return reply;
  }

  /**
   * A reply that came before its time belongs to the next queued command, as Pure-FTPd's 500 to
   * whatever it reads during a transfer does.
   *
   * @return whether there was one
   */
  public boolean answered(Reply early) {
    Queued next = queued.poll();
    if (next != null) {
      next.reply = early;
    }
    return next != null;
  }

  /** Sends a command and waits for its reply, whatever its code but 421. */
  public Reply exchange(Command command) throws IOException {
    dropStrayReplies();
    long begun = System.nanoTime();
    send(command);
    Reply reply = receive();
    roundTrip = Math.min(roundTrip, System.nanoTime() - begun);
    return reply;
  }

  /** The least time that a reply has taken, in nanoseconds: hardly more than the way and back. */
  public long roundTrip() {
    return roundTrip;
  }

  /**
   * Looks at the replies that have come already, and takes none: they are received later. Of a dead
   * connection it throws why.
   */
  public List<Reply> arrived() throws IOException {
    requireAlive();
    try {
      return early.look(reader, socket);
    } catch (FtpException e) {
      die(e.getMessage());
      throw e;
    }
  }

  /** Whether {@link #arrived} has seen the end of the connection behind these replies. */
  public boolean hasEnded() {
    return early.sawEnd();
  }

  /** How many replies come before that of a queued command; -1 if it has had its own. */
  public int dueBefore(Queued wanted) {
    int before = 0;
    for (Queued one : queued) {
      if (one == wanted) {
        return before;
      }
      before++;
    }
    return -1;
  }

  /** How many queued commands have had no reply. */
  public int due() {
    return queued.size();
  }

  /** Sends a command whose reply must be 2xx. */
  public Reply require(Command command) throws IOException {
    Reply reply = exchange(command);
    if (!reply.isCompletion()) {
      throw new FtpReplyException(command, reply);
    }
    return reply;
  }

  /**
   * Some servers send a second 226, or talk while nobody asked. What has already come before a new
   * command is not its reply.
   */
  private void dropStrayReplies() throws IOException {
    requireAlive();
    Queued last = queued.peekLast();
    if (last != null) {
      collect(last);
    }
    try {
      while (!early.isEmpty() || reader.hasBuffered() || socket.available() > 0) {
        Reply stray = receive();
        listener.note("ignored a reply that nothing was waiting for: " + stray);
      }
    } catch (FtpException e) {
      throw e;
    } catch (IOException e) {
      throw lost(e);
    }
  }

  /**
   * Puts TLS over the connection after its 234.
   *
   * @param canEnd whether {@link #endTls} may be called later
   * @throws FtpTlsException if bytes came in the clear after the 234, or the handshake fails
   */
  public void startTls(Tls tls, boolean canEnd) throws IOException {
    if (!early.isEmpty() || reader.hasBuffered() || socket.holdsUnread()) {
      die("clear text after the reply to AUTH");
      throw new FtpTlsException(
          "the server, or someone in between, sent clear text after its reply to AUTH TLS;"
              + " the connection cannot be trusted",
          null);
    }
    try {
      socket.startTls(tls, canEnd);
      reader = new ReplyReader(limits, codec);
    } catch (IOException e) {
      die(String.valueOf(e.getMessage()));
      throw e;
    }
  }

  /**
   * Takes TLS off the connection after a CCC: close_notify both ways, then on in the clear. What
   * comes after that nobody vouches for.
   */
  public void endTls() throws IOException {
    try {
      if (!socket.endTls(timeouts.tls())) {
        throw broken("the server went on within TLS after its reply to CCC");
      }
      reader = new ReplyReader(limits, codec);
    } catch (FtpException e) {
      throw e;
    } catch (IOException e) {
      throw lost(e);
    }
  }

  /** Goes on over a fresh connection to the same server, whose greeting comes next. */
  public void restart(Socket fresh) throws IOException {
    die("replaced by a fresh connection");
    socket = new ControlSocket(fresh);
    queued.clear();
    early.clear();
    reader = new ReplyReader(limits, codec);
    deadBecause = null;
    if (givenUp) { // By another thread, meanwhile.
      die("the session was disconnected");
      requireAlive();
    }
  }

  /** Ends the session from any thread, and for good: no fresh connection takes over. */
  public void giveUp(String reason) {
    givenUp = true;
    die(reason);
  }

  /** Declares the connection dead and closes it. */
  public void die(@Nullable String reason) {
    if (deadBecause == null) {
      deadBecause = reason == null ? "closed" : reason;
    }
    socket.close();
  }

  @Override
  public void close() {
    if (deadBecause == null) {
      socket.sayGoodbye();
    }
    die("the session was closed");
  }

  private void requireAlive() throws FtpClosedException {
    if (deadBecause != null) {
      throw new FtpClosedException("the session has ended: " + deadBecause, (Throwable) null);
    }
  }

  private FtpException lost(IOException e) {
    String why =
        Interrupted.is(e)
            ? "interrupted while it waited for the server"
            : "the control connection was lost: " + e.getMessage();
    FtpClosedException lost = new FtpClosedException(why, e);
    die(lost.getMessage());
    return lost;
  }

  /** A breach of the protocol that ends the session. */
  public FtpProtocolException broken(String message) {
    FtpProtocolException e = new FtpProtocolException(message);
    die(message);
    return e;
  }
}
