package dev.ketch.ftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalTroubleTest {
  @TempDir Path work;

  @Test
  void aPathAloneBecomesASentence() throws IOException {
    Path file = Files.writeString(work.resolve("f"), "");
    Path missing = work.resolve("missing");
    assertThat(sentence(() -> Files.createDirectories(file)))
        .isEqualTo("\"" + file + "\" is in the way: it is there already, and of another kind");
    assertThat(sentence(() -> Files.delete(work)))
        .isEqualTo("the directory \"" + work + "\" is not empty");
    assertThat(sentence(() -> Files.size(missing)))
        .isEqualTo("there is no file or directory \"" + missing + "\"");
    assertThat(sentence(() -> Files.newDirectoryStream(file).close()))
        .isEqualTo("\"" + file + "\" is not a directory");
    assertThat(LocalTrouble.sentence(new AccessDeniedException("/x")))
        .isEqualTo("\"/x\": permission denied");
    assertThat(LocalTrouble.sentence(new FileSystemException("/x", null, "Read-only file system")))
        .isEqualTo("\"/x\": Read-only file system");
    assertThat(LocalTrouble.sentence(new IOException("as it is"))).isEqualTo("as it is");
  }

  /** APFS and FAT hold text only; Java shows a byte that is none as U+FFFD. */
  @Test
  void aNameThatTheFileSystemDoesNotHoldHasARemedy() {
    for (String reason :
        List.of(
            "Illegal byte sequence",
            "Invalid argument",
            "Invalid or incomplete multibyte or wide character")) {
      assertThat(LocalTrouble.sentence(new FileSystemException("/caf\uFFFD", null, reason)))
          .startsWith("\"/caf\uFFFD\": " + reason)
          .contains("--encoding CHARSET");
      assertThat(LocalTrouble.sentence(new FileSystemException("/cafe", null, reason)))
          .isEqualTo("\"/cafe\": " + reason);
    }
  }

  /** Java's own words name classes and variables. */
  @Test
  void noClassIsNamed() {
    for (Throwable t :
        List.of(
            new IOException(),
            new IllegalStateException(),
            new NullPointerException("Cannot invoke \"String.length()\" because \"s\" is null"),
            new ClassCastException("class java.lang.String cannot be cast to class java.util.Map"),
            new IndexOutOfBoundsException("Index 3 out of bounds for length 2"),
            new OutOfMemoryError("Java heap space"),
            new StackOverflowError(),
            new NoClassDefFoundError("dev/ketch/Gone"),
            new InternalError("java.x"))) {
      assertThat(LocalTrouble.sentence(t))
          .doesNotContain("java.", "Exception", "null", "ndex", "dev/", "heap space")
          .hasSizeGreaterThan(20);
    }
  }

  private static String sentence(org.assertj.core.api.ThrowableAssert.ThrowingCallable failing) {
    return LocalTrouble.sentence(catchThrowable(failing));
  }
}
