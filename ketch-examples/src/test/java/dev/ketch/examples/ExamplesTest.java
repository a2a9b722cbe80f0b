package dev.ketch.examples;

import static dev.ketch.examples.Programs.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs each program of the chapter against a server. */
class ExamplesTest {
  @TempDir Path served;
  @TempDir Path work;
  private EmbeddedServer server;
  private String host = "";

  @BeforeEach
  void start() throws Exception {
    server = new EmbeddedServer(served);
    host = server.host();
    Files.createDirectories(served.resolve("pub/sub"));
    Files.writeString(served.resolve("pub/README"), "one\r\ntwo\r\n");
    Files.writeString(served.resolve("pub/sub/deep"), "deep");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void connect() throws Exception {
    assertThat(run(Connect::main, host)).contains("Welcome: 220").contains("CWD: /");
  }

  @Test
  void downloads() throws Exception {
    run(AsciiDownload::main, host, "pub/README", work.resolve("text").toString());
    assertThat(Files.readString(work.resolve("text"))).isEqualToNormalizingNewlines("one\ntwo\n");
    run(BinaryDownload::main, host, "pub/README", work.resolve("bytes").toString());
    assertThat(work.resolve("bytes")).hasSameBinaryContentAs(served.resolve("pub/README"));
    assertThat(run(ProgressDownload::main, host, "pub/README", work.resolve("again").toString()))
        .contains("Received 10 of 10 bytes (100.0%)");
  }

  @Test
  void uploads() throws Exception {
    Path file = Files.writeString(work.resolve("up"), "upload");
    run(BinaryUpload::main, host, "anonymous", file.toString(), "pub");
    assertThat(served.resolve("pub/up")).hasContent("upload");
    assertThat(run(ProgressUpload::main, host, "anonymous", file.toString(), "pub/sub"))
        .contains("Sent 6 of 6 bytes (100.0%)");
  }

  @Test
  void listings() throws Exception {
    assertThat(run(NameList::main, host, "pub")).isEqualTo("2 entries:\nREADME\nsub\n");
    assertThat(run(DirectoryLines::main, host, "pub")).startsWith("2 entries:").contains("README");
    assertThat(run(DirectoryEntries::main, host, "pub"))
        .contains("README: type FILE")
        .contains("sub: type DIRECTORY");
    assertThat(run(TypesByChanging::main, host, "pub"))
        .contains("README: type -")
        .contains("sub: type d");
  }

  @Test
  void wholeTrees() throws Exception {
    Path target = work.resolve("tree");
    assertThat(run(RecursiveDownload::main, host, "pub", target.toString()))
        .contains("*** Processing directory pub/sub")
        .contains("deep: Received 4 bytes");
    assertThat(target.resolve("sub/deep")).hasContent("deep");
  }

  @Test
  void manipulation() throws Exception {
    assertThat(run(Manipulate::main, host, "anonymous", "made"))
        .contains("Made ")
        .contains("Gone: ");
    assertThat(served.resolve("made")).doesNotExist();
  }

  @Test
  void betweenServers() throws IOException, Exception {
    assertThat(run(BetweenServers::main, host, "pub/README", host, "copy")).contains("Copied");
    assertThat(served.resolve("copy")).hasSameBinaryContentAs(served.resolve("pub/README"));
  }
}
