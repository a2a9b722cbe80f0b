package dev.ketch.ftp.internal.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserHomeTest {
  @TempDir Path work;

  @Test
  void homeIsWhatTheEnvironmentSays() throws IOException {
    Path mine = Files.createDirectory(work.resolve("mine"));
    Path listed = Files.createDirectory(work.resolve("listed"));
    assertThat(UserHome.of(mine.toString(), listed.toString())).hasValue(mine);
    for (String unusable : new String[] {null, "", ".", "mine", "~", "a\0b"}) {
      assertThat(UserHome.of(unusable, listed.toString())).hasValue(listed);
    }
  }

  @Test
  void aMissingHomeIsNoHome() throws IOException {
    Path missing = work.resolve("missing");
    Path file = Files.createFile(work.resolve("file"));
    for (Path home : new Path[] {missing, file}) {
      assertThat(UserHome.of(home.toString(), work.toString())).isEmpty();
    }
    for (String property : new String[] {null, "", "?", missing.toString()}) {
      assertThat(UserHome.of(null, property)).isEmpty();
    }
    assertThat(missing).doesNotExist();
  }
}
