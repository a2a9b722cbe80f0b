package dev.ketch.ftp.listing;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a directory, as far as the server told.
 *
 * @param name the name; bytes outside the session's charset are kept as {@link
 *     dev.ketch.ftp.protocol.NameCodec} says, so the name can be sent back as it is
 * @param type what it is
 * @param size bytes, or -1 where the server did not tell
 * @param modified when it was last changed, or null
 * @param permissions as listed, such as {@code rw-r--r--} or {@code 0644}, or null
 * @param owner the owner, or null
 * @param group the group, or null
 * @param target where a symbolic link points, or null
 * @param facts every MLSx fact, names in lower case (RFC 3659 section 7.5); empty for other
 *     listings
 */
public record FtpEntry(
    String name,
    Type type,
    long size,
    @Nullable ModifiedTime modified,
    @Nullable String permissions,
    @Nullable String owner,
    @Nullable String group,
    @Nullable String target,
    Map<String, String> facts) {
  /** What an entry is. */
  public enum Type {
    /** A file. */
    FILE,
    /** A directory. */
    DIRECTORY,
    /** A symbolic link. */
    SYMLINK,
    /** A device, a socket, or what the server did not name. */
    OTHER
  }

  /** Copies the facts. */
  public FtpEntry {
    facts = facts instanceof FactMap ? facts : Map.copyOf(facts);
  }

  /** An entry of which only the name and the type are known. */
  public static FtpEntry of(String name, Type type) {
    return new FtpEntry(name, type, -1, null, null, null, null, null, Map.of());
  }

  /** An entry of a system that tells neither owners nor permissions. */
  static FtpEntry of(String name, Type type, long size, @Nullable ModifiedTime modified) {
    return new FtpEntry(name, type, size, modified, null, null, null, null, Map.of());
  }

  /** Whether it is a directory. */
  public boolean isDirectory() {
    return type == Type.DIRECTORY;
  }

  /** Whether it is a plain file. */
  public boolean isFile() {
    return type == Type.FILE;
  }

  /** The same entry with another time. */
  public FtpEntry withModified(@Nullable ModifiedTime other) {
    return new FtpEntry(name, type, size, other, permissions, owner, group, target, facts);
  }

  /** The same entry under another name. */
  public FtpEntry withName(String other) {
    return new FtpEntry(other, type, size, modified, permissions, owner, group, target, facts);
  }
}
