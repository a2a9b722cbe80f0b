package dev.ketch.ftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ketch.ftp.options.Limits;
import dev.ketch.ftp.protocol.FtpProtocolException;
import dev.ketch.ftp.protocol.FtpReplyException;
import dev.ketch.ftp.protocol.Reply;
import dev.ketch.testkit.ScriptedServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Rows of docs/ftplib.md on the wire: listings, names, directories and URLs. */
class FtplibFilesTest {
  @Test
  void aListingLineTooLongIsRefused() throws IOException {
    try (ScriptedServer server =
        ScriptedServer.play(
                Scripted.afterLogin(
                    "C: TYPE A",
                    "S: 200 ok",
                    "passive",
                    "C: LIST",
                    "S: 150 go",
                    "data+ x",
                    "flood xxxx"))
            .lenient()) {
      FtpConfig config =
          Scripted.config(server).toBuilder()
              .limits(new Limits(100, 1000, 1000, 10))
              .timeouts(dev.ketch.ftp.options.Timeouts.all(java.time.Duration.ofSeconds(2)))
              .build();
      try (FtpSession ftp = FtpClient.of(config).connect()) {
        assertThatThrownBy(() -> ftp.listLines(line -> {}))
            .isInstanceOf(FtpProtocolException.class)
            .hasMessageContaining("1000 bytes");
      }
    }
  }

  @Test
  void namesAndRawLines() throws IOException {
    List<String> lines = new ArrayList<>();
    try (ScriptedServer server =
            Scripted.serve(
                "C: TYPE A",
                "S: 200 ok",
                "passive",
                "C: NLST pub",
                "S: 150 go",
                "data> a\\r\\nb\\r\\n",
                "S: 226 done",
                "passive",
                "C: LIST -la pub",
                "S: 125 go",
                "data> x y\\r\\n",
                "S: 250 done");
        FtpSession ftp = Scripted.connect(server)) {
      assertThat(ftp.names("pub")).containsExactly("a", "b");
      ftp.listLines(lines::add, "-la", "pub");
    }
    assertThat(lines).containsExactly("x y");
  }

  @Test
  void mlsdGivesFacts() throws IOException {
    try (ScriptedServer server =
            ScriptedServer.play(
                "login MLST type*;size*;\nC: TYPE A\nS: 200 ok\npassive\nC: MLSD pub\nS: 150 go\n"
                    + "data> type=cdir; .\\r\\nType=file;SIZE=5;modify=20260102030405.6; a b\\r\\n\n"
                    + "S: 226 done");
        FtpSession ftp = Scripted.connect(server)) {
      var entries = ftp.list("pub");
      assertThat(entries).hasSize(1);
      assertThat(entries.get(0).name()).isEqualTo("a b");
      assertThat(entries.get(0).size()).isEqualTo(5);
      assertThat(entries.get(0).facts()).containsEntry("type", "file");
    }
  }

  @Test
  void renameNeedsA3xx() throws IOException {
    try (ScriptedServer server =
            Scripted.serve(
                "C: RNFR a", "S: 350 to?", "C: RNTO b", "S: 250 ok", "C: RNFR a", "S: 250 odd");
        FtpSession ftp = Scripted.connect(server)) {
      ftp.rename("a", "b");
      assertThatThrownBy(() -> ftp.rename("a", "b")).isInstanceOf(FtpReplyException.class);
    }
  }

  @Test
  void directoriesAreChangedMadeAndRemoved() throws IOException {
    try (ScriptedServer server =
            Scripted.serve(
                "C: CWD .",
                "S: 250 ok",
                "C: CDUP",
                "S: 500 no",
                "C: CWD ..",
                "S: 250 ok",
                "C: MKD a",
                "S: 257 \"/x/a\" made",
                "C: MKD b",
                "S: 250 made",
                "C: RMD a",
                "S: 250 gone",
                "C: DELE f",
                "S: 250 gone");
        FtpSession ftp = Scripted.connect(server)) {
      ftp.changeDirectory("");
      ftp.changeToParent();
      assertThat(ftp.makeDirectory("a")).isEqualTo("/x/a");
      assertThat(ftp.makeDirectory("b")).isEqualTo("b");
      ftp.removeDirectory("a");
      ftp.delete("f");
    }
  }

  @Test
  void sizeIsANumberOrUnknown() throws IOException {
    try (ScriptedServer server =
            Scripted.serve(
                "C: TYPE I",
                "S: 200 ok",
                "C: SIZE a",
                "S: 213 file: 7, Size =51",
                "C: SIZE b",
                "S: 213 99999999999999999999",
                "C: SIZE c",
                "S: 213 -1",
                "C: SIZE d",
                "S: 550 no");
        FtpSession ftp = Scripted.connect(server)) {
      assertThat(ftp.size("a")).hasValue(51);
      assertThat(ftp.size("b")).isEmpty();
      assertThat(ftp.size("c")).isEmpty();
      assertThat(ftp.size("d")).isEmpty();
    }
  }

  @Test
  void quotedPathsAreReadWithCare() {
    assertThat(place("257 \"/a\"\"b\" ok")).hasValue("/a\"b");
    assertThat(place("257 \"only one")).isEmpty();
    assertThat(place("257 OK.")).isEmpty();
    assertThat(place("257 \"/\u0003\"")).isEmpty();
    assertThat(place("250 \"/a\"")).hasValue("/a");
  }

  private static Optional<String> place(String line) {
    return QuotedPath.place(new Reply(Integer.parseInt(line.substring(0, 3)), List.of(line)));
  }

  @Test
  void urlsOpenAsStreams() throws IOException {
    try (ScriptedServer server =
        Scripted.serve(
            "C: TYPE A",
            "S: 200 ok",
            "passive",
            "C: RETR a/b.txt",
            "S: 150 go (3 bytes)",
            "data> abc",
            "S: 226 done")) {
      String url = "ftp://127.0.0.1:" + server.port() + "/a/b.txt;type=a";
      try (UrlStream in = FtpClient.open(url)) {
        assertThat(in.contentType()).hasValue("text/plain");
        assertThat(in.size()).hasValue(3);
        assertThat(in).hasContent("abc");
      }
    }
  }

  @Test
  void aUrlRefusedWith550IsTriedAsADirectory() throws IOException {
    try (ScriptedServer server =
            Scripted.serve(
                "C: TYPE I",
                "S: 200 ok",
                "passive",
                "C: RETR pub",
                "S: 550 not a plain file",
                "C: PWD",
                "S: 257 \"/\"",
                "C: CWD pub",
                "S: 250 ok",
                "C: CWD /",
                "S: 250 ok",
                "C: CWD pub",
                "S: 250 ok",
                "C: TYPE A",
                "S: 200 ok",
                "passive",
                "C: LIST",
                "S: 150 go",
                "data> listing",
                "S: 226 done");
        UrlStream in = FtpClient.open("ftp://127.0.0.1:" + server.port() + "/pub")) {
      assertThat(in).hasContent("listing");
    }
  }
}
