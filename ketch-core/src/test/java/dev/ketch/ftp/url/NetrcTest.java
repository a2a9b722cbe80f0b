package dev.ketch.ftp.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
