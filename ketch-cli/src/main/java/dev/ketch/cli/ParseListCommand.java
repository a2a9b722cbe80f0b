package dev.ketch.cli;

import dev.ketch.ftp.SavedListing;
import dev.ketch.ftp.internal.local.LocalPaths;
import dev.ketch.ftp.listing.Dialect;
import dev.ketch.ftp.listing.ListingParser;
import dev.ketch.ftp.listing.ListingSummary;
import dev.ketch.ftp.protocol.NameCodec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "parse-list",
    description = "Shows what Ketch makes of a saved listing, without any server.",
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  ketch parse-list listing.txt",
      "  curl -s ftp://ftp.example.org/pub/ | ketch parse-list --json --zone Europe/Berlin"
    })
final class ParseListCommand extends ConsoleCommand {
  @Option(
      names = "--now",
      paramLabel = "INSTANT",
      description = "when it was made, such as 2026-01-31T12:00:00Z; default: now")
  @Nullable String now;

  @Option(names = "--zone", paramLabel = "ZONE", description = "of its times; default: UTC")
  ZoneId zone = ZoneOffset.UTC;

  @Option(
      names = "--dialect",
      paramLabel = "NAME",
      description = "read it as this; default: auto, found by the lines")
  String dialect = "auto";

  @Option(names = "--encoding", paramLabel = "CHARSET", description = "of names that are not UTF-8")
  @Nullable Charset encoding;

  @Option(names = "--json", description = "one JSON object a line")
  boolean json;

  @Parameters(arity = "0..*", paramLabel = "FILE", description = "- or none: standard input")
  List<String> files = List.of("-");

  @Override
  public Integer call() {
    Clock clock = clock();
    Dialect form = dialect();
    Outcome outcome = new Outcome(console);
    for (String file : files) {
      outcome.attempt(() -> show(file, form.parser(clock, zone)));
    }
    return outcome.exitCode();
  }

  private void show(String file, ListingParser parser) throws IOException {
    ListingSummary summary;
    try (InputStream in =
        file.equals("-") ? System.in : Files.newInputStream(LocalPaths.of(file))) {
      NameCodec codec = new NameCodec(StandardCharsets.UTF_8, encoding);
      summary =
          SavedListing.read(
              in,
              codec,
              parser,
              entry ->
                  console.line(
                      json
                          ? Json.entry(entry, entry.name()).toString()
                          : EntryText.detailed(entry, entry.name())));
    } catch (NoSuchFileException e) {
      throw new IOException("there is no file \"" + file + "\"", e);
    }
    Unparsed.show(console, summary, json);
  }

  private Clock clock() {
    if (now == null) {
      return Clock.systemUTC();
    }
    try {
      return Clock.fixed(Instant.parse(now), ZoneOffset.UTC);
    } catch (DateTimeParseException e) {
      throw new UsageException("--now is an instant, such as 2026-01-31T12:00:00Z, not " + now);
    }
  }

  private Dialect dialect() {
    return Dialect.named(dialect)
        .orElseThrow(
            () ->
                new UsageException(
                    "no dialect \""
                        + dialect
                        + "\"; there are "
                        + Arrays.stream(Dialect.values())
                            .map(d -> d.name().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", "))));
  }
}
