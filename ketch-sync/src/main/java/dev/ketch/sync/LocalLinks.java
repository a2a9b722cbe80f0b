package dev.ketch.sync;

import dev.ketch.ftp.internal.local.LocalPaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Makes symbolic links. */
final class LocalLinks {
  private LocalLinks() {}

  static void make(Path link, @Nullable String target) throws IOException {
    if (target == null) {
      throw new IOException("the server does not tell where the link leads");
    }
    if (Files.isSymbolicLink(link)) {
      Files.delete(link);
    }
    Files.createSymbolicLink(link, LocalPaths.of(target));
  }
}
