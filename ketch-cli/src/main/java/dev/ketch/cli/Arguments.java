package dev.ketch.cli;

import dev.ketch.ftp.internal.local.LocalPaths;
import dev.ketch.ftp.protocol.NameCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The words of the command line byte for byte. Java shows a byte that is no text as U+FFFD, which
 * names no file and no URL; the system still has the words as they were typed.
 */
final class Arguments {
  private Arguments() {}

  static String[] exact(String[] args) {
    if (String.join("", args).indexOf('\uFFFD') < 0) {
      return args;
    }
    try {
      return exact(args, Files.readAllBytes(Path.of("/proc/self/cmdline")));
    } catch (IOException | RuntimeException e) {
      return args; // Not Linux.
    }
  }

  /** The last words of the process are the program's; those that Java could read must agree. */
  static String[] exact(String[] args, byte[] commandLine) {
    List<String> words = words(commandLine);
    int before = words.size() - args.length;
    if (before < 0) {
      return args;
    }
    String[] exact = args.clone();
    for (int i = 0; i < args.length; i++) {
      String word = words.get(before + i);
      if (args[i].indexOf('\uFFFD') >= 0) {
        exact[i] = word;
      } else if (!args[i].equals(word) && !LocalPaths.hasStrayBytes(word)) {
        return args;
      }
    }
    return exact;
  }

  private static List<String> words(byte[] commandLine) {
    NameCodec codec = new NameCodec(StandardCharsets.UTF_8);
    List<String> words = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < commandLine.length; i++) {
      if (commandLine[i] == 0) {
        words.add(codec.decode(commandLine, from, i));
        from = i + 1;
      }
    }
    return words;
  }
}
