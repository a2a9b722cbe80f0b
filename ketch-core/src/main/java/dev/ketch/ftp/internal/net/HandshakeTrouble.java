package dev.ketch.ftp.internal.net;

import java.io.EOFException;
import java.io.IOException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;

/** Says in one sentence why a handshake failed and what to do. */
final class HandshakeTrouble {
  private HandshakeTrouble() {}

  static String explain(String host, IOException e) {
    if (Interrupted.is(e)) {
      return "interrupted during the TLS handshake with " + host;
    }
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof DistrustedException distrusted) {
        return CertificateTrouble.explain(host, distrusted);
      }
      if (t instanceof CertificateException) {
        return "the certificate of " + host + " is not accepted: " + t.getMessage();
      }
      if (t instanceof EOFException) {
        return "the server " + host + " closed the connection during the TLS handshake";
      }
    }
    String message = String.valueOf(e.getMessage());
    if (message.contains("unrecognized SSL message") || message.contains("plaintext")) {
      return "what "
          + host
          + " sent is no TLS: on this port TLS does not begin with the first byte; use ftpes://"
          + " (--tls explicit) where ftps:// (--tls implicit) was asked for, or another port";
    }
    if (message.contains("protocol_version") || message.contains("Protocol")) {
      return host + " and this Java have no version of TLS in common: " + message;
    }
    if (message.contains("application_layer_protocol")
        || message.contains("no_application_protocol")) {
      return "the TLS server at " + host + " is not an FTP server: " + message;
    }
    if (e instanceof SSLException && message.contains("bad_certificate")
        || message.contains("certificate_required")
        || message.contains("handshake_failure")) {
      return "the server "
          + host
          + " broke off the TLS handshake ("
          + message
          + "); it may want a client certificate (--cert FILE)";
    }
    return "TLS with " + host + " failed: " + message;
  }
}
