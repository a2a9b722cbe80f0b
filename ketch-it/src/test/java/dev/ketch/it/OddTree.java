package dev.ketch.it;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/** A tree with every name that ever broke a client, and its comparison byte by byte. */
final class OddTree {
  static final List<String> NAMES =
      List.of(
          " leading",
          "  two leading",
          "trailing ",
          "in the middle",
          "-rf",
          "-la",
          "[x]",
          "*",
          "?",
          "'single'",
          "\"double\"",
          "semi;colon",
          "a -> b",
          "%2e%2e",
          "~x",
          "~",
          "back\\slash",
          "x".repeat(200),
          "naïve-日本.txt",
          "{a,b}",
          "$HOME",
          "#hash",
          "(paren)",
          "a&b",
          "a=b",
          ".hidden",
          "..two dots",
          "|pipe",
          "comma,",
          "new file.ketch",
          "150 bytes",
          "226 done");

  private OddTree() {}

  static void create(Path root) throws IOException {
    Random random = new Random(3659);
    for (String name : NAMES) {
      Files.write(root.resolve(name), bytes(random, 1 + random.nextInt(3000)));
      Path directory = Files.createDirectories(root.resolve("dirs").resolve(name));
      Files.write(directory.resolve("inside " + name.length()), bytes(random, 100));
    }
    Files.write(root.resolve("empty"), new byte[0]);
    Files.createDirectories(root.resolve("empty directory"));
    Files.createDirectories(root.resolve("deep/1/2/3/4/5/6/7/8/9"));
    Files.write(root.resolve("deep/1/2/3/4/5/6/7/8/9/bottom"), bytes(random, 10));
    Files.write(root.resolve("large"), bytes(random, 3 << 20));
    for (int i = 0; i < 60; i++) {
      Files.write(
          Files.createDirectories(root.resolve("many")).resolve("f" + i),
          bytes(random, random.nextInt(8000)));
    }
  }

  private static byte[] bytes(Random random, int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  /** Every path with its bytes; directories with null in their place. */
  static TreeMap<String, String> contents(Path root) throws IOException {
    TreeMap<String, String> found = new TreeMap<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes a) {
            found.put(root.relativize(dir) + "/", "");
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes a) throws IOException {
            byte[] bytes = Files.readAllBytes(file);
            found.put(
                root.relativize(file).toString(),
                bytes.length + " bytes, hash " + java.util.Arrays.hashCode(bytes));
            return FileVisitResult.CONTINUE;
          }
        });
    return found;
  }
}
