package dev.ketch.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ketch.ftp.FtpClient;
import dev.ketch.ftp.FtpConfig;
import dev.ketch.ftp.FtpSession;
import dev.ketch.ftp.options.DataMode;
import dev.ketch.ftp.options.TlsPolicy;
import dev.ketch.ftp.protocol.FtpClosedException;
import dev.ketch.testkit.ScriptedServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.commons.net.ftp.FTPClient;
import org.apache.commons.net.ftp.FTPSClient;
import org.apache.commons.net.util.TrustManagerUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The example of {@link ScriptedServer}, with two clients that have nothing in common. */
class TestkitClientsTest {
  /** A way to fetch a file. */
  record Fetch(String name, Body body) {
    interface Body {
      String fetch(int port, String file) throws IOException;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Fetch> clients() {
    return Stream.of(
        new Fetch("Ketch", (port, file) -> ketch(port, DataMode.PASSIVE, TlsPolicy.NONE, file)),
        new Fetch(
            "Ketch, active", (port, file) -> ketch(port, DataMode.ACTIVE, TlsPolicy.NONE, file)),
        new Fetch("Commons Net", (port, file) -> commons(new FTPClient(), port, c -> {}, file)),
        new Fetch(
            "Commons Net, passive",
            (port, file) -> commons(new FTPClient(), port, FTPClient::enterLocalPassiveMode, file)),
        new Fetch(
            "Commons Net, all it can ask for",
            (port, file) -> {
              FTPClient client = new FTPClient();
              client.setAutodetectUTF8(true);
              client.setUseEPSVwithIPv4(true);
              return commons(client, port, TestkitClientsTest::curious, file);
            }));
  }

  private static void curious(FTPClient client) {
    try {
      client.enterLocalPassiveMode();
      client.setFileType(org.apache.commons.net.ftp.FTP.BINARY_FILE_TYPE);
      assertThat(client.getSystemType()).isEqualTo("UNIX Type: L8");
      assertThat(client.printWorkingDirectory()).isEqualTo("/");
      assertThat(client.sendNoOp()).isTrue();
      assertThat(client.getSize("a")).isNull();
      assertThat(client.getModificationTime("a")).isNull();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String ketch(int port, DataMode mode, TlsPolicy tls, String file)
      throws IOException {
    FtpConfig config =
        FtpConfig.of("127.0.0.1").toBuilder().port(port).dataMode(mode).tls(tls).build();
    try (FtpSession ftp = FtpClient.of(config).connect();
        InputStream in = ftp.read(file, 0)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String commons(FTPClient client, int port, Consumer<FTPClient> after, String file)
      throws IOException {
    client.connect("127.0.0.1", port);
    try {
      assertThat(client.login("joe", "secret")).isTrue();
      after.accept(client);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      assertThat(client.retrieveFile(file, out)).isTrue();
      client.logout();
      return out.toString(StandardCharsets.UTF_8);
    } finally {
      client.disconnect();
    }
  }

  /** The transcript as the Javadoc has it. */
  private static String documented() throws IOException {
    String source =
        Files.readString(
            Path.of("../ketch-testkit/src/main/java/dev/ketch/testkit/ScriptedServer.java"));
    String from = source.substring(source.indexOf("ScriptedServer.play(\"\"\"\n") + 24);
    return from.substring(0, from.indexOf("\"\"\""))
        .replaceAll("(?m)^ *\\* *", "")
        .replace("\\\\", "\\");
  }

  @ParameterizedTest
  @MethodSource("clients")
  void theDocumentedExampleWorks(Fetch client) throws Exception {
    ScriptedServer.play(documented())
        .run(server -> assertThat(client.body().fetch(server.port(), "a")).isEqualTo("hello"));
  }

  @ParameterizedTest
  @MethodSource("clients")
  void aFailedExpectationIsWhatTheTestSees(Fetch client) throws Exception {
    ScriptedServer server = ScriptedServer.play(documented());
    assertThatThrownBy(() -> server.run(s -> client.body().fetch(s.port(), "b")))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("line 2 of the transcript: expected \"RETR a\", got \"RETR b\"");
  }

  @Test
  void withoutRunTheClientsExceptionShowsIt() throws Exception {
    assertThatThrownBy(
            () -> {
              try (ScriptedServer server = ScriptedServer.play(documented())) {
                ketch(server.port(), DataMode.PASSIVE, TlsPolicy.NONE, "b");
              }
            })
        .isInstanceOf(FtpClosedException.class)
        .hasMessageContaining("line 2 of the transcript: expected \"RETR a\", got \"RETR b\"");
  }

  @Test
  void theLoginProtectsData() throws Exception {
    String transcript = documented().replace("login-any", "login-any tls selfsigned");
    TlsPolicy tls =
        TlsPolicy.EXPLICIT.withTrust(new TlsPolicy.Trust(null, java.util.List.of(), true));
    ScriptedServer.play(transcript)
        .run(s -> assertThat(ketch(s.port(), DataMode.PASSIVE, tls, "a")).isEqualTo("hello"));
    ScriptedServer.play(transcript)
        .run(
            s -> {
              FTPSClient client = new FTPSClient();
              client.setTrustManager(TrustManagerUtils.getAcceptAllTrustManager());
              assertThat(commons(client, s.port(), TestkitClientsTest::protect, "a"))
                  .isEqualTo("hello");
              assertThat(s.received()).contains("AUTH TLS", "PROT P");
            });
  }

  private static void protect(FTPClient client) {
    try {
      client.enterLocalPassiveMode();
      ((FTPSClient) client).execPBSZ(0);
      ((FTPSClient) client).execPROT("P");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
