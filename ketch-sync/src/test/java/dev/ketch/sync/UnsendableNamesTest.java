package dev.ketch.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ketch.ftp.FtpClient;
import dev.ketch.ftp.FtpConfig;
import dev.ketch.ftp.options.Timeouts;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Local names that the server's charset does not have: each fails for itself. */
@Timeout(60) // A run that hung was one of the faults.
class UnsendableNamesTest {
  @TempDir Path work;
  private final List<String> errors = new ArrayList<>();

  private SyncReport upload(int port, Charset charset) throws IOException {
    FtpConfig config =
        FtpConfig.of("127.0.0.1").toBuilder()
            .port(port)
            .charset(charset)
            .timeouts(Timeouts.all(Duration.ofSeconds(20)))
            .build();
    return Mirror.of(FtpClient.of(config))
        .withRules(SyncRules.DEFAULT.withDelete(true, -1))
        .withListener(
            new SyncListener() {
              @Override
              public void event(SyncEvent event) {
                if (event.kind() == SyncEvent.Kind.ERROR) {
                  errors.add(event.path() + ": " + event.reason());
                }
              }
            })
        .upload(work.resolve("here"), "/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"日本", "日本/inside"})
  void itFailsTheOthersArriveAndNothingIsDeleted(String name) throws IOException {
    Path site = Files.createDirectory(work.resolve("site"));
    Files.writeString(site.resolve("old"), "x");
    for (String file : List.of("a", "b", name, "z")) {
      Path path = work.resolve("here").resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, file);
    }
    try (EmbeddedFtp server = new EmbeddedFtp(site)) {
      SyncReport report = upload(server.port(), StandardCharsets.ISO_8859_1);
      assertThat(report.isComplete()).isFalse();
      assertThat(report.stoppedBy()).isNull();
      assertThat(report.failed()).isEqualTo(2); // And that nothing was deleted.
    }
    assertThat(errors.get(0)).startsWith("日本: ").contains("cannot be sent in ISO-8859-1");
    assertThat(site.toFile().list()).contains("a", "b", "z", "old");
  }
}
