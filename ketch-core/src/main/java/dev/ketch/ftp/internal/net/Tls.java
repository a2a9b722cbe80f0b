package dev.ketch.ftp.internal.net;

import dev.ketch.ftp.options.Timeouts;
import dev.ketch.ftp.protocol.FtpException;
import dev.ketch.ftp.protocol.FtpTimeoutException;
import dev.ketch.ftp.protocol.FtpTlsException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSessionContext;
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

  private final TlsClient client;
  private final SSLContext context;
  private final String host;
  private final int key = KEYS.getAndUpdate(k -> k == 65535 ? 1 : k + 1);
  private final Timeouts timeouts;
  private final boolean verifiesHost;
  private final Set<ByteBuffer> before = new HashSet<>();
  private boolean hadTicket;
  private @Nullable Certificate certificate;

  Tls(TlsClient client, SSLContext context, String host, Timeouts timeouts, boolean verifiesHost) {
    this.client = client;
    this.context = context;
    this.host = host;
    this.timeouts = timeouts;
    this.verifiesHost = verifiesHost;
  }

  /** What this session shares with the others of its client. */
  public TlsClient client() {
    return client;
  }

  /**
   * Whether no ticket has come since the last handshake, so that the next connection cannot resume:
   * true only where there have been some. TLS 1.2 sessions may be used as often as needed.
   */
  public boolean spent() {
    boolean spent = hadTicket;
    for (SSLSession session : sessions()) {
      boolean fresh = !before.contains(ByteBuffer.wrap(session.getId()));
      if (fresh || !session.getProtocol().equals("TLSv1.3")) {
        hadTicket = true;
        spent = false;
      }
    }
    return spent;
  }

  /**
   * What JSSE keeps for this session. Of several tickets it uses the last one only, and removes
   * that; so what was there before a handshake says nothing about the next.
   */
  private List<SSLSession> sessions() {
    List<SSLSession> found = new ArrayList<>();
    SSLSessionContext all = context.getClientSessionContext();
    for (byte[] id : Collections.list(all.getIds())) {
      SSLSession session = all.getSession(id);
      if (session != null && session.getPeerPort() == key) {
        found.add(session);
      }
    }
    return found;
  }

  /** Forgets what could be resumed: the session is over. */
  public void forget() {
    hadTicket = false;
    certificate = null;
    sessions().forEach(SSLSession::invalidate);
  }

  /** As {@link #wrap(Socket, InputStream, boolean)}, reading from the socket itself. */
  public SSLSocket wrap(Socket socket, boolean closes) throws IOException {
    return wrap(socket, socket.getInputStream(), closes);
  }

  /**
   * Shakes hands over a connected socket.
   *
   * @param in where to read what comes over it
   * @param closes whether closing the returned socket closes the other one too
   */
  public SSLSocket wrap(Socket socket, InputStream in, boolean closes) throws FtpException {
    try {
      SSLSocket layered =
          (SSLSocket)
              context
                  .getSocketFactory()
                  .createSocket(new SameKeySocket(socket, in, key), host, key, closes);
      layered.setSSLParameters(parameters(layered.getSSLParameters()));
      int timeout = socket.getSoTimeout();
      layered.setSoTimeout((int) timeouts.tls().toMillis());
      before.clear();
      sessions().forEach(session -> before.add(ByteBuffer.wrap(session.getId())));
      layered.startHandshake();
      layered.setSoTimeout(timeout);
      requireSameCertificate(layered.getSession());
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
      throw inner != null ? inner : new FtpTlsException(HandshakeTrouble.explain(host, e), e);
    }
  }

  /** Data come from the server of the control connection, not from another one of that name. */
  private void requireSameCertificate(SSLSession session) throws IOException {
    Certificate shown = session.getPeerCertificates()[0];
    if (certificate != null && !certificate.equals(shown)) {
      throw new FtpTlsException(
          "the data connection shows another certificate than the control connection: it may lead"
              + " to another machine than "
              + host,
          null);
    }
    certificate = shown;
  }

  private SSLParameters parameters(SSLParameters parameters) {
    // A server that answers with another protocol is another service (ALPACA); JSSE breaks off.
    parameters.setApplicationProtocols(new String[] {"ftp"});
    if (client.avoidsSingleUseTickets()) {
      parameters.setProtocols(new String[] {"TLSv1.2"});
    }
    if (verifiesHost) {
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
    }
    return parameters;
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
