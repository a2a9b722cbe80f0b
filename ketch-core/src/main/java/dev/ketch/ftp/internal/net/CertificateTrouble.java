package dev.ketch.ftp.internal.net;

import java.io.EOFException;
import java.io.IOException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;

/** Says in one sentence why a handshake failed. */
final class CertificateTrouble {
  private CertificateTrouble() {}

  static String explain(String host, IOException e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof CertificateExpiredException) {
        return "the certificate of " + host + " has expired: " + t.getMessage();
      }
      if (t instanceof CertificateNotYetValidException) {
        return "the certificate of " + host + " is not valid yet: " + t.getMessage();
      }
      if (t instanceof CertPathBuilderException) {
        return "the certificate of "
            + host
            + " is not signed by an authority this machine trusts (self-signed, or a private"
            + " authority); name the authority with --cacert FILE";
      }
    }
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof CertificateException) {
        return "the certificate of " + host + " cannot be accepted: " + t.getMessage();
      }
      if (t instanceof EOFException) {
        return "the server " + host + " closed the connection during the TLS handshake";
      }
    }
    return "TLS with " + host + " failed: " + e.getMessage();
  }
}
