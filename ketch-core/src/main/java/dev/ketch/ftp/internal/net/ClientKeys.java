package dev.ketch.ftp.internal.net;

import dev.ketch.ftp.options.TlsPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

/** The client's own certificate and key, from PKCS#12 or PEM files. */
final class ClientKeys {
  private ClientKeys() {}

  static KeyManager[] load(TlsPolicy.Identity identity)
      throws GeneralSecurityException, IOException {
    char[] password = identity.password() == null ? new char[0] : identity.password().toCharArray();
    KeyStore store =
        TlsContexts.isPem(identity.certificate())
            ? fromPem(identity, password)
            : fromPkcs12(identity.certificate(), password);
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, password);
    return factory.getKeyManagers();
  }

  private static KeyStore fromPkcs12(Path file, char[] password)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, password);
    } catch (IOException e) {
      String why =
          e.getCause() instanceof UnrecoverableKeyException
              ? "cannot be opened with the password given"
              : "is neither PEM nor PKCS#12";
      throw new IOException("the client certificate \"" + file + "\" " + why, e);
    }
    return store;
  }

  private static KeyStore fromPem(TlsPolicy.Identity identity, char[] password)
      throws GeneralSecurityException, IOException {
    Certificate[] chain =
        TlsContexts.certificates(identity.certificate()).toArray(Certificate[]::new);
    Path file = identity.key() == null ? identity.certificate() : identity.key();
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("key", key(file, password, chain[0]), password, chain);
    return store;
  }

  private static Key key(Path file, char[] password, Certificate certificate)
      throws GeneralSecurityException, IOException {
    String algorithm = certificate.getPublicKey().getAlgorithm();
    for (Pem.Block block : Pem.read(file)) {
      switch (block.label()) {
        case "PRIVATE KEY":
          return generate(algorithm, new PKCS8EncodedKeySpec(block.bytes()), file);
        case "ENCRYPTED PRIVATE KEY":
          return generate(algorithm, decrypted(block.bytes(), password, file), file);
        case "RSA PRIVATE KEY", "EC PRIVATE KEY":
          throw new IOException(
              "the key in \""
                  + file
                  + "\" has an old form; turn it into PKCS#8 by"
                  + " \"openssl pkcs8 -topk8 -nodes -in OLD -out NEW\"");
        default:
          break;
      }
    }
    throw new IOException("the file \"" + file + "\" holds no private key in PEM form");
  }

  private static PrivateKey generate(String algorithm, PKCS8EncodedKeySpec spec, Path file)
      throws GeneralSecurityException {
    try {
      return KeyFactory.getInstance(algorithm).generatePrivate(spec);
    } catch (InvalidKeySpecException e) {
      throw new InvalidKeySpecException(
          "the key in \"" + file + "\" does not belong to the certificate", e);
    }
  }

  private static PKCS8EncodedKeySpec decrypted(byte[] bytes, char[] password, Path file)
      throws GeneralSecurityException, IOException {
    EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(bytes);
    AlgorithmParameters parameters = info.getAlgParameters();
    // PBES2 names its scheme only within its parameters.
    String scheme = parameters == null ? info.getAlgName() : parameters.toString();
    try {
      Key secret = SecretKeyFactory.getInstance(scheme).generateSecret(new PBEKeySpec(password));
      Cipher cipher = Cipher.getInstance(scheme);
      cipher.init(Cipher.DECRYPT_MODE, secret, parameters);
      return info.getKeySpec(cipher);
    } catch (GeneralSecurityException e) {
      throw new GeneralSecurityException(
          "the key in \"" + file + "\" cannot be decrypted with the password given", e);
    }
  }
}
