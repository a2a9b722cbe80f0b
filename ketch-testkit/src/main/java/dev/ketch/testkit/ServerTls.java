package dev.ketch.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIMatcher;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * The server's side of TLS. What to do is told in words: the certificate's name, then any of {@code
 * alpn=NAME} to choose that protocol whatever was offered, {@code sni=NAME} to demand that server
 * name, {@code client} to demand a certificate of the client.
 */
final class ServerTls {
  /** One context for each certificate, so that data connections may resume a session. */
  private final Map<String, SSLContext> contexts = new ConcurrentHashMap<>();

  /**
   * Checks the words before a client comes.
   *
   * @throws IllegalArgumentException naming the word that means nothing
   */
  static void check(String words) {
    List<String> told = List.of(words.split(" "));
    if (!TestCertificates.NAMES.contains(told.get(0))) {
      throw new IllegalArgumentException(
          "there is no test certificate \""
              + told.get(0)
              + "\"; there are "
              + TestCertificates.NAMES);
    }
    for (String word : told.subList(1, told.size())) {
      if (!word.matches("alpn=.*|sni=.+|client|TLSv1(\\.[0-3])?")) {
        throw new IllegalArgumentException(
            "\"" + word + "\" means nothing here; use alpn=NAME, sni=NAME, client or TLSv1.2");
      }
    }
  }

  SSLSocket wrap(Socket socket, String words, boolean closes) throws IOException {
    return wrap(socket, InputStream.nullInputStream(), words, closes);
  }

  /** As above, where some bytes of the client have been read already. */
  SSLSocket wrap(Socket socket, InputStream begun, String words, boolean closes)
      throws IOException {
    List<String> told = List.of(words.split(" "));
    SSLContext context = contexts.computeIfAbsent(told.get(0), TestCertificates::context);
    SSLSocket layered = (SSLSocket) context.getSocketFactory().createSocket(socket, begun, closes);
    layered.setUseClientMode(false);
    SSLParameters parameters = layered.getSSLParameters();
    for (String word : told.subList(1, told.size())) {
      if (word.startsWith("alpn=")) {
        layered.setHandshakeApplicationProtocolSelector((s, offered) -> word.substring(5));
      } else if (word.startsWith("sni=")) {
        parameters.setSNIMatchers(List.of(new Demanded(word.substring(4))));
      } else if (word.equals("client")) {
        parameters.setNeedClientAuth(true);
      } else {
        parameters.setProtocols(new String[] {word});
      }
    }
    layered.setSSLParameters(parameters);
    layered.startHandshake();
    if (words.contains("sni=")
        && layered.getSession() instanceof javax.net.ssl.ExtendedSSLSession s
        && s.getRequestedServerNames().isEmpty()) {
      throw new IOException("the client sent no server name (SNI)");
    }
    return layered;
  }

  /** Lets a handshake fail unless the client names this server. */
  private static final class Demanded extends SNIMatcher {
    private final String name;

    Demanded(String name) {
      super(0);
      this.name = name;
    }

    @Override
    public boolean matches(SNIServerName asked) {
      return new SNIHostName(asked.getEncoded()).getAsciiName().equals(name);
    }
  }
}
