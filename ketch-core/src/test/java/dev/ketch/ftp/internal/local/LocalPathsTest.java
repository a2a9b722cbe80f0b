package dev.ketch.ftp.internal.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ketch.ftp.protocol.NameCodec;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** On Linux names of files are bytes. */
@EnabledOnOs(OS.LINUX)
class LocalPathsTest {
  private static final NameCodec CODEC = new NameCodec(StandardCharsets.UTF_8);

  @TempDir Path work;

  /** 500 names of any bytes, among them such as differ in bytes alone that are no text. */
  @Test
  void namesOfAnyBytesAreMadeAndReadBack() throws IOException {
    Random random = new Random(13);
    TreeSet<String> made = new TreeSet<>();
    while (made.size() < 500) {
      byte[] bytes = new byte[1 + random.nextInt(6)];
      random.nextBytes(bytes);
      bytes[0] = (byte) (0x80 + random.nextInt(128));
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = bytes[i] == 0 || bytes[i] == '/' ? (byte) 0xFF : bytes[i];
      }
      String name = CODEC.decode(bytes);
      made.add(name);
      Files.write(LocalPaths.resolve(work, name), bytes);
    }
    TreeSet<String> found = new TreeSet<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(work)) {
      for (Path file : files) {
        found.add(LocalPaths.name(file));
        assertThat(CODEC.decode(Files.readAllBytes(file))).isEqualTo(LocalPaths.name(file));
        assertThat(LocalPaths.of(LocalPaths.text(file))).isEqualTo(file);
      }
    }
    assertThat(found).isEqualTo(made);
  }

  @Test
  void theBytesOnTheDiskAreThoseOfTheName() throws IOException {
    Path directory = Files.createDirectory(LocalPaths.resolve(work, "dir\uDCE9"));
    Path file = LocalPaths.resolve(directory, "caf\uDCE9 \u00FC%\uDCFF");
    Files.writeString(file, "x");
    assertThat(file.toUri()).isEqualTo(URI.create(work.toUri() + "dir%E9/caf%E9%20%C3%BC%25%FF"));
    assertThat(LocalPaths.name(file)).isEqualTo("caf\uDCE9 \u00FC%\uDCFF");
    assertThat(LocalPaths.name(directory)).isEqualTo("dir\uDCE9");
    assertThat(LocalPaths.name(LocalPaths.sibling(file, ".caf\uDCE8.ketch-part")))
        .isEqualTo(".caf\uDCE8.ketch-part");
  }

  @Test
  void pathsOfAllShapesStayAsTheyAre() {
    for (String text :
        new String[] {
          "",
          "/",
          "a",
          "/a/b",
          "../a",
          "\uDCE9",
          "/\uDCE9",
          "../\uDCE9/.",
          "./\uDCE9",
          "a/\uDCE9/b",
          "\uFFFD",
          "a\uFFFD/\uDCFF",
          "/x y/\uDCC3\u00E9",
          "\uD83D\uDE00\uDC80"
        }) {
      assertThat(LocalPaths.text(LocalPaths.of(text))).isEqualTo(text);
    }
    assertThat(LocalPaths.text(LocalPaths.of("//a\uDCE9//b/"))).isEqualTo("/a\uDCE9/b");
    assertThat(LocalPaths.name(Path.of("/"))).isEmpty();
  }

  @Test
  void whatIsNoNameIsRefused() {
    for (String text : new String[] {"a\0", "\uDCE9\0", "\uDC00", "\uD83D", "\uDCE9\uD83D"}) {
      assertThatThrownBy(() -> LocalPaths.of(text)).isInstanceOf(InvalidPathException.class);
    }
  }

  @Test
  void aLinkMayLeadToSuchAName() throws IOException {
    Path link = work.resolve("link");
    Files.createSymbolicLink(link, LocalPaths.of("../x\uDCE9"));
    assertThat(LocalPaths.text(Files.readSymbolicLink(link))).isEqualTo("../x\uDCE9");
  }
}
