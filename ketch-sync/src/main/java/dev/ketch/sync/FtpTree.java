package dev.ketch.sync;

import dev.ketch.ftp.FtpSession;
import dev.ketch.ftp.Leftovers;
import dev.ketch.ftp.PartNames;
import dev.ketch.ftp.RemoteName;
import dev.ketch.ftp.listing.Completeness;
import dev.ketch.ftp.listing.FtpEntry;
import dev.ketch.ftp.listing.ListingSummary;
import dev.ketch.ftp.listing.RemotePath;
import dev.ketch.ftp.protocol.Command;
import dev.ketch.ftp.protocol.FtpReplyException;
import dev.ketch.ftp.protocol.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** A directory of a server, by its absolute path where the server tells one. */
final class FtpTree implements Tree {
  private static final int MOST_VERSIONS = 99;

  private final String root;

  private FtpTree(String root) {
    this.root = root;
  }

  /**
   * A tree at a path; a relative one begins at the login directory, and stays relative where the
   * server does not say which that is.
   */
  static FtpTree at(FtpSession session, String path) throws IOException {
    String stripped = withoutLastSlashes(path);
    if (stripped.startsWith("/")) {
      return new FtpTree(stripped);
    }
    String home = session.workingDirectory().filter(p -> p.startsWith("/")).orElse("");
    return new FtpTree(stripped.isEmpty() ? home : Tree.join(home, stripped));
  }

  /** A tree that must be there: vsftpd lists a missing directory as an empty one, CWD does not. */
  static FtpTree existing(FtpSession session, String path) throws IOException {
    String stripped = withoutLastSlashes(path);
    if (stripped.isEmpty()) {
      return at(session, stripped);
    }
    try {
      Optional<String> there = session.enter(stripped);
      if (there.isPresent()) {
        return new FtpTree(there.get());
      }
    } catch (FtpReplyException e) {
      throw none(stripped, e);
    }
    if (!session.isDirectory(stripped)) {
      Reply missing = new Reply(550, List.of("550 no such directory"));
      throw none(stripped, new FtpReplyException(Command.of("CWD", stripped), missing));
    }
    return new FtpTree(stripped);
  }

  private static FtpReplyException none(String path, FtpReplyException why) {
    return new FtpReplyException(
        why.command(),
        why.reply(),
        "a mirror's source is a directory, and the server lets us enter none called \""
            + path
            + "\": \""
            + why.reply()
            + "\"");
  }

  /** The path as it was written, but empty where it only says "here" in other ways. */
  private static String withoutLastSlashes(String path) {
    RemotePath parts = RemotePath.of(path);
    if (parts.segments().isEmpty()) {
      return parts.isAbsolute() ? "/" : "";
    }
    String stripped = path;
    while (stripped.endsWith("/")) {
      stripped = stripped.substring(0, stripped.length() - 1);
    }
    return stripped;
  }

  /** The remote path for a relative one. */
  String resolve(String path) {
    if (path.isEmpty()) {
      return root;
    }
    return Tree.join(root, path);
  }

  @Override
  public EntryList list(FtpSession session, String path) throws IOException {
    return read(each -> session.list(resolve(path), each));
  }

  @Override
  public EntryList listSurely(FtpSession session, String path) throws IOException {
    return read(each -> session.listForDeletion(resolve(path), each));
  }

  @Override
  public boolean isThere(FtpSession session) throws IOException {
    return root.isEmpty() || session.isDirectory(root);
  }

  @FunctionalInterface
  private interface Listing {
    ListingSummary read(Consumer<FtpEntry> each) throws IOException;
  }

  private static EntryList read(Listing listing) throws IOException {
    EntryList entries = new EntryList();
    try {
      entries.doubt(listing.read(entry -> add(entries, entry)).completeness());
      return entries;
    } catch (UncheckedIOException e) {
      entries.close();
      throw e.getCause();
    } catch (IOException | RuntimeException e) {
      entries.close();
      throw e;
    }
  }

  /** RFC 3659 section 7.5.2: the same for two names of one directory, and for nothing else. */
  private static long identity(FtpEntry e) {
    String unique = e.isDirectory() ? e.facts().get("unique") : null;
    return unique == null || unique.isEmpty() ? 0 : NameHash.of(unique) | 1;
  }

  private static void add(EntryList entries, FtpEntry e) {
    TreeEntry entry =
        new TreeEntry(
            e.name(),
            e.type(),
            e.size(),
            e.modified(),
            e.target(),
            Permissions.read(e.permissions()),
            identity(e));
    try {
      if (!entries.add(entry)) {
        // A second entry of the same name, first a link and then a directory, is an old attack.
        entries.doubt(
            Completeness.doubtful(
                Completeness.Reason.REPEATED_NAME,
                "the name \"" + e.name() + "\" is listed more than once"));
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void makeDirectory(FtpSession session, String path) throws IOException {
    String full = resolve(path);
    if (path.isEmpty()) {
      session.makeDirectories(full);
      return;
    }
    try {
      session.makeDirectory(full);
    } catch (FtpReplyException e) {
      if (!session.isDirectory(full)) {
        String parent = full.substring(0, Math.max(0, full.lastIndexOf('/')));
        if (e.isPermanent() && path.indexOf('/') > 0 && !session.isDirectory(parent)) {
          session.makeDirectories(full);
        } else {
          makeByRename(session, full, e);
        }
      }
    }
  }

  /**
   * ProFTPD refuses MKD of a name with a {@code *} in it, but lets a directory be renamed to it.
   */
  private static void makeByRename(FtpSession session, String full, FtpReplyException refusal)
      throws IOException {
    if (!refusal.isPermanent() || full.indexOf('*') < 0) {
      throw refusal;
    }
    String plain = full.substring(0, full.lastIndexOf('/') + 1) + PartNames.onServer("directory");
    session.makeDirectory(plain);
    try {
      session.rename(plain, full);
    } catch (FtpReplyException e) {
      session.removeDirectory(plain);
      throw refusal;
    }
  }

  @Override
  public void delete(FtpSession session, String path, TreeEntry entry) throws IOException {
    if (entry.isDirectory()) {
      session.removeTree(resolve(path));
    } else {
      session.delete(resolve(path));
    }
  }

  @Override
  public boolean sweep(FtpSession session, String path) throws IOException {
    return Leftovers.remove(session, resolve(path));
  }

  @Override
  public boolean isPart(String name) {
    return PartNames.isPartOnServer(name);
  }

  @Override
  public boolean isOwnPart(String name) {
    return PartNames.isOfThisMachine(name);
  }

  @Override
  public void discard(FtpSession session, String path, String trash) throws IOException {
    String to = Tree.join(trash, path);
    String parent = to.substring(0, Math.max(0, to.lastIndexOf('/')));
    if (!parent.isEmpty()) {
      session.makeDirectories(parent);
    }
    for (int i = 0; ; i++) {
      String free = i == 0 ? to : to + "~" + i;
      try {
        if (isFree(session, free)) {
          session.rename(resolve(path), free);
          return;
        }
      } catch (FtpReplyException e) {
        if (i >= MOST_VERSIONS) {
          throw e;
        }
      }
      if (i >= MOST_VERSIONS) {
        throw new IOException("the trash holds too many of \"" + path + "\" already");
      }
    }
  }

  /** Whether nothing has this path; what only a listing could tell is looked up there. */
  private static boolean isFree(FtpSession session, String path) throws IOException {
    boolean answers = session.features().has("SIZE") && !session.features().has("MLST");
    return answers
        ? session.size(path).isEmpty() && !session.isDirectory(path)
        : session.stat(path).isEmpty();
  }

  @Override
  public void rename(FtpSession session, String from, String to) throws IOException {
    session.rename(resolve(from), resolve(to));
  }

  @Override
  public OptionalLong size(FtpSession session, String path) throws IOException {
    return session.size(resolve(path));
  }

  @Override
  public void changeMode(FtpSession session, String path, int mode) throws IOException {
    session.changeMode(resolve(path), String.format("%03o", mode));
  }

  @Override
  public boolean foldsCase() {
    return false; // Not to be known without writing; MKD and STOR of the second name would tell.
  }

  @Override
  public String objection(String name) {
    return RemoteName.isOneSegment(name) ? "" : "its name is not one path segment";
  }

  @Override
  public TreeEntry resolve(FtpSession session, String path, TreeEntry link) throws IOException {
    String full = resolve(path);
    if (session.isDirectory(full)) {
      return link.as(FtpEntry.Type.DIRECTORY);
    }
    long size = session.size(full).orElse(-1);
    return size < 0
        ? link
        : new TreeEntry(link.name(), FtpEntry.Type.FILE, size, link.modified(), null, -1);
  }
}
