package dev.ketch.ftp.internal.net;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says which certificate is not to be trusted, whose it is, why, and what to do. */
final class CertificateTrouble {
  /** The kinds of names in a certificate that connections are made by (RFC 5280). */
  private static final int DNS = 2;

  private static final int IP = 7;

  private CertificateTrouble() {}

  static String explain(String host, DistrustedException e) {
    X509Certificate own = e.chain()[0];
    X509Certificate dated = find(e, CertificateExpiredException.class) ? outdated(e.chain()) : null;
    if (dated != null) {
      return which(dated, own, host)
          + " expired on "
          + day(dated.getNotAfter())
          + "; the server's owner must renew it";
    }
    if (find(e, CertificateNotYetValidException.class)) {
      return which(own, own, host)
          + " is valid only from "
          + day(own.getNotBefore())
          + " on; is the clock of this machine right?";
    }
    if (find(e, CertPathBuilderException.class)) {
      return selfSigned(own)
          ? which(own, own, host)
              + " is self-signed; if it is known to be right, name it with --cacert FILE or its key"
              + " with --pin "
              + ServerTrust.pin(own)
          : which(own, own, host)
              + " is signed by \""
              + issuer(e.chain())
              + "\", an authority that is not trusted here; name that authority's certificate with"
              + " --cacert FILE";
    }
    List<String> names = names(own);
    if (String.valueOf(e.getMessage()).contains("No ")
        || String.valueOf(e.getMessage()).contains("name")) {
      return which(own, own, host)
          + " is made out to "
          + (names.isEmpty() ? "no name at all" : String.join(", ", names))
          + " and not to "
          + host
          + "; connect by a name that it holds for";
    }
    return which(own, own, host) + " is not accepted: " + e.getMessage();
  }

  private static boolean find(Throwable e, Class<? extends GeneralSecurityException> kind) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (kind.isInstance(t)) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable X509Certificate outdated(X509Certificate[] chain) {
    Date now = Date.from(Instant.now());
    for (X509Certificate certificate : chain) {
      if (certificate.getNotAfter().before(now)) {
        return certificate;
      }
    }
    return null;
  }

  private static String which(X509Certificate one, X509Certificate own, String host) {
    String whose = one.getSubjectX500Principal().getName();
    return one == own
        ? "the certificate of " + host + " (\"" + whose + "\")"
        : "the certificate of \"" + whose + "\", which signed that of " + host + ",";
  }

  private static String issuer(X509Certificate[] chain) {
    return chain[chain.length - 1].getIssuerX500Principal().getName();
  }

  private static LocalDate day(Date date) {
    return LocalDate.ofInstant(date.toInstant(), ZoneOffset.UTC);
  }

  private static boolean selfSigned(X509Certificate certificate) {
    try {
      certificate.verify(certificate.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static List<String> names(X509Certificate certificate) {
    List<String> names = new ArrayList<>();
    try {
      Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
      if (alternatives != null) {
        for (List<?> name : alternatives) {
          if (name.get(0).equals(DNS) || name.get(0).equals(IP)) {
            names.add(String.valueOf(name.get(1)));
          }
        }
      }
    } catch (CertificateException e) {
      // What cannot be read names nobody.
    }
    return names;
  }
}
