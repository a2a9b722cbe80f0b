package dev.ketch.ftp;

import dev.ketch.ftp.internal.control.ControlChannel;
import dev.ketch.ftp.internal.control.SessionState;
import dev.ketch.ftp.internal.transfer.LineReader;
import dev.ketch.ftp.internal.transfer.ListingReader;
import dev.ketch.ftp.internal.transfer.OpenTransfer;
import dev.ketch.ftp.internal.transfer.ReadStream;
import dev.ketch.ftp.internal.transfer.TransferRunner;
import dev.ketch.ftp.listing.FtpEntry;
import dev.ketch.ftp.listing.FtpListing;
import dev.ketch.ftp.listing.ListingParser;
import dev.ketch.ftp.listing.ListingParsers;
import dev.ketch.ftp.protocol.Command;
import dev.ketch.ftp.protocol.FtpProtocolException;
import dev.ketch.ftp.protocol.FtpReplyException;
import dev.ketch.ftp.protocol.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gets a listing by the best command this server bears, and remembers which that was. */
final class Listings {
  /** Servers treat these as patterns, options or decoration when they stand in a LIST argument. */
  private static final String TROUBLE = "*?[]{}~\\\"'()<>$;";

  private final FtpSession session;
  private final FtpConfig config;
  private final ControlChannel control;
  private final SessionState state;
  private final TransferRunner runner;

  /** How many of {@code .} and {@code ..} the listing under way has shown. */
  private int dots;

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
  }

  FtpListing list(String path) throws IOException {
    boolean here = path.isEmpty() || path.equals(".");
    boolean machine = state.features.has("MLST") || state.features.has("MLSD");
    if (machine && !state.mlsdFailed) {
      try {
        return here || !holdsPattern(path)
            ? machineList(here ? "" : path)
            : inside(path, this::machineList);
      } catch (FtpReplyException e) {
        boolean unknown = e.code() == 500 || e.code() == 502 || e.code() == 504;
        if (!unknown && e.code() != 501) {
          throw e;
        }
        state.mlsdFailed = unknown; // FEAT promised it, but it does not work.
      }
    }
    return here || !troublesome(path)
        ? listHereOrThere(here ? "" : path)
        : inside(path, this::listHereOrThere);
  }

  /** Lists a directory by an argument, or the working directory by an empty one. */
  @FunctionalInterface
  private interface Lister {
    FtpListing list(String argument) throws IOException;
  }

  private FtpListing machineList(String path) throws IOException {
    Command mlsd = path.isEmpty() ? Command.of("MLSD") : Command.of("MLSD", path);
    return read(mlsd, ListingParsers.mlsx());
  }

  /** A listing with an argument that no server can misread is one without, inside the directory. */
  private FtpListing inside(String path, Lister lister) throws IOException {
    String home = session.workingDirectory();
    session.changeDirectory(path);
    try {
      return lister.list("");
    } finally {
      if (session.isOpen() && state.openTransfer == null) {
        session.changeDirectory(home.isEmpty() ? "/" : home);
      }
    }
  }

  private FtpListing listHereOrThere(String path) throws IOException {
    if (state.listAllFailed) {
      return plainList(path);
    }
    dots = 0;
    try {
      FtpListing all = listBy(path.isEmpty() ? "-a" : "-a " + path);
      if (!all.entries().isEmpty() || dots > 0) {
        state.listAllShowsDots |= dots > 0;
        return all;
      }
    } catch (FtpReplyException e) {
      if (e.isTransient()) {
        throw e;
      }
    }
    // Empty or refused: perhaps -a was taken for a name. LIST alone decides.
    FtpListing plain = plainList(path);
    state.listAllFailed = !plain.entries().isEmpty();
    // vsftpd lists a directory it may not read, or that is not there, as nothing with a 226.
    return plain.entries().isEmpty() && state.listAllShowsDots
        ? new FtpListing(
            List.of(), List.of("(the server listed nothing, not even the directory itself)"))
        : plain;
  }

  private FtpListing plainList(String path) throws IOException {
    try {
      return listBy(path);
    } catch (FtpReplyException e) {
      if (e.code() == 500 || e.code() == 502) {
        return namesWithProbes(path);
      }
      throw e;
    }
  }

  private FtpListing listBy(String argument) throws IOException {
    Command list = argument.isEmpty() ? Command.of("LIST") : Command.of("LIST", argument);
    return read(list, ListingParsers.auto(config.clock(), config.zone()));
  }

  private FtpListing read(Command command, ListingParser parser) throws IOException {
    List<FtpEntry> entries = new ArrayList<>();
    List<String> unparsed = new ArrayList<>();
    try {
      ListingReader.read(
          open(command),
          parser,
          entry -> addWithin(entries, entry),
          line -> addWithin(unparsed, line),
          dot -> dots++);
    } catch (FtpReplyException e) {
      if (!ListingReader.meansEmpty(e)) {
        throw e;
      }
    } catch (TooManyEntries e) {
      throw new FtpProtocolException(
          "the listing has more than " + config.limits().listingEntries() + " entries");
    }
    return new FtpListing(entries, unparsed);
  }

  private <T> void addWithin(List<T> list, T item) {
    if (list.size() >= config.limits().listingEntries()) {
      throw new TooManyEntries();
    }
    list.add(item);
  }

  private LineReader open(Command command) throws IOException {
    OpenTransfer transfer = runner.begin(command, 'A', 0);
    return new LineReader(
        new ReadStream(transfer), control.codec(), config.limits().listingLineBytes());
  }

  List<String> names(String path) throws IOException {
    Command nlst = path.isEmpty() ? Command.of("NLST") : Command.of("NLST", path);
    List<String> names = new ArrayList<>();
    try (LineReader lines = open(nlst)) {
      String line;
      while ((line = lines.next()) != null) {
        if (!line.isEmpty()) {
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
  private FtpListing namesWithProbes(String path) throws IOException {
    List<FtpEntry> entries = new ArrayList<>();
    for (String line : names(path)) {
      String name = line.substring(line.lastIndexOf('/') + 1);
      if (!name.isEmpty() && !name.equals(".") && !name.equals("..")) {
        boolean directory = isDirectory(path.isEmpty() ? name : path + "/" + name);
        entries.add(FtpEntry.of(name, directory ? FtpEntry.Type.DIRECTORY : FtpEntry.Type.FILE));
      }
    }
    return new FtpListing(entries, List.of());
  }

  boolean isDirectory(String path) throws IOException {
    String home = session.workingDirectory();
    Reply reply = session.ask("CWD", path.isEmpty() ? "." : path);
    if (reply.isCompletion()) {
      session.changeDirectory(home.isEmpty() ? "/" : home);
    }
    return reply.isCompletion();
  }

  Optional<FtpEntry> stat(String path) throws IOException {
    String stripped =
        path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    String name = stripped.substring(stripped.lastIndexOf('/') + 1);
    if (state.features.has("MLST")) {
      Reply reply = session.ask("MLST", path);
      if (reply.isCompletion()) {
        ListingParser parser = ListingParsers.mlsx();
        for (String line : reply.lines()) {
          if (line.startsWith(" ")
              && parser.parse(line.substring(1)) instanceof ListingParser.Line.Entry e) {
            return Optional.of(e.entry().withName(name));
          }
        }
      } else if (reply.code() == 550) {
        return Optional.empty();
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
