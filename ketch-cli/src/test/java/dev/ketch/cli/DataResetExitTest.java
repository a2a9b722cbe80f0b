package dev.ketch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ketch.testkit.ScriptedServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A reset data connection is no trouble of this machine, and the mirror tries again. */
class DataResetExitTest {
  @TempDir Path work;

  private static String url(ScriptedServer server, String path) {
    return "ftp://127.0.0.1:" + server.port() + "/" + path;
  }

  @ParameterizedTest
  @CsvSource({"ls,'',A,LIST -a", "cat,a,I,RETR a", "get,a,I,RETR a"})
  void exitTen(String command, String path, String type, String asks) {
    String sized = command.equals("ls") ? "" : "C: SIZE a\nS: 500 no\n";
    String place = command.equals("ls") ? "C: PWD\nS: 257 \"/\"\n" : "";
    try (ScriptedServer server =
        ScriptedServer.play(
                "login\n"
                    + place
                    + ("C: TYPE " + type + "\nS: 200 ok\n" + sized + "passive\nC: " + asks)
                    + "\nS: 150 go\ndata+ x\ndata reset\nS: 226 done\nany")
            .lenient()) {
      Run run = Run.ketch(command, url(server, path));
      assertThat(run.err()).contains("broke during").doesNotContain("null");
      assertThat(run.code()).as(server.received().toString()).isEqualTo(10);
    } finally {
      Path.of("a").toFile().delete();
    }
  }

  @Test
  void aMirrorListsAgain() {
    String begin = "login MLST type*;\nC: CWD /\nS: 250 ok\nC: TYPE A\nS: 200 ok\n";
    String list = "passive\nC: MLSD /\nS: 150 go\n";
    try (ScriptedServer server =
        ScriptedServer.play(
            begin
                + list
                + "data+ type=dir; x\ndata reset\nS: 426 gone\n"
                + list
                + "data> type=cdir; .\\r\\n\nS: 226 ok")) {
      Run run =
          Run.ketch(
              "mirror", "--parallel", "1", url(server, "/"), work.resolve("target").toString());
      assertThat(run.code()).as(run.err()).isZero();
    }
  }
}
