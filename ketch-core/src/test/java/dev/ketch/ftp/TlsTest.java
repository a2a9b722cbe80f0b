package dev.ketch.ftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ketch.ftp.options.DataMode;
import dev.ketch.ftp.options.ProxyPolicy;
import dev.ketch.ftp.options.TlsPolicy;
import dev.ketch.ftp.options.TlsPolicy.Clear;
import dev.ketch.ftp.options.TlsPolicy.Identity;
import dev.ketch.ftp.options.TlsPolicy.Trust;
import dev.ketch.ftp.protocol.FtpIncompleteException;
import dev.ketch.ftp.protocol.FtpTlsException;
import dev.ketch.ftp.protocol.WireListener;
import dev.ketch.testkit.ScriptedServer;
import dev.ketch.testkit.TestCertificates;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS against scripted servers: what is accepted, what is refused, and in which words. */
class TlsTest {
  private static final String RETR =
      "C: TYPE I\nS: 200 ok\npassive\nC: RETR a\nS: 150 go\ndata> hello\nS: 226 ok\n";
  private static final String AUTH = "S: 220 hi\nC: AUTH TLS\nS: 234 go\n";

  private static final String ENTER =
      "\nC: PBSZ 0\nS: 200 ok\nC: PROT P\nS: 200 ok\nC: USER anonymous\nS: 230 in\nC: FEAT\n"
          + "S: 500 no\n";

  @TempDir Path work;
  private Trust ca;

  @BeforeEach
  void authority() {
    ca = Trust.authorities(TestCertificates.copy("ca.pem", work));
  }

  private static FtpSession connect(ScriptedServer server, TlsPolicy policy) throws IOException {
    return FtpClient.of(Scripted.config(server).toBuilder().tls(policy).build()).connect();
  }

  private static String read(FtpSession ftp) throws IOException {
    try (InputStream in = ftp.read("a", 0)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void controlAndDataAreProtected() throws IOException {
    try (ScriptedServer server = ScriptedServer.play("login-tls\n" + RETR);
        FtpSession ftp = connect(server, TlsPolicy.EXPLICIT.withTrust(ca))) {
      assertThat(read(ftp)).isEqualTo("hello");
    }
  }

  @Test
  void uploadsArriveWholeWithACloseNotify() throws IOException {
    String text = "x".repeat(300_000);
    try (ScriptedServer server =
            ScriptedServer.play(
                "login-tls\nC: TYPE I\nS: 200 ok\npassive\nC: STOR a\nS: 150 go\ndata< "
                    + text
                    + "\nS: 226 ok");
        FtpSession ftp = connect(server, TlsPolicy.EXPLICIT.withTrust(ca));
        OutputStream out = ftp.write("a", 0)) {
      new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)).transferTo(out);
    }
  }

  @Test
  void implicitTlsBeginsWithTheFirstByte() throws IOException {
    String login =
        "tls server\ndata tls server\nS: 220 hi\nC: PBSZ 0\nS: 200 ok\nC: PROT P\nS: 200 ok\n"
            + "C: USER anonymous\nS: 230 in\nC: FEAT\nS: 500 no\n";
    try (ScriptedServer server = ScriptedServer.play(login + RETR);
        FtpSession ftp = connect(server, TlsPolicy.IMPLICIT.withTrust(ca))) {
      assertThat(read(ftp)).isEqualTo("hello");
    }
  }

  @Test
  void implicitTlsOnAPortOfClearTextNamesTheOtherWay() {
    try (ScriptedServer server = ScriptedServer.play("S: 220 hi\nany").lenient()) {
      assertThatThrownBy(() -> connect(server, TlsPolicy.IMPLICIT))
          .isInstanceOf(FtpTlsException.class)
          .hasMessageContaining("ftpes://");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "wrongname  | made out to elsewhere.example.org, files.example.org and not to 127.0.0.1",
        "expired    | (\"CN=localhost\") expired on 2021-01-01",
        "selfsigned | is self-signed; if it is known to be right",
        "foreign    | signed by \"CN=Some other authority\", an authority that is not trusted here",
      })
  void certificateTroubleIsNamed(String certificate, String sentence) {
    for (String where : List.of("tls ", "tls server\ndata tls ")) {
      boolean onData = where.contains("data");
      String rest =
          onData
              ? "\nC: PBSZ 0\nS: 200 ok\nC: PROT P\nS: 200 ok\nC: USER anonymous\nS: 230 in\n"
                  + "C: FEAT\nS: 500 no\n"
                  + RETR
              : "\nany";
      try (ScriptedServer server =
          ScriptedServer.play(AUTH + where + certificate + rest).lenient()) {
        assertThatThrownBy(() -> read(connect(server, TlsPolicy.EXPLICIT.withTrust(ca))))
            .isInstanceOf(FtpTlsException.class)
            .hasMessageContaining(sentence);
        assertThat(server.received()).noneMatch(l -> l.startsWith("USER") && !onData);
      }
    }
  }

  @Test
  void theDataConnectionShowsTheCertificateOfTheControlConnection() {
    // Each is believed by itself: --insecure believes all.
    String script = "login-tls\ndata tls selfsigned\n" + RETR;
    try (ScriptedServer server = ScriptedServer.play(script).lenient()) {
      TlsPolicy policy = TlsPolicy.EXPLICIT.withTrust(new Trust(null, List.of(), true));
      assertThatThrownBy(() -> read(connect(server, policy)))
          .isInstanceOf(FtpTlsException.class)
          .hasMessageContaining("another certificate than the control connection");
    }
  }

  @Test
  void aPinnedKeyNeedsNoAuthority() throws IOException {
    String pin;
    try (ScriptedServer server = ScriptedServer.play(AUTH + "tls selfsigned\nany").lenient()) {
      TlsPolicy policy = TlsPolicy.EXPLICIT.withTrust(ca);
      Throwable refused =
          org.assertj.core.api.Assertions.catchThrowable(() -> connect(server, policy));
      pin = String.valueOf(refused.getMessage()).replaceAll(".*--pin ", "");
    }
    String script = AUTH + "tls selfsigned" + ENTER;
    try (ScriptedServer server = ScriptedServer.play(script)) {
      connect(server, TlsPolicy.EXPLICIT.withTrust(Trust.pinned("sha256/other", pin))).close();
    }
    try (ScriptedServer server = ScriptedServer.play(AUTH + "tls selfsigned\nany").lenient()) {
      assertThatThrownBy(
              () -> connect(server, TlsPolicy.EXPLICIT.withTrust(Trust.pinned("sha256/other"))))
          .isInstanceOf(FtpTlsException.class)
          .hasMessageContaining(pin)
          .hasMessageContaining("none of the pinned ones");
    }
  }

  @Test
  void theClientShowsItsCertificate() throws IOException {
    String script =
        AUTH
            + "tls server client\nC: PBSZ 0\nS: 200 ok\nC: PROT P\nS: 200 ok\n"
            + "C: USER anonymous\nS: 232 known by certificate\nC: FEAT\nS: 500 no\n";
    Path p12 = TestCertificates.copy("client.p12", work);
    Path pem = TestCertificates.copy("client.pem", work);
    TlsPolicy policy = TlsPolicy.EXPLICIT.withTrust(ca);
    for (Identity identity :
        List.of(
            new Identity(p12, null, TestCertificates.PASSWORD),
            new Identity(pem, null, null),
            new Identity(pem, pem, null))) {
      try (ScriptedServer server = ScriptedServer.play(script)) {
        connect(server, policy.withIdentity(identity)).close();
      }
    }
    try (ScriptedServer server = ScriptedServer.play(script).lenient()) {
      assertThatThrownBy(() -> connect(server, policy)).isInstanceOf(IOException.class);
    }
    assertThatThrownBy(
            () -> connect(anyone(), policy.withIdentity(new Identity(p12, null, "wrong"))))
        .isInstanceOf(FtpTlsException.class)
        .hasMessageContaining("cannot be opened with the password given");
    assertThatThrownBy(
            () ->
                connect(anyone(), policy.withIdentity(new Identity(work.resolve("no"), null, ""))))
        .isInstanceOf(FtpTlsException.class)
        .hasMessageContaining("there is no file");
  }

  private static ScriptedServer anyone() {
    return ScriptedServer.play("any").lenient();
  }

  @Test
  void anEncryptedKeyIsOpenedByItsPassword() throws Exception {
    Path pem = TestCertificates.copy("client.pem", work);
    // What "openssl pkcs8 -topk8 -v2 aes-256-cbc" makes of the key.
    String key = Files.readString(pem);
    byte[] plain =
        java.util.Base64.getMimeDecoder()
            .decode(key.replaceAll("(?s).*BEGIN PRIVATE KEY-----(.*?)-----END.*", "$1"));
    Path encrypted = work.resolve("encrypted.key");
    Files.writeString(encrypted, EncryptedKeys.pem(plain, "open sesame"));
    String script =
        AUTH
            + "tls server client\nC: PBSZ 0\nS: 200 ok\nC: PROT P\nS: 200 ok\n"
            + "C: USER anonymous\nS: 230 in\nC: FEAT\nS: 500 no\n";
    TlsPolicy policy = TlsPolicy.EXPLICIT.withTrust(ca);
    try (ScriptedServer server = ScriptedServer.play(script)) {
      connect(server, policy.withIdentity(new Identity(pem, encrypted, "open sesame"))).close();
    }
    assertThatThrownBy(
            () -> connect(anyone(), policy.withIdentity(new Identity(pem, encrypted, "no"))))
        .isInstanceOf(FtpTlsException.class)
        .hasMessageContaining("cannot be decrypted");
  }

  @Test
  void aCutConnectionIsNoEndOfFile() throws IOException {
    String cut = RETR.replace("data> hello", "data+ hello\ndata cut");
    try (ScriptedServer server = ScriptedServer.play("login-tls\n" + cut);
        FtpSession ftp = connect(server, TlsPolicy.EXPLICIT.withTrust(ca))) {
      assertThatThrownBy(() -> read(ftp))
          .isInstanceOf(FtpIncompleteException.class)
          .hasMessageContaining("close_notify");
    }
  }

  @Test
  void aMissingCloseNotifyMayBeAcceptedWhenTheSizeFits() throws IOException {
    String sized = "C: TYPE I\nS: 200 ok\nC: SIZE a\nS: 213 5\n";
    String data = RETR.substring(RETR.indexOf("passive")).replace("> hello", "+ %s\ndata cut");
    TlsPolicy policy = TlsPolicy.EXPLICIT.withTrust(ca).withAcceptsMissingClose(true);
    try (ScriptedServer server =
            ScriptedServer.play("login-tls\n" + sized + data.formatted("hello"));
        FtpSession ftp = connect(server, policy)) {
      ftp.download("a", work.resolve("a"));
      assertThat(work.resolve("a")).hasContent("hello");
    }
    try (ScriptedServer server =
            ScriptedServer.play("login-tls\n" + sized + data.formatted("hel"));
        FtpSession ftp = connect(server, policy)) {
      assertThatThrownBy(() -> ftp.download("a", work.resolve("b")))
          .isInstanceOf(FtpIncompleteException.class);
      assertThat(work.resolve("b")).doesNotExist();
    }
  }

  @Test
  void autoGoesOnInTheClearAloud() throws IOException {
    List<String> warnings = new ArrayList<>();
    WireListener listener =
        new WireListener() {
          @Override
          public void warning(String text) {
            warnings.add(text);
          }
        };
    try (ScriptedServer server =
        ScriptedServer.play(
            "S: 220 hi\nC: AUTH TLS\nS: 502 no\nC: USER anonymous\nS: 230 in\nC: FEAT\nS: 500 no\n"
                + RETR)) {
      FtpConfig config =
          Scripted.config(server).toBuilder().tls(TlsPolicy.AUTO).wireListener(listener).build();
      try (FtpSession ftp = FtpClient.of(config).connect()) {
        assertThat(read(ftp)).isEqualTo("hello");
      }
      assertThat(warnings).singleElement().asString().contains("UNPROTECTED");
    }
    try (ScriptedServer server = ScriptedServer.play("login-tls\n" + RETR);
        FtpSession ftp = connect(server, TlsPolicy.AUTO.withTrust(ca))) {
      assertThat(read(ftp)).isEqualTo("hello");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {536, 500, 534})
  void refusedProtectionOfDataIsAnError(int code) throws IOException {
    String script = AUTH + "tls server\nC: PBSZ 0\nS: 500 no\nC: PROT P\nS: " + code + " no\nany";
    try (ScriptedServer server = ScriptedServer.play(script)) {
      assertThatThrownBy(() -> connect(server, TlsPolicy.EXPLICIT.withTrust(ca)))
          .isInstanceOf(FtpTlsException.class)
          .hasMessageContaining("refused to protect data");
      assertThat(server.received()).noneMatch(l -> l.startsWith("USER"));
    }
  }

  @Test
  void clearDataAndClearControlOnlyWhenAskedForByName() throws IOException {
    String login =
        AUTH
            + "tls server\nC: PBSZ 0\nS: 500 no\nC: PROT C\nS: 200 ok\nC: USER anonymous\n"
            + "S: 230 in\nC: FEAT\nS: 500 no\n";
    TlsPolicy policy = TlsPolicy.EXPLICIT.withTrust(ca);
    try (ScriptedServer server = ScriptedServer.play(login + RETR);
        FtpSession ftp = connect(server, policy.withClear(Clear.DATA))) {
      assertThat(read(ftp)).isEqualTo("hello");
    }
    try (ScriptedServer server =
            ScriptedServer.play(login + "C: CCC\nS: 200 ok\ntls end\n" + RETR);
        FtpSession ftp = connect(server, policy.withClear(Clear.DATA_AND_CONTROL))) {
      assertThat(read(ftp)).isEqualTo("hello");
    }
    try (ScriptedServer server =
            ScriptedServer.play("login-tls\nC: CCC\nS: 200 ok\ntls end\n" + RETR);
        FtpSession ftp = connect(server, policy.withClear(Clear.CONTROL))) {
      assertThat(read(ftp)).isEqualTo("hello");
    }
  }

  @Test
  void aServerOfAnotherProtocolIsRefused() throws IOException {
    try (ScriptedServer server =
        ScriptedServer.play(AUTH + "tls server alpn=http/1.1\nany").lenient()) {
      assertThatThrownBy(() -> connect(server, TlsPolicy.EXPLICIT.withTrust(ca)))
          .isInstanceOf(FtpTlsException.class)
          .hasMessageContaining("not an FTP server");
    }
    try (ScriptedServer server = ScriptedServer.play(AUTH + "tls server alpn=ftp" + ENTER)) {
      connect(server, TlsPolicy.EXPLICIT.withTrust(ca)).close();
    }
  }

  @Test
  void serverNameAndProxyGoTogetherWithTls() throws IOException {
    String script =
        AUTH
            + "tls server sni=ftp.example.org\ndata tls server sni=ftp.example.org\n"
            + "C: PBSZ 0\nS: 200 ok\nC: PROT P\nS: 200 ok\nC: USER anonymous\nS: 230 in\n"
            + "C: FEAT\nS: 500 no\n"
            + RETR;
    for (ProxyPolicy.Kind kind : ProxyPolicy.Kind.values()) {
      try (TestProxy proxy = new TestProxy(kind == ProxyPolicy.Kind.SOCKS5, false);
          ScriptedServer server = ScriptedServer.play(script)) {
        FtpConfig config =
            Scripted.config(server).toBuilder()
                .host("ftp.example.org")
                .tls(TlsPolicy.EXPLICIT.withTrust(ca))
                .proxy(
                    new ProxyPolicy(kind, "127.0.0.1", proxy.listener.getLocalPort(), "joe", "pw"))
                .build();
        try (FtpSession ftp = FtpClient.of(config).connect()) {
          assertThat(read(ftp)).isEqualTo("hello");
        }
      }
    }
  }

  @Test
  void activeModeGoesTogetherWithTls() throws IOException {
    String script =
        "login-tls\nC: TYPE I\nS: 200 ok\nC: PORT *\nS: 200 ok\nC: RETR a\nS: 150 go\nconnect\n"
            + "data> hello\nS: 226 ok";
    try (ScriptedServer server = ScriptedServer.play(script)) {
      FtpConfig config =
          Scripted.config(server).toBuilder()
              .tls(TlsPolicy.EXPLICIT.withTrust(ca))
              .dataMode(new DataMode.Active(0, 0, null))
              .build();
      try (FtpSession ftp = FtpClient.of(config).connect()) {
        assertThat(read(ftp)).isEqualTo("hello");
      }
    }
  }

  static Stream<String> refusals() {
    return Stream.of(
        "522 SSL connection failed: session reuse required",
        "425 Unable to build data connection: Operation not permitted",
        "425 Unable to build data connection: TLS session of data connection not resumed");
  }

  @ParameterizedTest
  @org.junit.jupiter.params.provider.MethodSource("refusals")
  void aSessionThatWasNotResumedIsToldInWords(String reply) throws IOException {
    for (String script :
        List.of(
            "passive\nC: RETR a\nS: 150 go\ndata close\nS: " + reply,
            "passive\nC: RETR a\nS: 150 go\ndata reset\nS: " + reply,
            "passive\nC: RETR a\nS: " + reply)) {
      try (ScriptedServer server =
              ScriptedServer.play("login-tls\nC: TYPE I\nS: 200 ok\n" + script).lenient();
          FtpSession ftp = connect(server, TlsPolicy.EXPLICIT.withTrust(ca))) {
        assertThatThrownBy(
                () ->
                    ftp.download(
                        "a", work.resolve("a"), TransferOptions.DEFAULT.withListed(5, null)))
            .isInstanceOf(FtpTlsException.class)
            .hasMessageContaining("resume the TLS session")
            .hasMessageContaining(reply);
        assertThat(ftp.isOpen()).isFalse();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"257 \"/home\"|C: CWD /home\nS: 250 ok\n", "502 no|", "257 \"x|"})
  void withoutATicketTheSessionLogsInAgainAndGoesOnWhereItWas(String placeAndBack)
      throws Exception {
    String place = placeAndBack.substring(0, placeAndBack.indexOf('|'));
    String back = placeAndBack.substring(place.length() + 1);
    SSLContext context = contextThatTrusts(work.resolve("ca.pem"));
    String again =
        AUTH
            + "tls server TLSv1.2\ndata tls server\nC: PBSZ 0\nS: 200 ok\nC: PROT P\nS: 200 ok\n"
            + "C: USER anonymous\nS: 230 in\nC: FEAT\nS: 500 no\n"
            + back;
    try (ScriptedServer server =
            ScriptedServer.play(
                "login-tls\n" + RETR + "C: PWD\nS: " + place + "\nC: QUIT\nS: 221 bye",
                again + RETR);
        FtpSession ftp = connect(server, TlsPolicy.EXPLICIT.withContext(context))) {
      assertThat(read(ftp)).isEqualTo("hello");
      // As after an upload to ProFTPD: the ticket is used and no other has come.
      SSLSessionContext sessions = context.getClientSessionContext();
      for (byte[] id : Collections.list(sessions.getIds())) {
        SSLSession session = sessions.getSession(id);
        if (session != null) {
          session.invalidate();
        }
      }
      assertThat(read(ftp)).isEqualTo("hello");
    }
  }

  private static SSLContext contextThatTrusts(Path pem) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (InputStream in = Files.newInputStream(pem)) {
      store.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
