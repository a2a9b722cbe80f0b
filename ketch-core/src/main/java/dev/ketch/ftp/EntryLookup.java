package dev.ketch.ftp;

import dev.ketch.ftp.internal.control.SessionState;
import dev.ketch.ftp.listing.FtpEntry;
import dev.ketch.ftp.listing.FtpListing;
import dev.ketch.ftp.listing.ListingParser;
import dev.ketch.ftp.listing.ListingParsers;
import dev.ketch.ftp.protocol.Command;
import dev.ketch.ftp.protocol.FtpIncompleteException;
import dev.ketch.ftp.protocol.FtpReplyException;
import dev.ketch.ftp.protocol.Reply;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What a single path names. What the server does not say is never taken for "nothing". */
final class EntryLookup {
  private final FtpSession session;
  private final SessionState state;

  EntryLookup(FtpSession session, SessionState state) {
    this.session = session;
    this.state = state;
  }

  /** Whether CWD takes a path; throws where the answer is about something else. */
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
    } else if (!isAboutPath(reply)) {
      throw new FtpReplyException(Command.of("CWD", path), reply);
    }
    return reply.isCompletion();
  }

  /** Not for now, not logged in, not implemented: nothing that tells what is at the path. */
  private static boolean isAboutPath(Reply reply) {
    int code = reply.code();
    return reply.isPermanent() && code != 500 && code != 502 && code != 530 && code != 532;
  }

  Optional<FtpEntry> stat(String path) throws IOException {
    String stripped =
        path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    String name = stripped.substring(stripped.lastIndexOf('/') + 1);
    if (state.features.has("MLST")) {
      Reply reply = session.ask("MLST", path.isEmpty() ? null : path);
      Optional<FtpEntry> entry = machineEntry(reply);
      if (reply.isTransient()) {
        throw new FtpReplyException(
            path.isEmpty() ? Command.of("MLST") : Command.of("MLST", path), reply);
      }
      if (entry.isPresent() || reply.code() == 550) {
        return entry.map(e -> e.withName(name));
      }
    }
    if (name.isEmpty() || name.equals(".") || isDirectory(path)) {
      return Optional.of(FtpEntry.of(name, FtpEntry.Type.DIRECTORY));
    }
    int slash = stripped.lastIndexOf('/');
    String parent = slash < 0 ? "" : slash == 0 ? "/" : stripped.substring(0, slash);
    return listedIn(parent, name, path);
  }

  private Optional<FtpEntry> listedIn(String parent, String name, String path) throws IOException {
    FtpListing listing;
    try {
      listing = session.listing(parent);
    } catch (FtpReplyException e) {
      OptionalLong size = e.isTransient() ? OptionalLong.empty() : session.size(path);
      if (size.isPresent()) {
        return Optional.of(
            new FtpEntry(
                name,
                FtpEntry.Type.FILE,
                size.getAsLong(),
                null,
                null,
                null,
                null,
                null,
                Map.of()));
      }
      if (e.isTransient() || parent.isEmpty() || session.isDirectory(parent)) {
        throw e; // It cannot be listed, so what is in it is not known.
      }
      return Optional.empty();
    }
    Optional<FtpEntry> found =
        listing.entries().stream().filter(e -> e.name().equals(name)).findFirst();
    if (found.isEmpty()
        && listing.completeness().hasGaps()
        && (parent.isEmpty() || session.isDirectory(parent))) {
      throw new FtpIncompleteException(
          "whether there is \"" + path + "\" is not known: " + listing.completeness().explanation(),
          true,
          null);
    }
    return found;
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
}
