package dev.ketch.ftp.internal.net;

import dev.ketch.ftp.options.TlsPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Makes an SSLContext from a {@link TlsPolicy}. */
final class TlsContexts {
  private static final String TICKETS = "jdk.tls.client.enableSessionTicketExtension";

  private TlsContexts() {}

  static SSLContext create(TlsPolicy policy) throws GeneralSecurityException, IOException {
    TlsPolicy.Trust trust = policy.trust();
    boolean pinsOnly = trust.authorities() == null && !trust.pins().isEmpty();
    X509ExtendedTrustManager base =
        trust.insecure() || pinsOnly ? null : authorities(trust.authorities());
    TlsPolicy.Identity identity = policy.identity();
    KeyManager[] keys = identity == null ? null : ClientKeys.load(identity);
    TrustManager[] managers = {new ServerTrust(base, trust.pins())};
    return withoutTickets(keys, managers);
  }

  /**
   * With TLS 1.2 sessions are resumed by their number, not by tickets: vsftpd 3.0.3 answers a
   * ticket with a new session and then refuses it (522). JSSE reads the property when a context is
   * made and nowhere else, so it stands only for this moment.
   */
  private static SSLContext withoutTickets(KeyManager @Nullable [] keys, TrustManager[] managers)
      throws GeneralSecurityException {
    synchronized (TlsContexts.class) {
      String before = System.getProperty(TICKETS);
      System.setProperty(TICKETS, "false");
      try {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, managers, null);
        return context;
      } finally {
        if (before == null) {
          System.clearProperty(TICKETS);
        } else {
          System.setProperty(TICKETS, before);
        }
      }
    }
  }

  private static X509ExtendedTrustManager authorities(@Nullable Path pem)
      throws GeneralSecurityException, IOException {
    KeyStore store = null;
    if (pem != null) {
      store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int n = 0;
      for (Certificate c : certificates(pem)) {
        store.setCertificateEntry("ca" + n++, c);
      }
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509ExtendedTrustManager found) {
        return found;
      }
    }
    throw new GeneralSecurityException("this Java has no X.509 trust manager");
  }

  /** The certificates in a PEM file; text around them does not matter. */
  static Collection<? extends Certificate> certificates(Path pem)
      throws CertificateException, IOException {
    Collection<? extends Certificate> found;
    try (InputStream in = Pem.only(pem, "CERTIFICATE")) {
      found = CertificateFactory.getInstance("X.509").generateCertificates(in);
    } catch (NoSuchFileException e) {
      throw new IOException("there is no file \"" + pem + "\"", e);
    } catch (CertificateException e) {
      throw new CertificateException("\"" + pem + "\" is no PEM certificate", e);
    }
    if (found.isEmpty()) {
      throw new IOException("the file \"" + pem + "\" holds no certificate in PEM form");
    }
    return found;
  }

  /** Whether a file begins as PEM files do. */
  static boolean isPem(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes(64 << 10);
      return new String(start, java.nio.charset.StandardCharsets.ISO_8859_1)
          .contains("-----BEGIN ");
    } catch (NoSuchFileException e) {
      throw new IOException("there is no file \"" + file + "\"", e);
    }
  }
}
