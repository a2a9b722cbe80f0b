package dev.ketch.examples;

import static dev.ketch.examples.Programs.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ketch.ftp.protocol.FtpReplyException;
import dev.ketch.testkit.ScriptedServer;
import dev.ketch.testkit.TestCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs each program that is not of the chapter, against servers that make it do its job. */
class JobsTest {
  private static final String TWENTY = "0123456789abcdefghij";

  /** Ten bytes of twenty, then a broken line. */
  private static final String HALF =
      """
      login-any
      answer SIZE 213 20
      C: RETR report
      S: 150 here it comes
      data+ 0123456789
      data reset
      close
      """;

  @TempDir Path served;
  @TempDir Path work;

  private static String host(ScriptedServer server) {
    return "127.0.0.1:" + server.port();
  }

  private String local() {
    return work.resolve("report").toString();
  }

  private List<String> left() throws IOException {
    try (Stream<Path> files = Files.list(work)) {
      return files.map(f -> f.getFileName().toString()).toList();
    }
  }

  @Test
  void clientCertificates() throws Exception {
    String authority = TestCertificates.copy("ca.pem", served).toString();
    String identity = TestCertificates.copy("client.pem", served).toString();
    String transcript =
        "login-any tls server client\nC: RETR report\nS: 150 go\ndata> hello\nS: 226 done";
    ScriptedServer.play(transcript)
        .run(
            s -> {
              run(ClientCertificate::main, host(s), "report", local(), authority, identity);
              assertThat(s.received()).contains("PROT P");
            });
    assertThat(work.resolve("report")).hasContent("hello");
  }

  @Test
  void manyFiles() throws Exception {
    List<String> names = new ArrayList<>();
    Files.createDirectories(served.resolve("pub/sub"));
    for (int i = 10; i < 30; i++) {
      names.add("file" + i);
      Files.writeString(served.resolve("pub/file" + i), "content " + i);
    }
    try (EmbeddedServer server = new EmbeddedServer(served)) {
      String out = run(ManyFiles::main, server.host(), "pub", work.toString(), "3");
      assertThat(out.lines()).containsExactlyInAnyOrderElementsOf(names);
    }
    assertThat(left()).containsExactlyInAnyOrderElementsOf(names);
    assertThat(work.resolve("file29")).hasContent("content 29");
  }

  @Test
  void retries() throws Exception {
    String busy = "S: 421 too many users";
    String refused = "login-any\nC: RETR report\nS: 450 locked";
    String rest =
        """
        login-any
        answer SIZE 213 20
        answer REST 350 ok
        C: RETR report
        S: 150 the tail, to compare
        data> 0123456789abcdefghij
        S: 226 done
        C: RETR report
        S: 150 the rest
        data> abcdefghij
        S: 226 done
        """;
    ScriptedServer.play(busy, refused, HALF, rest)
        .run(
            s ->
                assertThat(run(Retry::main, host(s), "report", local(), "PT0S"))
                    .contains("too many users", "locked", "done in attempt 4"));
    assertThat(work.resolve("report")).hasContent(TWENTY);
  }

  @Test
  void noRetryWhereItCannotHelp() throws Exception {
    String missing = "login-any\nC: RETR report\nS: 550 no such file";
    ScriptedServer.play(missing)
        .run(
            s -> {
              assertThatThrownBy(() -> run(Retry::main, host(s), "report", local(), "PT0S"))
                  .isInstanceOf(FtpReplyException.class);
              assertThat(s.received()).containsOnlyOnce("RETR report");
            });
  }

  @Test
  void resumes() throws Exception {
    ScriptedServer.play(HALF)
        .run(
            s ->
                assertThatThrownBy(() -> run(Resume::main, host(s), "report", local()))
                    .isInstanceOf(IOException.class));
    assertThat(left()).containsExactly(".report.ketch-part");
    Files.writeString(served.resolve("report"), TWENTY);
    try (EmbeddedServer server = new EmbeddedServer(served)) {
      assertThat(run(Resume::main, server.host(), "report", local()))
          .startsWith("fetched 10 of 20 bytes");
    }
    assertThat(work.resolve("report")).hasContent(TWENTY);
  }

  @Test
  void cancels() throws Exception {
    String stalls = "login-any\nC: RETR report\nS: 150 go\ndata+ hel\ndata stall";
    ScriptedServer.play(stalls)
        .run(
            s ->
                assertThat(run(Cancel::main, host(s), "report", local(), "PT0.3S"))
                    .startsWith("not done: "));
    assertThat(left()).isEmpty();
    String serves = "login-any\nC: RETR report\nS: 150 go\ndata> hello\nS: 226 done";
    ScriptedServer.play(serves)
        .run(
            s ->
                assertThat(run(Cancel::main, host(s), "report", local(), "PT1H"))
                    .startsWith("done"));
  }

  @Test
  void mirrors() throws Exception {
    Files.createDirectories(served.resolve("pub/sub"));
    Files.writeString(served.resolve("pub/a"), "a");
    Files.writeString(served.resolve("pub/sub/b"), "bb");
    try (EmbeddedServer server = new EmbeddedServer(served)) {
      assertThat(run(MirrorTree::main, server.host(), "pub", work.toString()))
          .contains("sub/b", "2 files fetched, 0 skipped, 0 failed");
      assertThat(run(MirrorTree::main, server.host(), "pub", work.toString()))
          .contains("0 files fetched", "0 failed");
    }
    assertThat(work.resolve("sub/b")).hasContent("bb");
  }

  @Test
  void aMirrorThatIsNotCompleteFails() throws Exception {
    Path tree = Files.createDirectories(served.resolve("pub"));
    Files.writeString(tree.resolve("a"), "a");
    Files.createDirectories(work.resolve("a/in the way"));
    try (EmbeddedServer server = new EmbeddedServer(served)) {
      assertThatThrownBy(() -> run(MirrorTree::main, server.host(), "pub", work.toString()))
          .hasMessage("the tree is not complete");
    }
  }

  @Test
  void parsesWhileItArrives() throws Exception {
    String xml = "<?xml version='1.0'?><list><item/><item>x</item><other/></list>\n";
    Files.writeString(served.resolve("list.xml"), xml);
    try (EmbeddedServer server = new EmbeddedServer(served)) {
      assertThat(run(StreamToParser::main, server.host(), "list.xml", "item"))
          .startsWith("2 elements item");
    }
    // A file that parses is not yet a file that is complete: the last reply says that it is not.
    String cut = "login-any\nC: RETR a\nS: 150 go\ndata> <list/>\nS: 426 the disk is broken";
    ScriptedServer.play(cut)
        .run(
            s ->
                assertThatThrownBy(() -> run(StreamToParser::main, host(s), "a", "list"))
                    .hasMessageContaining("the disk is broken"));
  }

  @Test
  void triesOutAScript() throws Exception {
    assertThat(run(ScriptedCheck::main)).startsWith("As it should be: ").contains("out of order");
  }

  @Test
  void everyProgramIsShortListedAndRun() throws Exception {
    Path main = Path.of("src/main/java/dev/ketch/examples");
    Path tests = Path.of("src/test/java/dev/ketch/examples");
    String listed = Files.readString(main.resolve("package-info.java"));
    String run =
        Files.readString(tests.resolve("ExamplesTest.java"))
            + Files.readString(tests.resolve("JobsTest.java"));
    try (Stream<Path> sources = Files.list(main)) {
      for (Path source : sources.toList()) {
        String code = Files.readString(source);
        if (code.contains("void main(")) {
          String name = source.getFileName().toString().replace(".java", "");
          assertThat(code.lines().count()).as(name).isLessThanOrEqualTo(60);
          assertThat(listed).containsPattern("\\b" + name + "\\}");
          assertThat(run).contains(name + "::main");
        }
      }
    }
  }
}
