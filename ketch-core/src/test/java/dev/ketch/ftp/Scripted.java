package dev.ketch.ftp;

import dev.ketch.ftp.options.Timeouts;
import dev.ketch.testkit.ScriptedServer;
import java.io.IOException;
import java.time.Duration;

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
}
