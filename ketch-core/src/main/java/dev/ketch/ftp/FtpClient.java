package dev.ketch.ftp;

import dev.ketch.ftp.url.FtpUrl;
import java.io.IOException;

/**
 * The door: holds a configuration and opens sessions with it. Immutable, and safe to share.
 *
 * <pre>{@code
 * try (FtpSession ftp = FtpClient.of("ftp.example.org").connect()) {
 *   ftp.download("/pub/README", Path.of("README"));
 * }
 * }</pre>
 */
public final class FtpClient {
  private final FtpConfig config;
  private final SessionOpener opener;

  private FtpClient(FtpConfig config) {
    this.config = config;
    this.opener = new SessionOpener(config);
  }

  /** A client for a host with all defaults: anonymous, passive, binary, UTF-8. */
  public static FtpClient of(String host) {
    return new FtpClient(FtpConfig.of(host));
  }

  /** A client with a configuration. */
  public static FtpClient of(FtpConfig config) {
    return new FtpClient(config);
  }

  /**
   * Opens what an FTP URL names as a stream: a file, or a directory's listing. Closing the stream
   * closes its session. See {@link UrlStream} for the rules.
   *
   * @throws IllegalArgumentException if the text is no FTP URL
   * @throws IOException if it cannot be opened
   */
  public static UrlStream open(String url) throws IOException {
    FtpUrl parsed = FtpUrl.parse(url);
    return UrlStream.open(of(FtpConfig.of(parsed)), parsed);
  }

  /** The configuration. */
  public FtpConfig config() {
    return config;
  }

  /**
   * Connects, secures the connection if so configured, and logs in.
   *
   * @return a session, ready for its first command
   * @throws dev.ketch.ftp.protocol.FtpConnectException if the server cannot be reached
   * @throws dev.ketch.ftp.protocol.FtpTlsException if TLS cannot be had or trusted
   * @throws dev.ketch.ftp.protocol.FtpLoginException if the login is refused
   */
  public FtpSession connect() throws IOException {
    return opener.open();
  }
}
