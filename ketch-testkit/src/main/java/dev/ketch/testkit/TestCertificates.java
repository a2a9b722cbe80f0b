package dev.ketch.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Certificates and keys for tests, known to the whole world: never trust them elsewhere. All but
 * one hold for a hundred years, so that no test fails because time has passed.
 *
 * <table>
 * <caption>Names for {@code tls NAME} in a transcript</caption>
 * <tr><td>{@code server}</td><td>for localhost, 127.0.0.1 and ftp.example.org, by our authority</td></tr>
 * <tr><td>{@code wrongname}</td><td>for elsewhere.example.org and files.example.org</td></tr>
 * <tr><td>{@code expired}</td><td>for localhost, ended with the year 2020</td></tr>
 * <tr><td>{@code selfsigned}</td><td>for localhost, signed by itself</td></tr>
 * <tr><td>{@code foreign}</td><td>for localhost, by "Some other authority"</td></tr>
 * <tr><td>{@code client}</td><td>of a client, by our authority</td></tr>
 * </table>
 */
public final class TestCertificates {
  /** The password of every PKCS#12 file here. */
  public static final String PASSWORD = "testkit";

  static final List<String> NAMES =
      List.of("server", "wrongname", "expired", "selfsigned", "foreign", "client");

  private TestCertificates() {}

  /** Writes one of the files, such as {@code ca.pem} or {@code client.p12}, into a directory. */
  public static Path copy(String file, Path directory) {
    try (InputStream in = open(file)) {
      Path target = directory.resolve(file);
      Files.write(target, in.readAllBytes());
      return target;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A context for a server with one of the certificates; it believes clients of our authority. */
  static SSLContext context(String name) {
    try {
      KeyStore keys = store(name);
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(keys, PASSWORD.toCharArray());
      KeyStore authorities = KeyStore.getInstance("PKCS12");
      authorities.load(null, null);
      authorities.setCertificateEntry("ca", store("client").getCertificateChain("key")[1]);
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(authorities);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("no test certificate " + name, e);
    }
  }

  private static KeyStore store(String name) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = open(name + ".p12")) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  private static InputStream open(String file) {
    InputStream in = TestCertificates.class.getResourceAsStream(file);
    if (in == null) {
      throw new IllegalArgumentException("there is no test certificate file " + file);
    }
    return in;
  }
}
