package dev.ketch.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** The Java code of a page of the documentation, one class a block. */
final class Blocks {
  private Blocks() {}

  /** The code blocks of a page, in order. */
  static List<String> of(Path page) throws IOException {
    List<String> blocks = new ArrayList<>();
    String[] parts = Files.readString(page).split("```java\n", -1);
    for (int i = 1; i < parts.length; i++) {
      blocks.add(parts[i].substring(0, parts[i].indexOf("```")));
    }
    return blocks;
  }

  /** Compiles one block as it stands and loads its class. */
  static Class<?> compile(String block, Path classes) throws ClassNotFoundException {
    String name = block.substring(block.indexOf("class ") + 6).split(" ")[0];
    JavaFileObject source =
        new SimpleJavaFileObject(
            URI.create("mem:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignore) {
            return block;
          }
        };
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    List<String> options =
        List.of("-proc:none", "-d", classes.toString(), "-cp", classPath(), "--release", "17");
    assertThat(compiler.getTask(messages, null, null, options, null, List.of(source)).call())
        .as(messages.toString())
        .isTrue();
    return loader(classes).loadClass(name);
  }

  private static String classPath() {
    return System.getProperty("java.class.path");
  }

  /** Classes load lazily from here, so the loader stays open as long as they live. */
  @SuppressWarnings("resource")
  private static ClassLoader loader(Path classes) {
    try {
      URL[] urls = {classes.toUri().toURL()};
      return new URLClassLoader(urls, Blocks.class.getClassLoader());
    } catch (MalformedURLException e) {
      throw new AssertionError(e);
    }
  }
}
