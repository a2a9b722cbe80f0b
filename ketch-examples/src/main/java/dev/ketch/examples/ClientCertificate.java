package dev.ketch.examples;

import dev.ketch.ftp.FtpClient;
import dev.ketch.ftp.FtpConfig;
import dev.ketch.ftp.FtpSession;
import dev.ketch.ftp.options.TlsPolicy;
import dev.ketch.ftp.options.TlsPolicy.Identity;
import dev.ketch.ftp.options.TlsPolicy.Trust;
import java.nio.file.Path;

/**
 * A file over TLS, where the server has a certificate of a private authority and asks for one of
 * the client. Arguments: host, remote, local, the authority's PEM file, a PEM file with the
 * client's certificate and key.
 */
public final class ClientCertificate {
  private ClientCertificate() {}

  public static void main(String[] args) throws Exception {
    TlsPolicy tls =
        TlsPolicy.EXPLICIT // AUTH TLS, required; IMPLICIT is for port 990.
            .withTrust(Trust.authorities(Path.of(args[3]))) // Leave out: the system's authorities.
            .withIdentity(new Identity(Path.of(args[4]), null, null)); // PKCS#12 works as well.
    FtpConfig config = Server.config(args[0]).tls(tls).build();
    try (FtpSession ftp = FtpClient.of(config).connect()) {
      ftp.download(args[1], Path.of(args[2])); // The data connection is protected, too.
    }
  }
}
