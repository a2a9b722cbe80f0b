package dev.ketch.cli;

import dev.ketch.ftp.listing.Completeness;
import java.io.IOException;

/** Directories that could not be listed completely: each is reported once. */
final class Gaps {
  private final Console console;
  private String first = "";
  private long directories;

  Gaps(Console console) {
    this.console = console;
  }

  /** Listings that were shown as far as they could be read. */
  static final class Partial extends IOException {
    private static final long serialVersionUID = 1L;

    /** 1 if something of them could be shown, else 10. */
    final int code;

    Partial(String message, int code) {
      super(message);
      this.code = code;
    }
  }

  void saw(String directory, Completeness completeness) {
    if (!completeness.hasGaps()) {
      return;
    }
    String sentence =
        "the listing"
            + (directory.isEmpty() ? "" : " of \"" + directory + "\"")
            + " is not complete: "
            + completeness.explanation();
    if (directories++ == 0) {
      first = sentence; // Alone it is the failure's own sentence.
      return;
    }
    if (directories == 2) {
      console.error(first);
    }
    console.error(sentence);
  }

  /**
   * Fails if there were any.
   *
   * @param some whether some entries could be shown
   */
  void check(boolean some) throws Partial {
    if (directories > 0) {
      throw new Partial(
          directories == 1 ? first : directories + " directories are not listed completely",
          some ? ExitCode.SOME_FAILED : ExitCode.INCOMPLETE);
    }
  }
}
