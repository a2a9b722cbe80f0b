package dev.ketch.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ketch.ftp.FtpSession;
import dev.ketch.ftp.TransferOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every command of an upload refused with every code, on servers of both kinds, with and without a
 * file there already: an upload ends whole under its name or in a sentence, never partial.
 */
class DropBoxMatrixTest {
  private static final int[] CODES = {425, 450, 452, 500, 530, 550, 552, 553};

  /** What is refused, in the words of {@link #refuses}. */
  private static final List<String> REFUSALS =
      List.of(
          "STOR .",
          "STOR part",
          "STOR part,STOR final",
          "STOR final",
          "RNFR",
          "RNTO",
          "RNFR,DELE",
          "RNTO,DELE",
          "RNTO,STOR final",
          "RNTO,DELE,STOR final",
          "RNFR,SIZE",
          "STOR .,RNFR,DELE",
          "STOR .,RNTO,DELE,SIZE",
          "SIZE",
          "SIZE,DELE",
          "stored part",
          "stored final,RNFR",
          "stored final,RNFR,DELE");

  private static final String OLD = "old";
  private static final String NEW = "newer content";

  @TempDir Path work;

  private static boolean refuses(String refusal, String verb, String name) {
    for (String each : refusal.split(",", -1)) {
      String[] words = each.split(" ", -1);
      boolean part = name.endsWith(".ketch-part");
      boolean fits =
          words.length == 1
              || words[1].equals(".") && name.startsWith(".")
              || words[1].equals("part") && part
              || words[1].equals("final") && !part;
      if (words[0].equals(verb) && fits) {
        return true;
      }
    }
    return false;
  }

  @ParameterizedTest
  @ValueSource(strings = {"welcome", "(vsFTPd 3.0.3)", "Welcome to Pure-FTPd"})
  void everyRefusalEndsWholeOrInASentence(String greeting) throws IOException {
    List<String> wrong = new ArrayList<>();
    int whole = 0;
    for (String refusal : REFUSALS) {
      for (int code : CODES) {
        for (boolean old : new boolean[] {false, true}) {
          String found = upload(greeting, refusal, code, old);
          whole += found.isEmpty() ? 1 : 0;
          if (found.startsWith("!")) {
            wrong.add(refusal + " " + code + (old ? " old" : "") + ": " + found);
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(whole).isGreaterThan(100);
  }

  /** Three files by one client: how it ended, with a ! if that must not be. */
  private String upload(String greeting, String refusal, int code, boolean old) throws IOException {
    DropBox.Rule rule = (verb, name) -> refuses(refusal, verb, name) ? code + " may not be" : null;
    StringBuilder ends = new StringBuilder();
    try (DropBox box = new DropBox(greeting, rule)) {
      List<String> names = List.of("a", "b", "c");
      if (old) {
        names.forEach(name -> box.files.put(name, OLD.getBytes(StandardCharsets.UTF_8)));
      }
      FtpSession ftp = box.client().connect();
      try {
        for (String name : names) {
          ftp = ftp.isOpen() ? ftp : box.client().connect();
          try {
            send(ftp, name, code % 2 == 0);
            ends.append(box.files.containsKey(name) && box.text(name).equals(NEW) ? "" : "!lie ");
          } catch (IOException e) {
            ends.append(unwanted(e, box, name, refusal)).append(e.getMessage()).append(' ');
          }
        }
      } finally {
        ftp.close();
      }
      boolean renaming = refusal.contains("RN") && code >= 500;
      if (renaming && box.leftovers().size() > 1) {
        ends.append("!leftovers ").append(box.leftovers());
      }
    }
    return ends.indexOf("!") >= 0 ? "!" + ends : ends.toString();
  }

  private void send(FtpSession ftp, String name, boolean stream) throws IOException {
    if (stream) {
      byte[] bytes = NEW.getBytes(StandardCharsets.UTF_8);
      ftp.upload(new ByteArrayInputStream(bytes), name, TransferOptions.DEFAULT);
    } else {
      ftp.upload(Files.writeString(work.resolve(name), NEW), name);
    }
  }

  /** A failure says what and why, and leaves the name as it was, or whole, or somewhere whole. */
  private static String unwanted(IOException e, DropBox box, String name, String refusal) {
    String message = String.valueOf(e.getMessage());
    if (!message.contains("may not be") || message.contains("Exception")) {
      return "!says nothing: ";
    }
    byte[] there = box.files.get(name);
    String text = there == null ? OLD : box.text(name);
    boolean untouched = text.equals(OLD) || text.equals(NEW);
    boolean keptAsPart = box.leftovers().stream().anyMatch(part -> box.text(part).equals(NEW));
    // Straight to its name, a file that the server breaks off and lets nobody delete is partial.
    boolean cutInPlace = refusal.equals("stored final,RNFR,DELE");
    boolean lost = there == null && refusal.contains("old") && !keptAsPart;
    return lost || !untouched && !cutInPlace ? "!partial " + text + ": " : "";
  }

  @Test
  void theRefusalsAreReadAsTheyAreWritten() {
    assertThat(refuses("STOR .,RNFR", "STOR", ".a")).isTrue();
    assertThat(refuses("STOR .,RNFR", "STOR", "a")).isFalse();
    assertThat(refuses("STOR final", "STOR", "a")).isTrue();
    assertThat(refuses("STOR final", "STOR", ".a.ketch-part")).isFalse();
  }
}
