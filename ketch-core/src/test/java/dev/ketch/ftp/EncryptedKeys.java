package dev.ketch.ftp;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Makes PEM files of encrypted PKCS#8 keys, as OpenSSL writes them (PBES2, AES-256). */
final class EncryptedKeys {
  private EncryptedKeys() {}

  static String pem(byte[] key, String password) throws GeneralSecurityException {
    String scheme = "PBEWithHmacSHA256AndAES_256";
    SecretKey secret =
        SecretKeyFactory.getInstance(scheme).generateSecret(new PBEKeySpec(password.toCharArray()));
    Cipher cipher = Cipher.getInstance(scheme);
    cipher.init(Cipher.ENCRYPT_MODE, secret);
    byte[] encrypted = cipher.doFinal(key);
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("PBES2");
    try {
      parameters.init(cipher.getParameters().getEncoded());
      byte[] info = new EncryptedPrivateKeyInfo(parameters, encrypted).getEncoded();
      return "-----BEGIN ENCRYPTED PRIVATE KEY-----\n"
          + Base64.getMimeEncoder().encodeToString(info)
          + "\n-----END ENCRYPTED PRIVATE KEY-----\n";
    } catch (java.io.IOException e) {
      throw new GeneralSecurityException(e);
    }
  }
}
