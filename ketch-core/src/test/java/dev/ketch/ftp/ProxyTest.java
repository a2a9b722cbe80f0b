package dev.ketch.ftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ketch.ftp.options.ProxyPolicy;
import dev.ketch.ftp.protocol.FtpConnectException;
import dev.ketch.testkit.ScriptedServer;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

/** Control and data connections through proxies that note where they were sent. */
class ProxyTest {
  private static FtpConfig through(
      TestProxy proxy, ProxyPolicy.Kind kind, ScriptedServer server, String host) {
    return Scripted.config(server).toBuilder()
        .host(host)
        .proxy(new ProxyPolicy(kind, "127.0.0.1", proxy.listener.getLocalPort(), "joe", "pw"))
        .build();
  }

  @Test
  void bothConnectionsGoThroughTheProxyToTheControlHost() throws IOException {
    for (ProxyPolicy.Kind kind : ProxyPolicy.Kind.values()) {
      try (ScriptedServer server =
              ScriptedServer.play(
                  Scripted.afterLogin(
                      "C: TYPE I",
                      "S: 200 ok",
                      "C: EPSV",
                      "S: 500 no",
                      "C: PASV",
                      "listen",
                      "S: 227 (10,9,8,7,{p1,p2})",
                      "C: RETR a",
                      "S: 150 go",
                      "data> proxied",
                      "S: 226 ok"));
          TestProxy proxy = new TestProxy(kind == ProxyPolicy.Kind.SOCKS5, false);
          FtpSession ftp =
              FtpClient.of(through(proxy, kind, server, "ftp.inner.example")).connect();
          InputStream in = ftp.read("a", 0)) {
        assertThat(in).hasContent("proxied");
        assertThat(proxy.targets).containsExactly("ftp.inner.example", "ftp.inner.example");
      }
    }
  }

  @Test
  void aRefusalIsTold() throws IOException {
    for (ProxyPolicy.Kind kind : ProxyPolicy.Kind.values()) {
      try (ScriptedServer server = ScriptedServer.play("S: 220 hi").lenient();
          TestProxy proxy = new TestProxy(kind == ProxyPolicy.Kind.SOCKS5, true)) {
        assertThatThrownBy(
                () -> FtpClient.of(through(proxy, kind, server, "ftp.inner.example")).connect())
            .isInstanceOf(FtpConnectException.class)
            .hasMessageContaining("the proxy 127.0.0.1")
            .hasMessageContaining("ftp.inner.example")
            .hasMessageNotContaining("pw");
      }
    }
  }
}
