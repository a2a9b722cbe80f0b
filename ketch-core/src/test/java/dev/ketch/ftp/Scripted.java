package dev.ketch.ftp;

import dev.ketch.ftp.options.Timeouts;
import dev.ketch.testkit.ScriptedServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Sessions with scripted servers. */
public final class Scripted {
  private Scripted() {}

  public static FtpConfig config(ScriptedServer server) {
    return FtpConfig.of("127.0.0.1").toBuilder()
        .port(server.port())
        .timeouts(Timeouts.all(Duration.ofSeconds(10)))
        .build();
  }

  public static FtpSession connect(ScriptedServer server) throws IOException {
    return FtpClient.of(config(server)).connect();
  }

  /** A transcript of the lines given, after a login. */
  public static String afterLogin(String... lines) {
    return "login\n" + String.join("\n", lines);
  }

  /** A server that plays these lines after a login. */
  public static ScriptedServer serve(String... lines) {
    return ScriptedServer.play(afterLogin(lines));
  }

  /** RETR of {@code a} over a passive connection, and then these lines. */
  static String[] retr(String... after) {
    List<String> all = new ArrayList<>(List.of("C: TYPE I", "S: 200 ok", "passive", "C: RETR a"));
    all.addAll(List.of(after));
    return all.toArray(String[]::new);
  }

  /** What the file {@code a} holds. */
  static String read(FtpSession ftp) throws IOException {
    try (InputStream in = ftp.read("a", 0)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
