package dev.ketch.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import org.apache.ftpserver.ConnectionConfigFactory;
import org.apache.ftpserver.DataConnectionConfigurationFactory;
import org.apache.ftpserver.FtpServer;
import org.apache.ftpserver.FtpServerFactory;
import org.apache.ftpserver.command.CommandFactoryFactory;
import org.apache.ftpserver.command.NotSupportedCommand;
import org.apache.ftpserver.ftplet.FtpException;
import org.apache.ftpserver.listener.Listener;
import org.apache.ftpserver.listener.ListenerFactory;
import org.apache.ftpserver.ssl.SslConfiguration;
import org.apache.ftpserver.ssl.SslConfigurationFactory;
import org.apache.ftpserver.usermanager.impl.BaseUser;
import org.apache.ftpserver.usermanager.impl.ConcurrentLoginPermission;
import org.apache.ftpserver.usermanager.impl.WritePermission;
import org.jspecify.annotations.Nullable;

/** A well-behaved server on a free loopback port, for {@code demo}. */
final class EmbeddedServer implements AutoCloseable {
  private final FtpServer server;
  private final int port;

  private EmbeddedServer(FtpServer server, int port) {
    this.server = server;
    this.port = port;
  }

  static EmbeddedServer start(Path root) throws IOException {
    return start(root, null, new CommandFactoryFactory());
  }

  /** With a PKCS#12 file of a certificate and its key, whose password is "testkit", also TLS. */
  static EmbeddedServer start(Path root, Path keys) throws IOException {
    return start(root, keys, new CommandFactoryFactory());
  }

  /** Knows no MLSD, as many servers: its listings are those of LIST. */
  static EmbeddedServer startWithoutMlsd(Path root) throws IOException {
    CommandFactoryFactory commands = new CommandFactoryFactory();
    commands.addCommand("MLSD", new NotSupportedCommand());
    return start(root, null, commands);
  }

  private static EmbeddedServer start(
      Path root, @Nullable Path keys, CommandFactoryFactory commands) throws IOException {
    ListenerFactory listeners = new ListenerFactory();
    if (keys != null) {
      secure(listeners, keys);
    }
    listeners.setPort(0);
    listeners.setServerAddress(InetAddress.getLoopbackAddress().getHostAddress());
    Listener listener = listeners.createListener();
    ConnectionConfigFactory connections = new ConnectionConfigFactory();
    connections.setAnonymousLoginEnabled(true);
    connections.setMaxLogins(64);
    connections.setMaxAnonymousLogins(64);
    FtpServerFactory factory = new FtpServerFactory();
    factory.addListener("default", listener);
    factory.setConnectionConfig(connections.createConnectionConfig());
    factory.setCommandFactory(commands.createCommandFactory());
    BaseUser user = new BaseUser();
    user.setName("anonymous");
    user.setHomeDirectory(root.toString());
    user.setAuthorities(List.of(new WritePermission(), new ConcurrentLoginPermission(64, 64)));
    try {
      factory.getUserManager().save(user);
      FtpServer server = factory.createServer();
      server.start();
      return new EmbeddedServer(server, listener.getPort());
    } catch (FtpException e) {
      throw new IOException("the embedded server did not start: " + e.getMessage(), e);
    }
  }

  private static void secure(ListenerFactory listeners, Path keys) {
    SslConfigurationFactory ssl = new SslConfigurationFactory();
    ssl.setKeystoreFile(keys.toFile());
    ssl.setKeystoreType("PKCS12");
    ssl.setKeystorePassword("testkit");
    SslConfiguration made = ssl.createSslConfiguration();
    listeners.setSslConfiguration(made);
    DataConnectionConfigurationFactory data = new DataConnectionConfigurationFactory();
    data.setSslConfiguration(made);
    listeners.setDataConnectionConfiguration(data.createDataConnectionConfiguration());
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    server.stop();
  }
}
