package dev.ketch.ftp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.zip.CRC32;

/**
 * What a file's bytes come to by an algorithm.
 *
 * @param algorithm which
 * @param hex lower-case hexadecimal digits, as many as the algorithm has
 */
public record Checksum(Algorithm algorithm, String hex) {
  /** The algorithms that servers know, the most trusted first. */
  public enum Algorithm {
    /** SHA-512. */
    SHA_512("SHA-512", 128),
    /** SHA-256. */
    SHA_256("SHA-256", 64),
    /** SHA-1. */
    SHA_1("SHA-1", 40),
    /** MD5. */
    MD5("MD5", 32),
    /** CRC-32. */
    CRC32("CRC32", 8);

    /** The name that HASH uses. */
    final String title;

    final int digits;

    Algorithm(String title, int digits) {
      this.title = title;
      this.digits = digits;
    }
  }

  /** Lower-cases the digits, and puts back the zeros that some servers leave out in front. */
  public Checksum {
    hex = "0".repeat(Math.max(0, algorithm.digits - hex.length())) + hex.toLowerCase(Locale.ROOT);
  }

  /** Computes the checksum of a file here. */
  public static Checksum of(Path file, Algorithm algorithm) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return of(channel, algorithm);
    }
  }

  /** Computes the checksum of a file from its first byte, wherever its channel stands. */
  static Checksum of(FileChannel channel, Algorithm algorithm) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(256 << 10);
    MessageDigest digest = algorithm == Algorithm.CRC32 ? null : digest(algorithm);
    CRC32 crc = new CRC32();
    long at = 0;
    int count;
    while ((count = channel.read(buffer.clear(), at)) >= 0) {
      at += count;
      buffer.flip();
      if (digest == null) {
        crc.update(buffer);
      } else {
        digest.update(buffer);
      }
    }
    return new Checksum(
        algorithm,
        digest == null
            ? Long.toHexString(crc.getValue())
            : HexFormat.of().formatHex(digest.digest()));
  }

  private static MessageDigest digest(Algorithm algorithm) {
    try {
      return MessageDigest.getInstance(algorithm.title);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has " + algorithm.title, e);
    }
  }

  @Override
  public String toString() {
    return algorithm.title + " " + hex;
  }
}
