package dev.ketch.ftp.protocol;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The root of everything that can go wrong between this client and a server.
 *
 * <p>It is an {@link IOException}, so one {@code catch (IOException e)} covers FTP, sockets and
 * local files alike, as ftplib's {@code all_errors} does. Whether the session survives is said by
 * {@link #sessionSurvives()}.
 */
public abstract sealed class FtpException extends IOException
    permits FtpReplyException,
        FtpProtocolException,
        FtpClosedException,
        FtpConnectException,
        FtpTimeoutException,
        FtpTlsException,
        FtpIncompleteException,
        FtpNameException {
  private static final long serialVersionUID = 1L;

  FtpException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** Whether the session that threw this can go on with another command. */
  public abstract boolean sessionSurvives();
}
