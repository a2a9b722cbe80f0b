package dev.ketch.ftp.internal.net;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** PEM files (RFC 7468): labelled blocks of base64 between lines of any text. */
final class Pem {
  private Pem() {}

  /**
   * One block.
   *
   * @param label what stands behind BEGIN, such as {@code PRIVATE KEY}
   * @param bytes the content
   */
  record Block(String label, byte[] bytes) {}

  /** All blocks of a file, in order. */
  static List<Block> read(Path file) throws IOException {
    List<Block> blocks = new ArrayList<>();
    StringBuilder base64 = null;
    String label = "";
    for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
      String text = line.strip();
      if (text.startsWith("-----BEGIN ") && text.endsWith("-----")) {
        label = text.substring(11, text.length() - 5);
        base64 = new StringBuilder();
      } else if (text.startsWith("-----END ") && base64 != null) {
        blocks.add(new Block(label, decode(base64, file, label)));
        base64 = null;
      } else if (base64 != null && text.indexOf(':') < 0) {
        base64.append(text); // Lines with a colon are headers of old encrypted keys.
      }
    }
    return blocks;
  }

  /** The blocks with a label, one behind the other, as a CertificateFactory takes them. */
  static InputStream only(Path file, String label) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Block block : read(file)) {
      if (block.label().equals(label)) {
        text.append("-----BEGIN ").append(label).append("-----\n");
        text.append(Base64.getMimeEncoder().encodeToString(block.bytes()));
        text.append("\n-----END ").append(label).append("-----\n");
      }
    }
    return new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.ISO_8859_1));
  }

  private static byte[] decode(StringBuilder base64, Path file, String label) throws IOException {
    try {
      return Base64.getDecoder().decode(base64.toString());
    } catch (IllegalArgumentException e) {
      throw new IOException("the " + label + " in \"" + file + "\" is damaged", e);
    }
  }
}
