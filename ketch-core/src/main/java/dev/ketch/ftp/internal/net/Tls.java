package dev.ketch.ftp.internal.net;

import dev.ketch.ftp.options.Timeouts;
import dev.ketch.ftp.options.TlsPolicy;
import dev.ketch.ftp.protocol.FtpException;
import dev.ketch.ftp.protocol.FtpTimeoutException;
import dev.ketch.ftp.protocol.FtpTlsException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * TLS for one session: its control connection and all of its data connections.
 *
 * <p>JSSE finds a session to resume by the peer's host and port as the layered socket tells them. A
 * data connection has another port, and vsftpd and ProFTPD refuse one that does not resume. So
 * every connection of a session tells JSSE the same made-up port, one that no other session of this
 * process uses: parallel sessions never take each other's single-use TLS 1.3 tickets.
 */
public final class Tls {
  private static final AtomicInteger KEYS = new AtomicInteger(1);

  private final SSLContext context;
  private final String host;
  private final int key = KEYS.getAndUpdate(k -> k == 65535 ? 1 : k + 1);
  private final Timeouts timeouts;

  /**
   * TLS towards a host.
   *
   * @throws FtpTlsException if the trust settings cannot be used
   */
  public Tls(TlsPolicy policy, String host, Timeouts timeouts) throws FtpTlsException {
    this.host = host;
    this.timeouts = timeouts;
    this.verifiesHost = !policy.trust().insecure();
    SSLContext prepared = policy.context();
    try {
      this.context = prepared != null ? prepared : TrustSettings.context(policy.trust());
    } catch (GeneralSecurityException | IOException e) {
      throw new FtpTlsException("the TLS settings cannot be used: " + e.getMessage(), e);
    }
  }

  private final boolean verifiesHost;
  private boolean onlyTls12;

  /**
   * Leaves out TLS 1.3 for the connections to come. Its tickets are for one use, and a server that
   * sends no new one with a resumed upload (ProFTPD 1.3.8) then refuses the next data connection.
   */
  public void avoidSingleUseTickets() {
    onlyTls12 = true;
  }

  /** Shakes hands over a connected socket; the returned one closes it too. */
  public SSLSocket wrap(Socket socket) throws FtpException {
    try {
      SSLSocket layered =
          (SSLSocket)
              context
                  .getSocketFactory()
                  .createSocket(new SameKeySocket(socket, key), host, key, true);
      SSLParameters parameters = layered.getSSLParameters();
      parameters.setApplicationProtocols(new String[] {"ftp"});
      if (onlyTls12) {
        parameters.setProtocols(new String[] {"TLSv1.2"});
      }
      if (verifiesHost) {
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
      }
      layered.setSSLParameters(parameters);
      int before = socket.getSoTimeout();
      layered.setSoTimeout((int) timeouts.tls().toMillis());
      layered.startHandshake();
      layered.setSoTimeout(before);
      return layered;
    } catch (SocketTimeoutException e) {
      throw new FtpTimeoutException(
          FtpTimeoutException.Phase.TLS,
          timeouts.tls(),
          "no end of the TLS handshake with "
              + host
              + " within "
              + timeouts.tls().toMillis() / 1000.0
              + " s");
    } catch (IOException e) {
      FtpException inner = inner(e);
      throw inner != null ? inner : new FtpTlsException(CertificateTrouble.explain(host, e), e);
    }
  }

  private static @Nullable FtpException inner(Throwable e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof FtpException found) {
        return found;
      }
    }
    return null;
  }
}
