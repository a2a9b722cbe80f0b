package dev.ketch.ftp;

import dev.ketch.ftp.listing.Completeness;
import dev.ketch.ftp.listing.Completeness.Reason;
import dev.ketch.ftp.listing.FtpEntry;
import dev.ketch.ftp.listing.FtpEntry.Type;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The book's last resort: NLST for the names, CWD to tell which are directories. SIZE and MDTM
 * confirm that the rest are files, and not directories that may not be entered or a complaint of
 * the server's among the names.
 */
final class NameProbes {
  private final FtpSession session;
  private final Listings listings;
  private long unknown;

  NameProbes(FtpSession session, Listings listings) {
    this.session = session;
    this.listings = listings;
  }

  void list(String path, ListingSink sink) throws IOException {
    List<String> lines = new ArrayList<>();
    sink.doubt(listings.namesOrRefusal(path, lines::add));
    for (String line : lines) {
      String name = nameIn(line, path);
      if (name.equals(".") || name.equals("..")) {
        sink.dot(FtpEntry.of(name, Type.DIRECTORY));
      } else if (name.isEmpty()) {
        sink.unparsed(line);
      } else {
        sink.accept(probe(RemoteName.join(path, name), name));
      }
    }
    if (unknown > 0) {
      sink.doubt(
          Completeness.doubtful(
              Reason.UNCONFIRMED_TYPES,
              "the server tells names only, and does not confirm for "
                  + unknown
                  + " of them that they are files"));
    }
  }

  private FtpEntry probe(String path, String name) throws IOException {
    if (session.isDirectory(path)) {
      return FtpEntry.of(name, Type.DIRECTORY);
    }
    OptionalLong size = session.size(path);
    if (size.isEmpty() && session.modified(path).isEmpty()) {
      unknown++;
    }
    return new FtpEntry(name, Type.FILE, size.orElse(-1), null, null, null, null, null, Map.of());
  }

  /**
   * The name in a line of NLST. Some servers put the path before it, and {@code ls -F} a slash
   * behind directories; empty if the path is another one.
   */
  private static String nameIn(String line, String path) {
    String text = line;
    while (text.length() > 1 && text.endsWith("/")) {
      text = text.substring(0, text.length() - 1);
    }
    int slash = text.lastIndexOf('/');
    String name = text.substring(slash + 1);
    return slash < 0 || isSame(text.substring(0, slash), path) ? name : "";
  }

  /** Whether two paths may be one: of a relative one an absolute one has the end. */
  private static boolean isSame(String before, String path) {
    String one = plain(before);
    String two = plain(path);
    if (two.equals("/")) {
      return one.equals("/") || path.isEmpty() && before.startsWith("/");
    }
    return before.equals(".") || one.endsWith(two) || two.endsWith(one);
  }

  /** A path with a slash before each segment, without {@code .}. */
  private static String plain(String path) {
    StringBuilder plain = new StringBuilder();
    for (String segment : path.split("/", -1)) {
      if (!segment.isEmpty() && !segment.equals(".")) {
        plain.append('/').append(segment);
      }
    }
    return plain.isEmpty() ? "/" : plain.toString();
  }
}
