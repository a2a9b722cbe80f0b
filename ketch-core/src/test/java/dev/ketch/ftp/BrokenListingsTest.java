package dev.ketch.ftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ketch.ftp.listing.FtpListing;
import dev.ketch.ftp.protocol.FtpReplyException;
import dev.ketch.testkit.ScriptedServer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Servers whose listings are not what was asked for, and names that are not what they seem. */
class BrokenListingsTest {
  @Test
  void emptyDirectoriesInManyWords() throws IOException {
    for (String reply : List.of("450 No files found", "550 No members found.")) {
      try (ScriptedServer server =
              Scripted.serve("C: TYPE A", "S: 200 ok", "passive", "C: NLST", "S: " + reply);
          FtpSession ftp = Scripted.connect(server)) {
        assertThat(ftp.names("")).isEmpty();
      }
    }
    try (ScriptedServer server =
            Scripted.serve(
                "C: TYPE A", "S: 200 ok", "passive", "C: NLST", "S: 550 no such directory");
        FtpSession ftp = Scripted.connect(server)) {
      assertThatThrownBy(() -> ftp.names("")).isInstanceOf(FtpReplyException.class);
    }
  }

  @Test
  void mlsdPromisedButUnknownFallsBackToList() throws IOException {
    try (ScriptedServer server =
            ScriptedServer.play(
                "login MLST type*;\nC: TYPE A\nS: 200 ok\npassive\nC: MLSD\nS: 500 unknown\n"
                    + "passive\nC: LIST -a\nS: 150 go\n"
                    + "data> -rw-r--r-- 1 o g 5 Jan  2  2020 f\\r\\n\nS: 226 ok");
        FtpSession ftp = Scripted.connect(server)) {
      assertThat(ftp.list("")).hasSize(1);
    }
  }

  @Test
  void listingsTellWhatTheyCouldNotRead() throws IOException {
    try (ScriptedServer server =
            Scripted.serve(
                "C: TYPE A",
                "S: 200 ok",
                "passive",
                "C: LIST -a",
                "S: 150 go",
                "data> total 1\\r\\n-rw-r--r-- 1 o g 5 Jan  2  2020 f\\r\\n?!\\r\\n",
                "S: 226 ok");
        FtpSession ftp = Scripted.connect(server)) {
      FtpListing listing = ftp.listing("");
      assertThat(listing.entries()).hasSize(1);
      assertThat(listing.unparsed()).containsExactly("?!");
      assertThat(listing.isComplete()).isFalse();
    }
  }

  @Test
  void dashAThatIsTakenForAName() throws IOException {
    try (ScriptedServer server =
            Scripted.serve(
                "C: TYPE A",
                "S: 200 ok",
                "passive",
                "C: LIST -a",
                "S: 550 -a not found",
                "passive",
                "C: LIST",
                "S: 150 go",
                "data> -rw-r--r-- 1 o g 5 Jan  2  2020 f\\r\\n",
                "S: 226 ok",
                "passive",
                "C: LIST",
                "S: 150 go",
                "data> ",
                "S: 226 ok");
        FtpSession ftp = Scripted.connect(server)) {
      assertThat(ftp.list("")).hasSize(1);
      assertThat(ftp.list("")).isEmpty();
    }
  }

  @Test
  void directoriesThatLookLikeOptionsOrPatternsAreEntered() throws IOException {
    try (ScriptedServer server =
            Scripted.serve(
                "C: PWD",
                "S: 257 \"/home\"",
                "C: CWD -rf",
                "S: 250 ok",
                "C: TYPE A",
                "S: 200 ok",
                "passive",
                "C: LIST -a",
                "S: 150 go",
                "data> drwxr-xr-x 1 o g 5 Jan  2  2020 .\\r\\n",
                "S: 226 ok",
                "C: CWD /home",
                "S: 250 ok");
        FtpSession ftp = Scripted.connect(server)) {
      assertThat(ftp.list("-rf")).isEmpty();
    }
  }

  @Test
  void mlsdOfANameThatLooksLikeAPatternIsAskedInside() throws IOException {
    try (ScriptedServer server =
            ScriptedServer.play(
                "login MLST type*;\nC: PWD\nS: 257 \"/\"\nC: CWD [x]\nS: 250 ok\nC: TYPE A\n"
                    + "S: 200 ok\npassive\nC: MLSD\nS: 150 go\ndata> type=file; f\\r\\n\n"
                    + "S: 226 ok\nC: CWD /\nS: 250 ok");
        FtpSession ftp = Scripted.connect(server)) {
      assertThat(ftp.list("[x]")).hasSize(1);
    }
  }

  @Test
  void namesOutsideTheCharsetComeBackByteForByte() throws IOException {
    try (ScriptedServer server =
            Scripted.serve(
                "C: TYPE A",
                "S: 200 ok",
                "passive",
                "C: NLST",
                "S: 150 go",
                "data> caf\\xe9\\r\\n",
                "S: 226 ok",
                "C: DELE caf\u00e9",
                "S: 250 ok");
        FtpSession ftp = Scripted.connect(server)) {
      // The scripted server shows bytes as ISO 8859-1: the one byte E9 came back as it went.
      ftp.delete(ftp.names("").get(0));
    }
  }

  @Test
  void aHostileNameStopsARecursiveRemoval() throws IOException {
    try (ScriptedServer server =
            ScriptedServer.play(
                "login MLST type*;\nC: MLST d\nS- 250-x\\r\\n type=dir; d\\r\\n250 end\\r\\n\n"
                    + "C: TYPE A\nS: 200 ok\npassive\nC: MLSD d\nS: 150 go\n"
                    + "data> type=file; ../../etc/passwd\\r\\n\nS: 226 ok");
        FtpSession ftp = Scripted.connect(server)) {
      assertThatThrownBy(() -> ftp.removeTree("d")).hasMessageContaining("not one path segment");
    }
  }
}
