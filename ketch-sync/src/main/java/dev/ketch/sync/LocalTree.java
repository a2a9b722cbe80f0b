package dev.ketch.sync;

import dev.ketch.ftp.FtpSession;
import dev.ketch.ftp.Leftovers;
import dev.ketch.ftp.PartNames;
import dev.ketch.ftp.RemoteName;
import dev.ketch.ftp.internal.local.LocalPaths;
import dev.ketch.ftp.listing.Completeness;
import dev.ketch.ftp.listing.FtpEntry;
import dev.ketch.ftp.listing.ModifiedTime;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A directory of this machine. Links inside it are never written through. */
final class LocalTree implements Tree {
  private static final String WINDOWS_FORBIDS = "\\:*?\"<>|";

  private final Path root;
  private final boolean isSource;
  private final boolean posix =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  private final Class<? extends BasicFileAttributes> view =
      posix ? PosixFileAttributes.class : BasicFileAttributes.class;
  private final boolean windows = System.getProperty("os.name", "").startsWith("Windows");

  LocalTree(Path root) {
    this(root, false);
  }

  private LocalTree(Path root, boolean isSource) {
    this.root = root;
    this.isSource = isSource;
  }

  /** A tree to read from: each of its directories must be there. */
  static LocalTree source(Path root) {
    return new LocalTree(root, true);
  }

  /** The file for a relative path. */
  Path resolve(String path) {
    return path.isEmpty() ? root : LocalPaths.resolve(root, path);
  }

  @Override
  public EntryList list(@Nullable FtpSession session, String path) throws IOException {
    Path directory = resolve(path);
    requireRealDirectory(directory, path);
    EntryList entries = new EntryList();
    try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
      for (Path child : children) {
        try {
          entries.add(entry(child));
        } catch (NoSuchFileException e) {
          entries.doubt(
              Completeness.doubtful(
                  Completeness.Reason.CONTRADICTED,
                  "\"" + child.getFileName() + "\" went away while the directory was read"));
        }
      }
    } catch (NoSuchFileException e) {
      if (isSource) {
        entries.close();
        throw e; // It went away; that is not the same as empty.
      }
      return entries;
    } catch (DirectoryIteratorException e) {
      entries.close();
      throw e.getCause();
    } catch (IOException | RuntimeException e) {
      entries.close();
      throw e;
    }
    return entries;
  }

  /** A link in the place of a directory could lead out of the tree. */
  private void requireRealDirectory(Path directory, String path) throws IOException {
    if (!path.isEmpty() && Files.isSymbolicLink(directory)) {
      throw new IOException(
          "\""
              + LocalPaths.text(directory)
              + "\" is a link; nothing is read or written through it");
    }
  }

  private TreeEntry entry(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, view, LinkOption.NOFOLLOW_LINKS);
    return new TreeEntry(
        LocalPaths.name(file),
        attributes.isDirectory()
            ? FtpEntry.Type.DIRECTORY
            : attributes.isSymbolicLink()
                ? FtpEntry.Type.SYMLINK
                : attributes.isRegularFile() ? FtpEntry.Type.FILE : FtpEntry.Type.OTHER,
        attributes.size(),
        time(attributes.lastModifiedTime()),
        attributes.isSymbolicLink() ? LocalPaths.text(Files.readSymbolicLink(file)) : null,
        attributes instanceof PosixFileAttributes p ? Permissions.bits(p.permissions()) : -1);
  }

  private static ModifiedTime time(FileTime time) {
    return new ModifiedTime(time.toInstant(), ModifiedTime.Precision.SECOND);
  }

  @Override
  public void makeDirectory(@Nullable FtpSession session, String path) throws IOException {
    Path directory = resolve(path);
    requireRealDirectory(directory, path);
    Files.createDirectories(directory);
  }

  @Override
  public void delete(@Nullable FtpSession session, String path, TreeEntry entry)
      throws IOException {
    Files.walkFileTree(
        resolve(path),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes a) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException e)
              throws IOException {
            if (e != null) {
              throw e;
            }
            Files.delete(dir);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  @Override
  public boolean sweep(@Nullable FtpSession session, String path) throws IOException {
    return Leftovers.remove(resolve(path));
  }

  @Override
  public boolean isPart(String name) {
    return PartNames.isPart(name);
  }

  /** Locks tell who is writing what. */
  @Override
  public boolean isOwnPart(String name) {
    return true;
  }

  @Override
  public void discard(@Nullable FtpSession session, String path, String trash) throws IOException {
    Path to = LocalPaths.resolve(LocalPaths.of(trash), path);
    if (to.toAbsolutePath().normalize().startsWith(root.toAbsolutePath().normalize())) {
      throw new IOException(
          "the trash \"" + trash + "\" is inside the tree; name a directory beside it");
    }
    Path parent = to.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Path free = to;
    for (int i = 1; Files.exists(free, LinkOption.NOFOLLOW_LINKS); i++) {
      free = LocalPaths.sibling(to, LocalPaths.name(to) + "~" + i);
    }
    Files.move(resolve(path), free);
  }

  @Override
  public void rename(@Nullable FtpSession session, String from, String to) throws IOException {
    requireRealDirectory(Objects.requireNonNullElse(resolve(to).getParent(), root), to);
    Files.move(resolve(from), resolve(to));
  }

  @Override
  public OptionalLong size(@Nullable FtpSession session, String path) throws IOException {
    return OptionalLong.of(Files.size(resolve(path)));
  }

  @Override
  public void changeMode(@Nullable FtpSession session, String path, int mode) throws IOException {
    if (posix) {
      Files.setPosixFilePermissions(resolve(path), Permissions.local(mode));
    }
  }

  /** Told without writing anything: whether the root is there under a name in the other case. */
  @Override
  public boolean foldsCase() {
    Path named = root.toAbsolutePath().normalize();
    String name = LocalPaths.name(named);
    String other = name.toUpperCase(Locale.ROOT);
    other = other.equals(name) ? name.toLowerCase(Locale.ROOT) : other;
    try {
      return !other.equals(name) && Files.isSameFile(named, LocalPaths.sibling(named, other));
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public String objection(String name) {
    if (!RemoteName.isOneSegment(name)) {
      return "its name is not one path segment";
    }
    try {
      Path made = LocalPaths.of(name);
      if (made.isAbsolute() || made.getNameCount() != 1) {
        return "its name is not one path segment here";
      }
    } catch (InvalidPathException e) {
      return "this machine cannot hold its name: " + e.getReason();
    }
    return windows && hasForbidden(name) ? "Windows does not allow its name" : "";
  }

  private static boolean hasForbidden(String name) {
    return name.endsWith(".")
        || name.endsWith(" ")
        || name.chars().anyMatch(c -> c < 0x20 || WINDOWS_FORBIDS.indexOf(c) >= 0);
  }

  @Override
  public TreeEntry resolve(@Nullable FtpSession session, String path, TreeEntry link)
      throws IOException {
    Path file = resolve(path);
    return Files.isDirectory(file)
        ? link.as(FtpEntry.Type.DIRECTORY)
        : Files.isRegularFile(file)
            ? new TreeEntry(
                link.name(),
                FtpEntry.Type.FILE,
                Files.size(file),
                time(Files.getLastModifiedTime(file)),
                null,
                -1)
            : link;
  }
}
