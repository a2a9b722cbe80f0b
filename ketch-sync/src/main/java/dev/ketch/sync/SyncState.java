package dev.ketch.sync;

import dev.ketch.ftp.Checksum;
import dev.ketch.ftp.UserState;
import dev.ketch.ftp.internal.local.LocalPaths;
import dev.ketch.ftp.listing.ModifiedTime;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/**
 * What is known of files from earlier runs, in a file of its own. It is written as the run goes, so
 * that one that is killed has lost a second's notes at most, and never sound without reason.
 */
final class SyncState implements Closeable {
  /**
   * A file as it was when both sides were the same.
   *
   * @param size bytes on the server
   * @param modified its time as the server listed it, or null while it has not been listed
   * @param hash SHA-256 of the bytes here
   */
  record Note(long size, @Nullable ModifiedTime modified, String hash) {
    /** Whether the server still lists the file as it was. */
    boolean isOf(TreeEntry remote) {
      ModifiedTime now = remote.modified();
      boolean sameTime = modified == null || now == null || modified.agreesWith(now);
      return size == remote.size() && sameTime;
    }

    private String write() {
      String time = modified == null ? "-" : modified.instant() + "/" + modified.precision().name();
      return size + " " + time + " " + hash;
    }

    private static Note read(String text) {
      String[] words = text.split(" ", -1);
      int slash = words[1].indexOf('/');
      ModifiedTime time =
          slash < 0
              ? null
              : new ModifiedTime(
                  Instant.parse(words[1].substring(0, slash)),
                  ModifiedTime.Precision.valueOf(words[1].substring(slash + 1)));
      return new Note(Long.parseLong(words[0]), time, words[2]);
    }
  }

  private final @Nullable MVStore store;
  private final Map<String, String> notes;

  private SyncState(@Nullable MVStore store, Map<String, String> notes) {
    this.store = store;
    this.notes = notes;
  }

  /** Opens it; for a dry run what is there is read and nothing is written. */
  static SyncState open(Path file, boolean readOnly) throws IOException {
    if (readOnly && Files.notExists(file)) {
      return new SyncState(null, new ConcurrentHashMap<>());
    }
    Path parent = file.toAbsolutePath().getParent();
    if (parent != null && !readOnly) {
      Files.createDirectories(parent);
    }
    try {
      MVStore.Builder builder = new MVStore.Builder().fileName(file.toString());
      MVStore store = (readOnly ? builder.readOnly() : builder).open();
      Map<String, String> notes = store.openMap("notes");
      return new SyncState(store, readOnly ? new ConcurrentHashMap<>(notes) : notes);
    } catch (MVStoreException e) {
      throw new IOException(
          "cannot use the notes in \""
              + file
              + "\" ("
              + e.getMessage()
              + "); is another run using them? If not, remove the file: sizes and times decide then",
          e);
    }
  }

  /** A file in the user's state directory, one for each route. */
  static Path usualPlace(String route) {
    return UserState.directory().resolve(digest(route) + ".state");
  }

  private static String digest(String text) {
    try {
      // UTF-8 has no bytes for names that are no UTF-8; each of them would look the same.
      byte[] bytes =
          text.getBytes(
              LocalPaths.hasStrayBytes(text) ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_8);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest, 0, 10);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has " + Checksum.Algorithm.SHA_256, e);
    }
  }

  @Nullable Note find(String path) {
    String text = notes.get(path);
    try {
      return text == null ? null : Note.read(text);
    } catch (RuntimeException e) {
      return null; // Not written by this version: as if it were not there.
    }
  }

  void keep(String path, Note note) {
    notes.put(path, note.write());
  }

  @Override
  public void close() {
    if (store != null) {
      store.close();
    }
  }
}
