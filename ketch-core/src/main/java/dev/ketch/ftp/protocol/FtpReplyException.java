package dev.ketch.ftp.protocol;

/**
 * The server refused a command, or answered it with a reply that does not fit. The session
 * survives, except after a {@linkplain FtpLoginException refused login}.
 *
 * <p>Counterpart of ftplib's {@code error_temp} ({@link #isTransient()}), {@code error_perm}
 * ({@link #isPermanent()}) and {@code error_reply} (neither).
 */
public sealed class FtpReplyException extends FtpException permits FtpLoginException {
  private static final long serialVersionUID = 1L;

  private final transient Command command;
  private final transient Reply reply;

  /** A refusal of {@code command} by {@code reply}. */
  public FtpReplyException(Command command, Reply reply) {
    this(command, reply, "the server answered \"" + command + "\" with \"" + reply + "\"");
  }

  /** A refusal with a message that tells what it means; it should hold the reply. */
  public FtpReplyException(Command command, Reply reply, String message) {
    super(message, null);
    this.command = command;
    this.reply = reply;
  }

  /** The command that was refused; its {@code toString} shows no secret. */
  public Command command() {
    return command;
  }

  /** The refusing reply. */
  public Reply reply() {
    return reply;
  }

  /** The reply code. */
  public int code() {
    return reply.code();
  }

  /** 4xx: trying again later may help. */
  public boolean isTransient() {
    return reply.isTransient();
  }

  /** 5xx: refused for good. */
  public boolean isPermanent() {
    return reply.isPermanent();
  }

  @Override
  public boolean sessionSurvives() {
    return true;
  }
}
