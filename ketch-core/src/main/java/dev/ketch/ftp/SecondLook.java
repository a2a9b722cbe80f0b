package dev.ketch.ftp;

import dev.ketch.ftp.listing.Completeness;
import dev.ketch.ftp.listing.Completeness.Reason;
import dev.ketch.ftp.listing.ListingSummary;
import dev.ketch.ftp.protocol.FtpReplyException;
import java.io.IOException;

/**
 * Confirms in a second way that a directory is empty: CWD into it, and another command there whose
 * answer is clean and empty too. vsftpd and others list what they may not read as nothing.
 */
final class SecondLook {
  private static final Completeness CONTRADICTED =
      Completeness.doubtful(
          Reason.CONTRADICTED, "the server lists nothing, and by another command it lists entries");

  private final Listings listings;
  private Completeness found =
      Completeness.doubtful(
          Reason.EMPTY_UNCONFIRMED,
          "the server lists nothing, and no other command confirms that the directory is empty");

  SecondLook(Listings listings) {
    this.listings = listings;
  }

  /**
   * Looks once more.
   *
   * @param path a directory of which nothing was listed, empty for the working directory
   * @param verb the command that listed nothing
   * @return complete if it is empty
   */
  Completeness atEmpty(String path, String verb) throws IOException {
    try {
      listings.inside(path, here -> look(verb));
    } catch (FtpReplyException e) {
      if (e.command().verb().equals("CWD")) {
        return Completeness.doubtful(
            Reason.REFUSED,
            "the server lists nothing in it and refuses to open it: \"" + e.reply() + "\"");
      }
    }
    return found;
  }

  private void look(String verb) throws IOException {
    if (!verb.equals("MLSD") || !byText()) {
      byNames(verb);
    }
  }

  /** By LIST; false if that is refused. */
  private boolean byText() throws IOException {
    ListingSink sink = new ListingSink(entry -> {});
    try {
      listings.byText("", false, sink);
    } catch (FtpReplyException e) {
      return false;
    }
    ListingSummary summary = sink.summary();
    found = summary.entries() > 0 ? CONTRADICTED : summary.completeness();
    return true;
  }

  private void byNames(String verb) throws IOException {
    if (verb.equals("NLST")) {
      return;
    }
    long[] names = new long[1];
    try {
      Completeness end =
          listings.namesOrRefusal(
              "",
              name -> {
                boolean itself = name.equals(".") || name.equals("..");
                names[0] += itself ? 0 : 1;
              });
      found = names[0] > 0 ? CONTRADICTED : end;
    } catch (FtpReplyException e) {
      // Then nothing is known: other refusals have the same words as an empty directory.
    }
  }
}
