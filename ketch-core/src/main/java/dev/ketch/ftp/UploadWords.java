package dev.ketch.ftp;

import dev.ketch.ftp.protocol.FtpReplyException;
import dev.ketch.ftp.protocol.Reply;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What is said of uploads that cannot go by way of a temporary name. */
final class UploadWords {
  private UploadWords() {}

  /** The name is taken by a file that has to stay. */
  static String occupied(String remote, Reply unrenamed, Reply undeleted) {
    return "the server has a file \""
        + remote
        + "\" already, which can neither be replaced by a rename (\""
        + unrenamed
        + "\") nor deleted (\""
        + undeleted
        + "\"); remove it there, or write over it with --in-place";
  }

  /** The same, seen with another file. */
  static String occupied(String remote, Reply undeleted) {
    return "the server has a file \""
        + remote
        + "\" already, and lets files there be neither replaced nor deleted (\""
        + undeleted
        + "\"); remove it there, or write over it with --in-place";
  }

  /** The final name is refused. */
  static String refused(
      String remote,
      @Nullable FtpReplyException unrenamed,
      FtpReplyException refusal,
      OptionalLong there) {
    String how = unrenamed == null ? "" : " by a rename (\"" + unrenamed.reply() + "\"), nor";
    String has =
        there.isEmpty()
            ? ""
            : "; it has a file of that name already, of "
                + there.getAsLong()
                + " bytes: if it may not be written over, remove it there, or choose another name";
    return "the server does not take \""
        + remote
        + "\""
        + how
        + " under its own name (\""
        + refusal.reply()
        + "\")"
        + has;
  }

  /** The data are on the server, and cannot be sent again. */
  static FtpReplyException onlyAsPart(String remote, String part, FtpReplyException refusal) {
    return new FtpReplyException(
        refusal.command(),
        refusal.reply(),
        "the server has all of \""
            + remote
            + "\", but under the name \""
            + part
            + "\", and gives it no other (\""
            + refusal.reply()
            + "\"); use that, or send the file again with --in-place");
  }

  /** An upload straight to its name broke off. */
  static String perhapsPartial(String remote) {
    return "the upload of \""
        + remote
        + "\" went straight to its final name and broke off: what the server has there may be partial";
  }

  /**
   * Files go straight to their names since the server renames none.
   *
   * @param leftover what stays there, or null
   */
  static String noRename(FtpReplyException refusal, @Nullable String leftover) {
    return "the server does not rename uploaded files (\""
        + refusal.reply()
        + "\"), so they go straight to their final names"
        + (leftover == null
            ? ""
            : "; \"" + leftover + "\" stays there, since it cannot be deleted either");
  }

  /** Files go straight to their names since the server takes no others. */
  static String noPart(FtpReplyException refusal) {
    return "the server takes no temporary names (\""
        + refusal.reply()
        + "\"), so files go straight to their final names";
  }
}
