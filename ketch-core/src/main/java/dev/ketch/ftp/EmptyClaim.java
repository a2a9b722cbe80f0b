package dev.ketch.ftp;

import dev.ketch.ftp.protocol.FtpReplyException;
import java.util.List;
import java.util.Locale;

/**
 * Refusals of LIST, NLST and MLSD by which servers say that a directory is empty: z/OS "550 No
 * members found", wu-ftpd "550 No files found." The same words stand in refusals that mean
 * something else, so that this is a claim and no proof.
 */
final class EmptyClaim {
  private static final List<String> PHRASES =
      List.of(
          "no files",
          "no members",
          "no data sets",
          "directory is empty",
          "directory empty",
          "empty directory");

  private static final List<String> ENDS = List.of(" found", " were found", " in directory");

  private EmptyClaim() {}

  /** Whether a refusal has such words in it. */
  static boolean isMadeBy(FtpReplyException e) {
    return isRefusal(e) && PHRASES.stream().anyMatch(phrase -> holds(text(e), phrase));
  }

  /** As words of their own: "no filesystem" does not say "no files". */
  private static boolean holds(String text, String phrase) {
    for (int at = text.indexOf(phrase); at >= 0; at = text.indexOf(phrase, at + 1)) {
      int end = at + phrase.length();
      boolean begins = at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
      if (begins && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)))) {
        return true;
      }
    }
    return false;
  }

  /** Whether a refusal says this and nothing else. */
  static boolean isAllOf(FtpReplyException e) {
    String text = text(e);
    String last = text.substring(text.lastIndexOf(": ") < 0 ? 0 : text.lastIndexOf(": ") + 2);
    return isRefusal(e)
        && PHRASES.stream()
            .anyMatch(p -> last.equals(p) || ENDS.stream().anyMatch(end -> last.equals(p + end)));
  }

  private static boolean isRefusal(FtpReplyException e) {
    return e.code() == 450 || e.code() == 550;
  }

  private static String text(FtpReplyException e) {
    String text = e.reply().message().toLowerCase(Locale.ROOT).strip();
    while (text.endsWith(".") || text.endsWith("!")) {
      text = text.substring(0, text.length() - 1);
    }
    return text;
  }
}
