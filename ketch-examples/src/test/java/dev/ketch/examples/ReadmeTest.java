package dev.ketch.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's Java compiles as it stands. */
class ReadmeTest {
  @TempDir Path classes;

  @Test
  void javaBlocksCompile() throws Exception {
    List<String> blocks = Blocks.of(Path.of("..", "README.md"));
    assertThat(blocks).hasSize(2);
    for (String block : blocks) {
      Blocks.compile(block, classes);
    }
  }
}
