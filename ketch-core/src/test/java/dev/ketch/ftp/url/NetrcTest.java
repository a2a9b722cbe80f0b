package dev.ketch.ftp.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetrcTest {
  private static final String TEXT =
      """
      # a comment
      machine a.example login joe password "p w\\"x" account acc
      macdef init
      machine not.a.machine login x

      machine b.example
        login ann
        password secret
      default login anonymous password me@
      """;

  @TempDir Path work;

  @Test
  void findsLogins() throws IOException {
    Netrc netrc = Netrc.parse("netrc", TEXT);
    assertThat(netrc.find("a.example")).hasValue(new Credentials("joe", "p w\"x", "acc"));
    assertThat(netrc.find("b.example")).hasValue(new Credentials("ann", "secret", null));
    assertThat(netrc.find("not.a.machine").orElseThrow().user()).isEqualTo("anonymous");
  }

  @Test
  void severalLoginsOfOneMachine() throws IOException {
    Netrc netrc =
        Netrc.parse(
            "netrc",
            """
            machine h.example login user1 password one
            machine h.example login user2 password two
            machine h.example password of-anybody
            default login user3 password three
            """);
    assertThat(netrc.find("h.example")).hasValue(new Credentials("user1", "one", null));
    assertThat(netrc.find("h.example", "user2")).hasValue(new Credentials("user2", "two", null));
    assertThat(netrc.find("H.Example.", "user2")).hasValue(new Credentials("user2", "two", null));
    assertThat(netrc.find("h.example", "USER2"))
        .hasValue(new Credentials("USER2", "of-anybody", null));
    assertThat(netrc.find("other", "user3")).hasValue(new Credentials("user3", "three", null));
    assertThat(netrc.find("other", "user1")).isEmpty();
  }

  /** All orders of up to four entries, asked for each user, against the rule written out again. */
  @Test
  void whateverTheOrderTheEntryThatFitsIsTaken() throws IOException {
    List<String> kinds =
        List.of(
            "machine h login ann password 1",
            "machine h login joe password 2",
            "machine h password 3",
            "machine i login joe password 4",
            "default login joe password 5",
            "default password 6");
    int asked = 0;
    for (int i = 0; i < 6 * 6 * 6 * 6; i++) {
      List<String> order =
          List.of(
              kinds.get(i % 6), kinds.get(i / 6 % 6), kinds.get(i / 36 % 6), kinds.get(i / 216));
      Netrc netrc = Netrc.parse("netrc", String.join("\n", order));
      for (String user : new String[] {null, "ann", "joe", "zoe"}) {
        assertThat(netrc.find("h", user).map(Credentials::password))
            .as("%s of %s", user, order)
            .isEqualTo(Optional.ofNullable(expected(order, user)));
        asked++;
      }
    }
    assertThat(asked).isEqualTo(5184);
  }

  private static @Nullable String expected(List<String> order, @Nullable String user) {
    List<String> wanted =
        user == null
            ? List.of("machine h login", "machine h", "default login", "default")
            : List.of(
                "machine h login " + user, "machine h p", "default login " + user, "default p");
    for (String start : wanted) {
      for (String entry : order) {
        if (entry.startsWith(start)) {
          return entry.substring(entry.length() - 1);
        }
      }
    }
    return null;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "machine h login joe password #1x", // a comment only where a keyword is due
        "machine h # password wrong\nlogin joe # login ann\npassword\n  #1x",
        "\uFEFFmachine h\r\nlogin\r\njoe\r\npassword #1x\r\n",
        "machine h login joe password \"#1x\"",
        "machine h login joe passwd \\#1x",
        "machine macdef login default password machine machine h user joe password #1x",
        "macdef m\nmachine h login joe password wrong\n\nmachine h login joe password #1x",
        "machine h login joe password #1x\nmacdef init\n\nmachine h login ann password wrong",
        "machine h login joe password #1x macdef init\nmachine h login zoe password wrong",
      })
  void readsValuesAsTheyAre(String text) throws IOException {
    assertThat(Netrc.parse("netrc", text).find("h")).hasValue(new Credentials("joe", "#1x", null));
  }

  @Test
  void anIpv6AddressMayHaveItsBrackets() throws IOException {
    Netrc netrc = Netrc.parse("netrc", "machine [::1] login joe password x");
    assertThat(netrc.find("::1")).isPresent();
  }

  @Test
  void aPasswordThatIsNoUtf8KeepsItsBytes() throws IOException {
    Path file = work.resolve("netrc");
    Files.write(
        file, "machine h login joe password caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThat(Netrc.read(file).find("h").orElseThrow().password()).isEqualTo("caf\udce9");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "machine h login joe password my secret",
        "machine h login joe password my secret word machine",
        "machine h\nlogin joe\npassword \"secret\nmachine i",
        "secret machine h",
        "machine h login joe password \"my\"secret",
        "machine secret h",
      })
  void anErrorNamesTheLineAndShowsNoWord(String text) {
    assertThatThrownBy(() -> Netrc.parse("netrc", text))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(" in line ")
        .hasMessageNotContaining("secret");
  }

  @Test
  void refusesWhatItCannotRead() {
    assertThatThrownBy(() -> Netrc.parse("netrc", "machine")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> Netrc.parse("netrc", "machine a login \"x"))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> Netrc.parse("netrc", "machine a login x nonsense y"))
        .hasMessageNotContaining("nonsense");
  }

  @Test
  void refusesAFileThatOthersMayRead() throws IOException {
    Path file = Files.writeString(work.resolve("netrc"), "machine a login b password c");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> Netrc.read(file)).hasMessageContaining("chmod 600");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThat(Netrc.read(file).find("a")).isPresent();
  }
}
