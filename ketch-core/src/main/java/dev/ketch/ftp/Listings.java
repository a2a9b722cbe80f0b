package dev.ketch.ftp;

import dev.ketch.ftp.internal.control.ControlChannel;
import dev.ketch.ftp.internal.control.SessionState;
import dev.ketch.ftp.internal.transfer.Ahead;
import dev.ketch.ftp.internal.transfer.LineReader;
import dev.ketch.ftp.internal.transfer.ListingReader;
import dev.ketch.ftp.internal.transfer.OpenTransfer;
import dev.ketch.ftp.internal.transfer.ReadStream;
import dev.ketch.ftp.internal.transfer.TransferRunner;
import dev.ketch.ftp.listing.FtpEntry;
import dev.ketch.ftp.listing.FtpListing;
import dev.ketch.ftp.listing.ListingParser;
import dev.ketch.ftp.listing.ListingParsers;
import dev.ketch.ftp.listing.ListingSummary;
import dev.ketch.ftp.protocol.Command;
import dev.ketch.ftp.protocol.FtpProtocolException;
import dev.ketch.ftp.protocol.FtpReplyException;
import dev.ketch.ftp.protocol.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Gets a listing by the best command this server bears, and remembers which that was. */
final class Listings {
  /** Servers treat these as patterns, options or decoration when they stand in a LIST argument. */
  private static final String TROUBLE = "*?[]{}~\\\"'()<>$;";

  private final FtpSession session;
  private final FtpConfig config;
  private final ControlChannel control;
  private final SessionState state;
  private final TransferRunner runner;

  private final ServerZone zone;

  Listings(
      FtpSession session,
      FtpConfig config,
      ControlChannel control,
      SessionState state,
      TransferRunner runner) {
    this.session = session;
    this.config = config;
    this.control = control;
    this.state = state;
    this.runner = runner;
    this.zone = new ServerZone(session, config, state.server);
  }

  FtpListing list(String path) throws IOException {
    List<FtpEntry> entries = new ArrayList<>();
    try {
      ListingSummary summary = stream(path, entry -> addWithin(entries, entry));
      List<String> unparsed = new ArrayList<>(summary.unparsed());
      if (summary.unparsedLines() > unparsed.size()) {
        unparsed.add("(and " + (summary.unparsedLines() - unparsed.size()) + " lines more)");
      }
      return new FtpListing(entries, unparsed);
    } catch (TooManyEntries e) {
      throw new FtpProtocolException(
          "the listing has more than " + config.limits().listingEntries() + " entries");
    }
  }

  ListingSummary stream(String path, Consumer<FtpEntry> each) throws IOException {
    ListingSink sink = new ListingSink(each);
    boolean here = path.isEmpty() || path.equals(".");
    boolean machine = state.features.has("MLST") || state.features.has("MLSD");
    if (machine && !state.server.mlsdFailed) {
      try {
        if (here || !holdsPattern(path)) {
          machineList(here ? "" : path, sink);
        } else {
          inside(path, argument -> machineList(argument, sink));
        }
        return sink.summary();
      } catch (FtpReplyException e) {
        boolean unknown = e.code() == 500 || e.code() == 502 || e.code() == 504;
        if (!unknown && e.code() != 501 || !sink.isEmpty()) {
          throw e;
        }
        state.server.mlsdFailed = unknown; // FEAT promised it, but it does not work.
      }
    }
    if (here || !troublesome(path)) {
      listHereOrThere(here ? "" : path, sink);
    } else {
      inside(path, argument -> listHereOrThere(argument, sink));
    }
    return sink.summary();
  }

  /** Lists a directory by an argument, or the working directory by an empty one. */
  @FunctionalInterface
  private interface Lister {
    void list(String argument) throws IOException;
  }

  private void machineList(String path, ListingSink sink) throws IOException {
    Command mlsd = path.isEmpty() ? Command.of("MLSD") : Command.of("MLSD", path);
    read(mlsd, ListingParsers.mlsx(), sink, sink);
  }

  /** A listing with an argument that no server can misread is one without, inside the directory. */
  private void inside(String path, Lister lister) throws IOException {
    WayBack way = session.wayBack();
    way.requireKnown(path);
    session.changeDirectory(path);
    try {
      lister.list("");
    } finally {
      if (state.openTransfer != null) {
        session.disconnect(); // It could not come back, and must not go on in here.
      } else if (session.isOpen()) {
        session.goBack(way);
      }
    }
  }

  private void listHereOrThere(String path, ListingSink sink) throws IOException {
    if (state.server.listAllFailed) {
      plainList(path, sink);
      return;
    }
    try {
      listBy(path, path.isEmpty() ? "-a" : "-a " + path, sink);
      if (!sink.isEmpty() || sink.sawDots()) {
        state.server.listAllShowsDots |= sink.sawDots();
        return;
      }
    } catch (FtpReplyException e) {
      if (e.isTransient()) {
        throw e;
      }
    }
    // Empty or refused: perhaps -a was taken for a name. LIST alone decides.
    plainList(path, sink);
    state.server.listAllFailed = !sink.isEmpty();
    if (sink.isEmpty() && state.server.listAllShowsDots) {
      // vsftpd lists a directory it may not read, or that is not there, as nothing with a 226.
      sink.unparsed("(the server listed nothing, not even the directory itself)");
    }
  }

  private void plainList(String path, ListingSink sink) throws IOException {
    try {
      listBy(path, path, sink);
    } catch (FtpReplyException e) {
      if (e.code() != 500 && e.code() != 502) {
        throw e;
      }
      namesWithProbes(path, sink);
    }
  }

  private void listBy(String path, String argument, ListingSink sink) throws IOException {
    Command list = argument.isEmpty() ? Command.of("LIST") : Command.of("LIST", argument);
    ListingParser parser = ListingParsers.auto(config.clock(), zone.known());
    if (!zone.isToBeLearned()) {
      read(list, parser, sink, sink);
      return;
    }
    ServerZone.Waiting waiting = zone.waiting(sink);
    read(list, parser, sink, waiting);
    waiting.finish(path);
  }

  private void read(
      Command command, ListingParser parser, ListingSink sink, Consumer<FtpEntry> entries)
      throws IOException {
    try {
      ListingReader.read(open(command), parser, entries, sink::unparsed, sink::dot);
    } catch (FtpReplyException e) {
      if (!ListingReader.meansEmpty(e)) {
        throw e;
      }
    }
  }

  private <T> void addWithin(List<T> list, T item) {
    if (list.size() >= config.limits().listingEntries()) {
      throw new TooManyEntries();
    }
    list.add(item);
  }

  private LineReader open(Command command) throws IOException {
    Ahead ahead = new Ahead(false, List.of(), state.moreToCome, -1);
    OpenTransfer transfer = runner.begin(command, 'A', 0, ahead);
    return LineReader.ofListing(
        new ReadStream(transfer), control.codec(), config.limits().listingLineBytes());
  }

  List<String> names(String path) throws IOException {
    Command nlst = path.isEmpty() ? Command.of("NLST") : Command.of("NLST", path);
    List<String> names = new ArrayList<>();
    try (LineReader lines = open(nlst)) {
      String line;
      while ((line = lines.next()) != null) {
        if (!line.isEmpty()) {
          lines.remember(line.substring(line.lastIndexOf('/') + 1));
          addWithin(names, line);
        }
      }
    } catch (FtpReplyException e) {
      if (!ListingReader.meansEmpty(e)) {
        throw e;
      }
    }
    return names;
  }

  /** The book's last resort: names, and CWD to tell which are directories. */
  private void namesWithProbes(String path, ListingSink sink) throws IOException {
    for (String line : names(path)) {
      String name = line.substring(line.lastIndexOf('/') + 1);
      if (!name.isEmpty() && !name.equals(".") && !name.equals("..")) {
        boolean directory = isDirectory(RemoteName.join(path, name));
        sink.accept(FtpEntry.of(name, directory ? FtpEntry.Type.DIRECTORY : FtpEntry.Type.FILE));
      }
    }
  }

  boolean isDirectory(String path) throws IOException {
    WayBack way = session.wayBack();
    if (way.place().isEmpty() && state.features.has("MLST")) {
      // Without a path to come back to, a directory is better not left.
      Reply told = session.ask("MLST", path.isEmpty() ? null : path);
      if (machineEntry(told).filter(FtpEntry::isDirectory).isPresent()) {
        return true;
      }
    }
    way.requireKnown(path);
    Reply reply = session.ask("CWD", path.isEmpty() ? "." : path);
    if (reply.isCompletion()) {
      session.goBack(way);
    }
    return reply.isCompletion();
  }

  Optional<FtpEntry> stat(String path) throws IOException {
    String stripped =
        path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    String name = stripped.substring(stripped.lastIndexOf('/') + 1);
    if (state.features.has("MLST")) {
      Reply reply = session.ask("MLST", path.isEmpty() ? null : path);
      Optional<FtpEntry> entry = machineEntry(reply);
      if (entry.isPresent() || reply.code() == 550) {
        return entry.map(e -> e.withName(name));
      }
    }
    if (name.isEmpty() || name.equals(".") || isDirectory(path)) {
      return Optional.of(FtpEntry.of(name, FtpEntry.Type.DIRECTORY));
    }
    int slash = stripped.lastIndexOf('/');
    String parent = slash < 0 ? "" : slash == 0 ? "/" : stripped.substring(0, slash);
    try {
      return list(parent).entries().stream().filter(e -> e.name().equals(name)).findFirst();
    } catch (FtpReplyException e) {
      return Optional.empty();
    }
  }

  /** The entry in a reply to MLST; empty if there is none. */
  private static Optional<FtpEntry> machineEntry(Reply reply) {
    ListingParser parser = ListingParsers.mlsx();
    for (String line : reply.isCompletion() ? reply.lines() : List.<String>of()) {
      if (line.startsWith(" ")
          && parser.parse(line.substring(1)) instanceof ListingParser.Line.Entry e) {
        return Optional.of(e.entry());
      }
    }
    return Optional.empty();
  }

  /** Apache FtpServer takes MLSD's argument for a pattern, and lists {@code [x]} as empty. */
  private static boolean holdsPattern(String path) {
    return path.indexOf('*') >= 0 || path.indexOf('?') >= 0 || path.indexOf('[') >= 0;
  }

  private static boolean troublesome(String path) {
    boolean atStart = true;
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      boolean blank = c == ' ' || c == '\t';
      if (TROUBLE.indexOf(c) >= 0 || blank || atStart && c == '-' || c > 0x7e) {
        return true;
      }
      atStart = c == '/';
    }
    return false;
  }

  /** Leaves a stream of entries; never seen outside this class. */
  private static final class TooManyEntries extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
