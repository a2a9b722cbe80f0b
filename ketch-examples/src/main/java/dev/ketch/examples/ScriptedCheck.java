package dev.ketch.examples;

import dev.ketch.ftp.FtpSession;
import dev.ketch.ftp.protocol.FtpException;
import dev.ketch.testkit.ScriptedServer;
import java.io.InputStream;

/**
 * What a program does if the server cuts a file short, tried out with the testkit. No arguments.
 * The page docs/testkit.md has the same as tests.
 */
public final class ScriptedCheck {
  private ScriptedCheck() {}

  public static void main(String[] args) throws Exception {
    ScriptedServer.play(
            """
            login-any
            C: RETR report
            S: 150 here it comes
            data> hel
            S: 426 out of order
            """)
        .run(
            server -> {
              try (FtpSession ftp = Server.at("127.0.0.1:" + server.port()).connect();
                  InputStream report = ftp.read("report", 0)) {
                report.readAllBytes();
                throw new AssertionError("half a file was taken for a whole one");
              } catch (FtpException e) {
                System.out.println("As it should be: " + e.getMessage());
              }
            });
  }
}
