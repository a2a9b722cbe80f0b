package dev.ketch.ftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every row of docs/ftplib.md names a test, and every test that it names exists. */
class FtplibTableTest {
  private static final Path ROOT = Path.of("..");
  private static final Map<String, String> SHORT =
      Map.of(
          "S", "FtplibSessionTest",
          "D", "FtplibTransferTest",
          "F", "FtplibFilesTest",
          "C", "CommandsTest",
          "X", "ExitCodesTest",
          "N", "NetrcTest",
          "T", "TlsTest",
          "U", "FtpUrlTest");

  @Test
  void rowsNameTestsThatExist() throws IOException {
    List<String> rows =
        Files.readAllLines(ROOT.resolve("docs/ftplib.md")).stream()
            .filter(l -> l.startsWith("| ") && !l.endsWith("| test |"))
            .toList();
    assertThat(rows).hasSizeGreaterThan(50);
    for (String row : rows) {
      String cell = row.substring(row.lastIndexOf('|', row.length() - 2) + 1).replace("|", "");
      String[] test = cell.strip().split("\\.");
      assertThat(test).as(row).hasSize(2);
      String name = SHORT.getOrDefault(test[0], test[0]);
      assertThat(source(name)).as(row).contains("void " + test[1] + "(");
    }
  }

  private static String source(String name) throws IOException {
    try (Stream<Path> files = Files.walk(ROOT, 12)) {
      Path found =
          files
              .filter(f -> f.endsWith(name + ".java") && !f.toString().contains("target"))
              .findFirst()
              .orElseThrow(() -> new AssertionError("there is no " + name));
      return Files.readString(found);
    }
  }
}
