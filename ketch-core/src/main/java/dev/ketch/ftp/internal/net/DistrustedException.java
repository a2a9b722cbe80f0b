package dev.ketch.ftp.internal.net;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;

/** A certificate that was refused, with the chain as the server sent it. */
final class DistrustedException extends CertificateException {
  private static final long serialVersionUID = 1L;

  private final transient X509Certificate[] chain;

  DistrustedException(X509Certificate[] chain, CertificateException cause) {
    super(cause.getMessage(), cause);
    this.chain = chain;
  }

  /** The server's own certificate first. */
  X509Certificate[] chain() {
    return chain;
  }
}
