package dev.ketch.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's Java compiles as it stands. */
class ReadmeTest {
  @TempDir Path classes;

  @Test
  void javaBlocksCompile() throws Exception {
    List<String> blocks = new ArrayList<>();
    String[] parts = Files.readString(Path.of("..", "README.md")).split("```java\n", -1);
    for (int i = 1; i < parts.length; i++) {
      blocks.add(parts[i].substring(0, parts[i].indexOf("```")));
    }
    assertThat(blocks).hasSize(2);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    for (String block : blocks) {
      String name = block.substring(block.indexOf("class ") + 6).split(" ")[0];
      JavaFileObject source =
          new SimpleJavaFileObject(
              URI.create("mem:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignore) {
              return block;
            }
          };
      StringWriter messages = new StringWriter();
      List<String> options =
          List.of(
              "-proc:none", "-d", classes.toString(), "-cp", System.getProperty("java.class.path"));
      assertThat(compiler.getTask(messages, null, null, options, null, List.of(source)).call())
          .as(messages.toString())
          .isTrue();
    }
  }
}
