package dev.ketch.ftp;

import dev.ketch.ftp.internal.control.ControlChannel;
import dev.ketch.ftp.internal.control.Login;
import dev.ketch.ftp.internal.control.SessionState;
import dev.ketch.ftp.internal.data.DataConnector;
import dev.ketch.ftp.internal.net.Dialer;
import dev.ketch.ftp.internal.net.Tls;
import dev.ketch.ftp.internal.transfer.TransferRunner;
import dev.ketch.ftp.options.TlsPolicy;
import dev.ketch.ftp.protocol.NameCodec;
import dev.ketch.ftp.url.FtpUrl;
import java.io.IOException;
import java.net.Socket;

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

  private FtpClient(FtpConfig config) {
    this.config = config;
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
    Dialer dialer = new Dialer(config.timeouts(), config.sourceAddress(), config.proxy());
    TlsPolicy policy = config.tls();
    Tls tls =
        policy.mode() == TlsPolicy.Mode.NONE
            ? null
            : new Tls(policy, config.host(), config.timeouts());
    Socket socket = dialer.dial(config.host(), config.port()).socket();
    boolean ready = false;
    try {
      if (tls != null && policy.mode() == TlsPolicy.Mode.IMPLICIT) {
        socket = tls.wrap(socket);
      }
      ControlChannel control =
          new ControlChannel(
              socket,
              new NameCodec(config.charset()),
              config.limits(),
              config.timeouts(),
              config.wireListener());
      SessionState state = new SessionState();
      Login login = new Login(control, state);
      boolean loggedIn = login.greet();
      String virtualHost = config.virtualHost();
      if (virtualHost != null) {
        login.chooseHost(virtualHost);
      }
      if (tls != null) {
        login.secure(tls, policy, loggedIn);
      }
      if (!loggedIn) {
        login.authenticate(config.credentials());
      }
      login.negotiate(config.clientName());
      DataConnector connector =
          new DataConnector(
              control,
              state,
              dialer,
              config.host(),
              config.dataMode(),
              config.timeouts(),
              policy.clearData() ? null : tls);
      TransferRunner runner = new TransferRunner(control, state, connector, config.timeouts());
      ready = true;
      return new FtpSession(config, control, state, runner);
    } finally {
      if (!ready) {
        socket.close();
      }
    }
  }
}
