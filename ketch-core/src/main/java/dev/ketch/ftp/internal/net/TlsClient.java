package dev.ketch.ftp.internal.net;

import dev.ketch.ftp.options.Timeouts;
import dev.ketch.ftp.options.TlsPolicy;
import dev.ketch.ftp.protocol.FtpTlsException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The TLS settings of one client, made once and shared by its sessions, and what they have learned
 * about the server.
 */
public final class TlsClient {
  private final TlsPolicy policy;
  private final String host;
  private final Timeouts timeouts;
  private @Nullable SSLContext context;
  private volatile boolean avoidsTickets;
  private volatile boolean needsTickets;

  /** Settings towards a host; nothing is read yet. */
  public TlsClient(TlsPolicy policy, String host, Timeouts timeouts) {
    this.policy = policy;
    this.host = host;
    this.timeouts = timeouts;
    this.context = policy.context();
  }

  /**
   * TLS for one session.
   *
   * @throws FtpTlsException if the certificates or keys that the settings name cannot be used
   */
  public Tls session() throws FtpTlsException {
    return new Tls(this, context(), host, timeouts, !policy.trust().insecure());
  }

  /**
   * Leaves out TLS 1.3 from now on. Its tickets are for one use, and a server that sends no new one
   * with a resumed upload (ProFTPD 1.3.8) then refuses the next data connection.
   */
  public void avoidSingleUseTickets() {
    avoidsTickets = !needsTickets;
  }

  /** The server has nothing but TLS 1.3: its tickets have to do. */
  public void acceptSingleUseTickets() {
    needsTickets = true;
    avoidsTickets = false;
  }

  /** Whether TLS 1.3 is left out. */
  public boolean avoidsSingleUseTickets() {
    return avoidsTickets;
  }

  private synchronized SSLContext context() throws FtpTlsException {
    if (context == null) {
      try {
        context = TlsContexts.create(policy);
      } catch (GeneralSecurityException | IOException e) {
        throw new FtpTlsException("the TLS settings cannot be used: " + e.getMessage(), e);
      }
    }
    return context;
  }
}
