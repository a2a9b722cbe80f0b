package dev.ketch.ftp;

import dev.ketch.ftp.protocol.FtpReplyException;
import dev.ketch.ftp.url.FtpUrl;
import java.io.FilterInputStream;
import java.io.IOException;
import java.net.URLConnection;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What an FTP URL names, as a stream; closing it ends the session.
 *
 * <p>{@code ;type=a} and {@code ;type=i} fetch a file as text or bytes, {@code ;type=d} lists a
 * directory. Without a type a path that ends in a name is a file, and one that does not is a
 * directory; a file that the server refuses with 550 is tried as a directory, as urllib does.
 */
public final class UrlStream extends FilterInputStream {
  private final FtpSession session;
  private final OptionalLong size;
  private final @Nullable String contentType;

  private UrlStream(FtpSession session, DataTransfer transfer, @Nullable String contentType) {
    super(transfer.input());
    this.session = session;
    this.size = transfer.sizeHint();
    this.contentType = contentType;
  }

  /** Opens a URL by a client's settings; the client must be of the URL's host. */
  public static UrlStream open(FtpClient client, FtpUrl url) throws IOException {
    FtpSession session = client.connect();
    try {
      Character type = url.type();
      boolean directory = type == null ? url.fileName().isEmpty() : type == 'd';
      return directory ? listing(session, url) : file(session, url, type != null && type == 'a');
    } catch (Throwable e) {
      session.close();
      throw e;
    }
  }

  private static UrlStream file(FtpSession session, FtpUrl url, boolean ascii) throws IOException {
    try {
      DataTransfer transfer = session.raw().transfer("RETR " + url.path(), ascii, 0);
      return new UrlStream(
          session, transfer, URLConnection.guessContentTypeFromName(url.fileName()));
    } catch (FtpReplyException e) {
      if (e.code() != 550 || !session.isDirectory(url.path())) {
        throw e;
      }
      return listing(session, url);
    }
  }

  private static UrlStream listing(FtpSession session, FtpUrl url) throws IOException {
    if (!url.path().isEmpty()) {
      session.changeDirectory(url.path());
    }
    return new UrlStream(session, session.raw().transfer("LIST", true, 0), null);
  }

  /** The size that the server wrote into its 150, if it did: an estimate. */
  public OptionalLong size() {
    return size;
  }

  /** The media type that the name suggests; empty for listings and unknown names. */
  public Optional<String> contentType() {
    return Optional.ofNullable(contentType);
  }

  @Override
  public void close() throws IOException {
    try {
      super.close();
    } finally {
      session.close();
    }
  }
}
