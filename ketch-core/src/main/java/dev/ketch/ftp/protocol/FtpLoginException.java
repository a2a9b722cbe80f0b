package dev.ketch.ftp.protocol;

/** The server did not let the user in (USER, PASS or ACCT refused). The session is closed. */
public final class FtpLoginException extends FtpReplyException {
  private static final long serialVersionUID = 1L;

  /** A login as {@code user} refused by {@code reply} to {@code command}. */
  public FtpLoginException(String user, Command command, Reply reply) {
    super(
        command,
        reply,
        "the server refused the login of user \""
            + user
            + "\": \""
            + reply
            + "\"; check the user name and the password");
  }

  @Override
  public boolean sessionSurvives() {
    return false;
  }
}
