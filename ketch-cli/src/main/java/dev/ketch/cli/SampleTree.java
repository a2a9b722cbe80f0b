package dev.ketch.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The tree that {@code demo} serves: many small files, a large one, odd names, empty things. */
final class SampleTree {
  private static final String[] ODD_NAMES = {
    "a blank",
    " leading",
    "-rf",
    "[x]",
    "100%",
    "semi;colon",
    "a -> b",
    "%2e%2e",
    "~x",
    "quote'd",
    "naïve-日本.txt"
  };

  private final TreeMap<String, byte[]> files = new TreeMap<>();
  private final TreeMap<String, Boolean> directories = new TreeMap<>();

  static SampleTree create(Path root) throws IOException {
    SampleTree tree = new SampleTree();
    Random random = new Random(959);
    for (int d = 0; d < 8; d++) {
      for (int f = 0; f < 12; f++) {
        tree.file(
            root, "many/d" + d + "/file" + f + ".txt", bytes(random, 200 + random.nextInt(8000)));
      }
    }
    tree.file(root, "large.bin", bytes(random, 8 << 20));
    tree.file(root, "README", "Whole or not at all.\n".getBytes(StandardCharsets.UTF_8));
    tree.file(root, "empty.txt", new byte[0]);
    for (String name : ODD_NAMES) {
      try {
        tree.file(root, "odd names/" + name, name.getBytes(StandardCharsets.UTF_8));
      } catch (IOException | java.nio.file.InvalidPathException e) {
        // A file system that cannot hold the name cannot serve it either.
      }
    }
    tree.directory(root, "an empty directory");
    tree.directory(root, "deep/er/and/deep/er");
    return tree;
  }

  private static byte[] bytes(Random random, int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  private void file(Path root, String path, byte[] content) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
    files.put(path, content);
    for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
      directories.put(path.substring(0, slash), true);
    }
  }

  private void directory(Path root, String path) throws IOException {
    Files.createDirectories(root.resolve(path));
    directories.put(path, true);
    for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
      directories.put(path.substring(0, slash), true);
    }
  }

  /** What is different in a copy, or an empty text if nothing is. */
  String compare(Path copy) throws IOException {
    TreeMap<String, byte[]> missing = new TreeMap<>(files);
    TreeMap<String, Boolean> missingDirectories = new TreeMap<>(directories);
    try (Stream<Path> found = Files.walk(copy)) {
      for (Path path : (Iterable<Path>) found::iterator) {
        String name = copy.relativize(path).toString().replace('\\', '/');
        if (name.isEmpty()) {
          continue;
        }
        if (Files.isDirectory(path)) {
          if (missingDirectories.remove(name) == null) {
            return "the directory \"" + name + "\" is not in the original";
          }
        } else {
          byte[] original = missing.remove(name);
          if (original == null || !java.util.Arrays.equals(original, Files.readAllBytes(path))) {
            return "the file \"" + name + "\" is not the original";
          }
        }
      }
    }
    return missing.isEmpty() && missingDirectories.isEmpty()
        ? ""
        : "missing: " + missing.keySet() + missingDirectories.keySet();
  }

  static void delete(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : (Iterable<Path>) all.sorted(java.util.Comparator.reverseOrder())::iterator) {
        Files.delete(path);
      }
    }
  }
}
