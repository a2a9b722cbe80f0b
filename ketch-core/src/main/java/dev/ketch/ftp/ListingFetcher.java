package dev.ketch.ftp;

import dev.ketch.ftp.internal.control.ControlChannel;
import dev.ketch.ftp.internal.control.SessionState;
import dev.ketch.ftp.internal.transfer.Ahead;
import dev.ketch.ftp.internal.transfer.LineReader;
import dev.ketch.ftp.internal.transfer.ListingReader;
import dev.ketch.ftp.internal.transfer.OpenTransfer;
import dev.ketch.ftp.internal.transfer.ReadStream;
import dev.ketch.ftp.internal.transfer.TransferRunner;
import dev.ketch.ftp.listing.Completeness;
import dev.ketch.ftp.listing.Completeness.Reason;
import dev.ketch.ftp.listing.FtpEntry;
import dev.ketch.ftp.listing.FtpEntry.Type;
import dev.ketch.ftp.listing.ListingCounts;
import dev.ketch.ftp.listing.ListingParser;
import dev.ketch.ftp.listing.ListingParser.Rule;
import dev.ketch.ftp.listing.ListingParsers;
import dev.ketch.ftp.protocol.Command;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sends one command that lists, and reads what comes. */
final class ListingFetcher {
  /** A listing of so many bytes is not held back. */
  private static final long MOST_HELD = 4 << 20;

  private final FtpConfig config;
  private final ControlChannel control;
  private final SessionState state;
  private final TransferRunner runner;
  private final ServerZone zone;
  private @Nullable LineReader reading;

  ListingFetcher(
      FtpSession session,
      FtpConfig config,
      ControlChannel control,
      SessionState state,
      TransferRunner runner) {
    this.config = config;
    this.control = control;
    this.state = state;
    this.runner = runner;
    this.zone = new ServerZone(session, config, state.server);
  }

  /** MLSD of a path, or of the working directory. */
  void machineList(String path, ListingAttempt attempt) throws IOException {
    Command mlsd = path.isEmpty() ? Command.of("MLSD") : Command.of("MLSD", path);
    long[] untyped = new long[1];
    read(
        mlsd,
        ListingParsers.mlsx(),
        attempt,
        entry -> {
          untyped[0] += isUntyped(entry) ? 1 : 0;
          attempt.found.accept(entry);
        });
    if (untyped[0] > 0) {
      attempt.found.doubt(
          Completeness.doubtful(
              Reason.UNKNOWN_TYPES,
              "the server does not say what " + untyped[0] + " of its entries are"));
    }
  }

  /** Neither file nor directory, and not of a type that only some systems have either. */
  private static boolean isUntyped(FtpEntry entry) {
    String type = entry.type() == Type.OTHER ? entry.facts().getOrDefault("type", "") : "os.";
    return !type.toLowerCase(Locale.ROOT).startsWith("os.");
  }

  /** LIST with an argument, of a path that is needed where the zone is not known yet. */
  void textList(String path, String argument, ListingAttempt attempt) throws IOException {
    Command list = argument.isEmpty() ? Command.of("LIST") : Command.of("LIST", argument);
    ListingParser parser = ListingParsers.auto(config.clock(), zone.known());
    if (!zone.isToBeLearned()) {
      read(list, parser, attempt, attempt.found);
      return;
    }
    ServerZone.Waiting waiting = zone.waiting(attempt.found);
    read(list, parser, attempt, waiting);
    waiting.finish(path);
  }

  /** The lines of NLST. */
  Completeness names(String path, Consumer<String> each) throws IOException {
    ReadStream stream = open(path.isEmpty() ? Command.of("NLST") : Command.of("NLST", path));
    try (LineReader lines = lines(stream)) {
      String line;
      while ((line = lines.next()) != null) {
        if (!line.isEmpty()) {
          lines.remember(line.substring(line.lastIndexOf('/') + 1));
          each.accept(line);
        }
      }
      return end(stream, lines.lastLineEnded());
    }
  }

  private void read(
      Command command, ListingParser parser, ListingAttempt attempt, Consumer<FtpEntry> entries)
      throws IOException {
    ListingSink found = attempt.found;
    ReadStream stream = open(command);
    LineReader lines = lines(stream);
    Consumer<FtpEntry> each =
        entry -> {
          if (lines.total() > MOST_HELD) {
            attempt.trust();
          }
          if (isTooLong(entry.name()) || entry.target() != null && isTooLong(entry.target())) {
            found.unparsed(entry.name());
          } else {
            entries.accept(entry);
          }
        };
    ListingCounts counts;
    try {
      counts = ListingReader.read(lines, parser, each, found::unparsed, found::dot);
    } catch (ListingSink.OverLimit e) {
      throw e.told();
    }
    if (counts.ignored().containsKey(Rule.DIRECTORY_ITSELF)) {
      found.showsItself();
    }
    found.doubt(end(stream, counts.lastLineEnded()));
  }

  private boolean isTooLong(String name) {
    int most = config.limits().nameBytes();
    return name.length() > most
        || name.length() * 3L > most && name.getBytes(StandardCharsets.UTF_8).length > most;
  }

  /** How many bytes the listing that was opened last has had. */
  long bytesRead() {
    return reading == null ? 0 : reading.total();
  }

  private ReadStream open(Command command) throws IOException {
    Ahead ahead = new Ahead(false, List.of(), state.moreToCome, -1);
    OpenTransfer transfer = runner.begin(command, 'A', 0, ahead);
    return new ReadStream(transfer);
  }

  private LineReader lines(ReadStream stream) {
    LineReader lines = LineReader.ofListing(stream, control.codec(), config.limits());
    reading = lines;
    return lines;
  }

  /** Whether the data came to an end that can be trusted. */
  private static Completeness end(ReadStream stream, boolean lineEnded) {
    if (stream.mayBeCut()) {
      return Completeness.doubtful(
          Reason.MAY_BE_CUT, "the listing ended without a TLS close_notify and may be cut");
    }
    return lineEnded
        ? Completeness.COMPLETE
        : Completeness.doubtful(
            Reason.MAY_BE_CUT, "the last line of the listing has no line end, so it may be cut");
  }
}
