package dev.ketch.ftp.internal.net;

import dev.ketch.ftp.options.TlsPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Makes an SSLContext from {@link TlsPolicy.Trust}. */
final class TrustSettings {
  private TrustSettings() {}

  static SSLContext context(TlsPolicy.Trust trust) throws GeneralSecurityException, IOException {
    SSLContext context = SSLContext.getInstance("TLS");
    X509ExtendedTrustManager base = trust.insecure() ? null : authorities(trust.authorities());
    context.init(null, new TrustManager[] {new Pinned(base, trust.pins())}, null);
    return context;
  }

  private static X509ExtendedTrustManager authorities(@Nullable Path pem)
      throws GeneralSecurityException, IOException {
    KeyStore store = null;
    if (pem != null) {
      store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      try (InputStream in = Files.newInputStream(pem)) {
        int n = 0;
        for (Certificate c : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
          store.setCertificateEntry("ca" + n++, c);
        }
        if (n == 0) {
          throw new IOException("the file \"" + pem + "\" holds no certificate");
        }
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

  /** Asks the authorities, if any, and then for a pinned key, if any. */
  private static final class Pinned extends X509ExtendedTrustManager {
    private final @Nullable X509ExtendedTrustManager base;
    private final List<String> pins;

    Pinned(@Nullable X509ExtendedTrustManager base, List<String> pins) {
      this.base = base;
      this.pins = pins;
    }

    private void checkPin(X509Certificate[] chain) throws CertificateException {
      if (pins.isEmpty()) {
        return;
      }
      try {
        byte[] hash =
            MessageDigest.getInstance("SHA-256").digest(chain[0].getPublicKey().getEncoded());
        String pin = "sha256/" + Base64.getEncoder().encodeToString(hash);
        if (!pins.contains(pin)) {
          throw new CertificateException("the server's key is " + pin + ", which is not pinned");
        }
      } catch (GeneralSecurityException e) {
        throw e instanceof CertificateException c ? c : new CertificateException(e);
      }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      if (base != null) {
        base.checkServerTrusted(chain, type, socket);
      }
      checkPin(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      if (base != null) {
        base.checkServerTrusted(chain, type, engine);
      }
      checkPin(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      if (base != null) {
        base.checkServerTrusted(chain, type);
      }
      checkPin(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      throw new CertificateException("this is a client");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      throw new CertificateException("this is a client");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      throw new CertificateException("this is a client");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return base == null ? new X509Certificate[0] : base.getAcceptedIssuers();
    }
  }
}
