package dev.ketch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ketch parse-list}. */
class ParseListTest {
  @TempDir Path work;

  private static final String LISTING =
      "total 2\r\n"
          + "-rw-r--r-- 1 ann staff 5 Feb 28 11:48 young\r\n"
          + "drwxr-xr-x 2 ann staff 0 Jan 12  2003 old\r\n"
          + "what is \u001b[31mthis\r\n";

  private String file() throws IOException {
    return Files.writeString(work.resolve("list"), LISTING).toString();
  }

  @Test
  void showsEntriesAndWhatCannotBeRead() throws IOException {
    Run run = Run.ketch("parse-list", "--now", "2026-03-01T12:00:00Z", file());
    assertThat(run.code()).isZero();
    assertThat(run.out().lines())
        .containsExactly(
            "-rw-r--r-- ann                 5 2026-02-28 11:48 young",
            "drwxr-xr-x ann                 0 2003-01-12       old");
    assertThat(run.err()).contains("could not be read: what is").doesNotContain("\u001b");
  }

  @Test
  void jsonTellsPrecisionAndUnparsedLines() throws IOException {
    Run run =
        Run.ketch(
            "parse-list",
            "--json",
            "--now",
            "2026-03-01T12:00:00Z",
            "--zone",
            "Europe/Berlin",
            "--dialect",
            "unix",
            file());
    assertThat(run.out())
        .contains("\"modified\":\"2026-02-28T10:48:00Z\",\"precision\":\"minute\"")
        .contains("\"type\":\"directory\"")
        .contains("\"precision\":\"day\"")
        .contains("{\"unparsed\":\"what is \\u001B[31mthis\"}");
  }

  @Test
  void mistakesAreToldInASentence() throws IOException {
    assertThat(Run.ketch("parse-list", "--dialect", "klingon", file()).code()).isEqualTo(2);
    assertThat(Run.ketch("parse-list", "--now", "yesterday", file()).code()).isEqualTo(2);
    Run missing = Run.ketch("parse-list", work.resolve("none").toString());
    assertThat(missing.code()).isEqualTo(9);
    assertThat(missing.err()).contains("there is no file");
  }

  /** A million entries in a heap of 64 MiB, so none of them is held. */
  @Test
  void aMillionEntriesPassInASmallHeap() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.ketch.cli.Main",
                "parse-list",
                "--json")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Thread writer =
        new Thread(
            () -> {
              try (BufferedWriter out =
                  new BufferedWriter(process.outputWriter(StandardCharsets.UTF_8))) {
                for (int i = 0; i < 1_000_000; i++) {
                  out.write("-rw-r--r--   1 ann      staff        " + i);
                  out.write(" Jan 12  2003 file-" + i + ".txt\r\n");
                }
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
    writer.start();
    long lines = 0;
    String last = "";
    try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8)) {
      String line;
      while ((line = in.readLine()) != null) {
        lines++;
        last = line;
      }
    }
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    assertThat(lines).isEqualTo(1_000_000);
    assertThat(last).contains("file-999999.txt");
  }
}
