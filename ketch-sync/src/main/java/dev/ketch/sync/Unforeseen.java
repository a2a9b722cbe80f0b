package dev.ketch.sync;

import dev.ketch.ftp.LocalTrouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;

/** Failures that are no IOException, as one with a sentence for a user and the first as cause. */
final class Unforeseen {
  private Unforeseen() {}

  static IOException of(Throwable e) {
    if (e instanceof IOException failure) {
      return failure;
    }
    boolean wraps = e instanceof UncheckedIOException || e instanceof DirectoryIteratorException;
    if (wraps && e.getCause() instanceof IOException cause) {
      return cause;
    }
    if (e instanceof Tally.ListenerFailure failure) {
      return failure.told();
    }
    return new IOException(LocalTrouble.sentence(e), e);
  }
}
