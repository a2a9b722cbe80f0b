package dev.ketch.ftp;

import dev.ketch.ftp.Checksum.Algorithm;
import dev.ketch.ftp.protocol.Command;
import dev.ketch.ftp.protocol.Features;
import dev.ketch.ftp.protocol.FtpReplyException;
import dev.ketch.ftp.protocol.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checksums computed by the server: HASH (draft-bryan-ftp-hash) or the commands that were there
 * before it. Only what FEAT announces is asked: the others have no common syntax.
 */
final class Checksums {
  /** A command and what it computes. */
  private record Way(String verb, Algorithm algorithm) {}

  private static final List<Way> X_COMMANDS =
      List.of(
          new Way("XSHA256", Algorithm.SHA_256),
          new Way("XSHA512", Algorithm.SHA_512),
          new Way("XSHA1", Algorithm.SHA_1),
          new Way("XSHA", Algorithm.SHA_1),
          new Way("XMD5", Algorithm.MD5),
          new Way("XCRC", Algorithm.CRC32));

  private final FtpSession session;
  private @Nullable List<Way> ways;

  Checksums(FtpSession session) {
    this.session = session;
  }

  /** Whether the server says that it computes any. */
  boolean known() {
    Features features = session.features();
    return features.has("HASH") || X_COMMANDS.stream().anyMatch(w -> features.has(w.verb()));
  }

  Optional<Checksum> of(String path) throws IOException {
    List<Way> known = ways();
    while (!known.isEmpty()) {
      Way way = known.get(0);
      Reply reply = session.ask(way.verb(), path);
      if (reply.isCompletion()) {
        Optional<Checksum> found = read(way, reply);
        if (found.isPresent()) {
          return found;
        }
      } else if (reply.code() < 500 || reply.code() > 504) {
        throw new FtpReplyException(Command.of(way.verb(), path), reply);
      }
      known.remove(0); // Announced, but not done, or not in a form that can be read.
    }
    return Optional.empty();
  }

  /** HASH can be told what to compute; what a server would do by itself is often weaker. */
  private boolean prefersSha256(String offered, Algorithm chosen) throws IOException {
    boolean stronger =
        chosen != Algorithm.SHA_256
            && chosen != Algorithm.SHA_512
            && List.of(offered.split("[;,\\s]+", -1)).contains(Algorithm.SHA_256.title);
    return stronger && session.ask("OPTS", "HASH " + Algorithm.SHA_256.title).isCompletion();
  }

  private List<Way> ways() throws IOException {
    List<Way> known = ways;
    if (known == null) {
      known = new ArrayList<>();
      Features features = session.features();
      String offered = features.parameters("HASH");
      Algorithm chosen = chosen(offered);
      if (chosen != null) {
        known.add(new Way("HASH", prefersSha256(offered, chosen) ? Algorithm.SHA_256 : chosen));
      }
      for (Way way : X_COMMANDS) {
        if (features.has(way.verb())) {
          known.add(way);
        }
      }
      ways = known;
    }
    return known;
  }

  /** FEAT shows {@code HASH SHA-1;MD5*}: the star marks what the server uses unless told. */
  private static @Nullable Algorithm chosen(String parameters) {
    for (String word : parameters.split("[;,\\s]+", -1)) {
      if (word.endsWith("*")) {
        return algorithm(word.substring(0, word.length() - 1));
      }
    }
    return null;
  }

  private static @Nullable Algorithm algorithm(String name) {
    String plain = name.toUpperCase(Locale.ROOT).replace("-", "");
    for (Algorithm each : Algorithm.values()) {
      if (each.title.replace("-", "").equals(plain)) {
        return each;
      }
    }
    return null;
  }

  /**
   * The first word of the reply that has the form of the checksum. HASH replies {@code SHA-1 0-9
   * DIGITS NAME}, the others begin with the digits; a name that looks like digits comes last.
   */
  private static Optional<Checksum> read(Way way, Reply reply) {
    Algorithm algorithm = way.algorithm();
    // ProFTPD says first, on lines of their own, what it is about to compute.
    for (String word : reply.lastMessage().strip().split("\\s+", -1)) {
      Algorithm named = algorithm(word);
      if (named != null && way.verb().equals("HASH")) {
        algorithm = named;
      } else if (isHex(word, algorithm)) {
        return Optional.of(new Checksum(algorithm, word));
      }
    }
    return Optional.empty();
  }

  private static boolean isHex(String word, Algorithm algorithm) {
    // Servers print a CRC as a number, without its leading zeros.
    int least = algorithm == Algorithm.CRC32 ? 1 : algorithm.digits;
    return word.length() >= least
        && word.length() <= algorithm.digits
        && word.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128);
  }
}
