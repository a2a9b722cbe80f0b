package dev.ketch.it;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.ftpserver.ConnectionConfigFactory;
import org.apache.ftpserver.DataConnectionConfigurationFactory;
import org.apache.ftpserver.FtpServer;
import org.apache.ftpserver.FtpServerFactory;
import org.apache.ftpserver.ftplet.FtpException;
import org.apache.ftpserver.listener.Listener;
import org.apache.ftpserver.listener.ListenerFactory;
import org.apache.ftpserver.ssl.SslConfiguration;
import org.apache.ftpserver.ssl.SslConfigurationFactory;
import org.apache.ftpserver.usermanager.impl.BaseUser;
import org.apache.ftpserver.usermanager.impl.ConcurrentLoginPermission;
import org.apache.ftpserver.usermanager.impl.WritePermission;

/** Apache FtpServer with one user. */
final class EmbeddedDaemon implements AutoCloseable {
  private final FtpServer server;
  private final Listener listener;

  private EmbeddedDaemon(FtpServer server, Listener listener) {
    this.server = server;
    this.listener = listener;
  }

  static EmbeddedDaemon start(Path root, String name, String password, RealServer.Tls tls)
      throws IOException {
    ListenerFactory listeners = new ListenerFactory();
    if (tls != null) {
      secure(listeners, tls);
    }
    listeners.setPort(0);
    listeners.setServerAddress("127.0.0.1");
    Listener listener = listeners.createListener();
    FtpServerFactory factory = new FtpServerFactory();
    factory.addListener("default", listener);
    ConnectionConfigFactory connections = new ConnectionConfigFactory();
    connections.setMaxLogins(64);
    factory.setConnectionConfig(connections.createConnectionConfig());
    BaseUser user = new BaseUser();
    user.setName(name);
    user.setPassword(password);
    user.setHomeDirectory(root.toString());
    user.setAuthorities(List.of(new WritePermission(), new ConcurrentLoginPermission(64, 64)));
    try {
      factory.getUserManager().save(user);
      FtpServer server = factory.createServer();
      server.start();
      return new EmbeddedDaemon(server, listener);
    } catch (FtpException e) {
      throw new IOException(e);
    }
  }

  private static void secure(ListenerFactory listeners, RealServer.Tls tls) throws IOException {
    Path keys = tls.pem().resolveSibling("embedded.p12");
    RealServer.run(
        keys.getParent(),
        "openssl",
        "pkcs12",
        "-export",
        "-in",
        tls.pem().toString(),
        "-out",
        keys.toString(),
        "-passout",
        "pass:embedded");
    SslConfigurationFactory ssl = new SslConfigurationFactory();
    ssl.setKeystoreFile(keys.toFile());
    ssl.setKeystoreType("PKCS12");
    ssl.setKeystorePassword("embedded");
    ssl.setSslProtocol(new String[] {tls.newest()});
    SslConfiguration made = ssl.createSslConfiguration();
    listeners.setSslConfiguration(made);
    DataConnectionConfigurationFactory data = new DataConnectionConfigurationFactory();
    data.setSslConfiguration(made);
    listeners.setDataConnectionConfiguration(data.createDataConnectionConfiguration());
  }

  int port() {
    return listener.getPort();
  }

  @Override
  public void close() {
    server.stop();
  }
}
