package dev.ketch.cli;

import dev.ketch.ftp.FtpSession;
import dev.ketch.ftp.RemoteName;
import dev.ketch.ftp.listing.FtpEntry;
import dev.ketch.ftp.listing.ListingSummary;
import dev.ketch.ftp.protocol.FtpReplyException;
import dev.ketch.ftp.url.FtpUrl;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "ls",
    description = "Lists directories.",
    footer = {
      "",
      "Examples:",
      "  ketch ls ftp://ftp.example.org/pub/",
      "  ketch ls -lR --json ftp://ftp.example.org/pub/ > tree.jsonl"
    })
final class LsCommand extends BaseCommand {
  @Option(names = "-l", description = "with type, size, time and owner")
  boolean detailed;

  @Option(names = "-a", description = "with names that begin with a dot")
  boolean all;

  @Option(names = "-R", description = "with everything below")
  boolean recursive;

  @Option(names = "--json", description = "one JSON object a line")
  boolean json;

  @Parameters(arity = "1..*", paramLabel = "URL")
  List<String> urls = List.of();

  private long listed;
  private Gaps gaps = new Gaps(console);

  @Override
  public Integer call() {
    return forEach(urls, this::list);
  }

  @Override
  String left() {
    return "the list is not complete";
  }

  private void list(FtpSession session, FtpUrl url) throws IOException {
    String path = url.path();
    listed = 0;
    gaps = new Gaps(console);
    try {
      if (enters(session, path)) {
        // Without an absolute path the way down is relative to where the session is now.
        String here = session.workingDirectory().filter(p -> p.startsWith("/")).orElse(".");
        walk(session, here, path, 0);
        gaps.check(listed > 0);
      }
    } finally {
      if (!path.isEmpty() && urls.size() > 1) {
        closeSession(); // The next relative URL begins at the login directory again.
      }
    }
  }

  /** Changes to the directory; false if it is a file, which is shown. */
  private boolean enters(FtpSession session, String path) throws IOException {
    if (!path.isEmpty()) {
      try {
        // CWD tells what LIST hides: vsftpd lists a missing directory as an empty one.
        session.changeDirectory(path);
      } catch (FtpReplyException e) {
        FtpEntry file = session.stat(path).filter(f -> !f.isDirectory()).orElseThrow(() -> e);
        print(file, path);
        return false;
      }
    }
    return true;
  }

  private void walk(FtpSession session, String absolute, String shown, int depth)
      throws IOException {
    List<FtpEntry> entries = new ArrayList<>();
    Set<String> below = new LinkedHashSet<>();
    // People want order; for programs a million entries pass without being held.
    ListingSummary summary =
        session.list(
            depth == 0 ? "" : absolute,
            entry -> {
              if (!all && entry.name().startsWith(".")) {
                return;
              }
              if (json) {
                print(entry, join(shown, entry.name()));
              } else {
                entries.add(entry);
              }
              if (recursive && entry.isDirectory() && RemoteName.isOneSegment(entry.name())) {
                below.add(entry.name());
              }
            });
    Unparsed.show(console, summary, json);
    listed += summary.entries();
    gaps.saw(shown, summary.completeness());
    entries.sort(Comparator.comparing(FtpEntry::name));
    for (FtpEntry entry : entries) {
      print(entry, join(shown, entry.name()));
      if (below.remove(entry.name())) {
        descend(session, absolute, shown, entry.name(), depth);
      }
    }
    for (String name : below) {
      descend(session, absolute, shown, name, depth);
    }
  }

  private void descend(FtpSession session, String absolute, String shown, String name, int depth)
      throws IOException {
    if (depth > 500) {
      throw new IOException("the tree is deeper than 500 directories at " + absolute);
    }
    walk(session, join(absolute, name), join(shown, name), depth + 1);
  }

  private void print(FtpEntry entry, String path) {
    console.requireReader();
    if (json) {
      console.line(Json.entry(entry, path).toString());
    } else if (detailed) {
      console.line(EntryText.detailed(entry, recursive ? path : entry.name()));
    } else {
      console.line(Escape.text(recursive ? path : entry.name()));
    }
  }
}
