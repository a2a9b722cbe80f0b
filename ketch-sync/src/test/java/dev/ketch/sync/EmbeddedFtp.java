package dev.ketch.sync;

import java.nio.file.Path;
import java.util.List;
import org.apache.ftpserver.ConnectionConfigFactory;
import org.apache.ftpserver.FtpServer;
import org.apache.ftpserver.FtpServerFactory;
import org.apache.ftpserver.ftplet.FtpException;
import org.apache.ftpserver.listener.Listener;
import org.apache.ftpserver.listener.ListenerFactory;
import org.apache.ftpserver.usermanager.impl.BaseUser;
import org.apache.ftpserver.usermanager.impl.ConcurrentLoginPermission;
import org.apache.ftpserver.usermanager.impl.WritePermission;

/** A well-behaved server over a directory, for tests in which something else fails. */
final class EmbeddedFtp implements AutoCloseable {
  private final FtpServer server;
  private final int port;

  EmbeddedFtp(Path root) {
    ListenerFactory listeners = new ListenerFactory();
    listeners.setPort(0);
    listeners.setServerAddress("127.0.0.1");
    Listener listener = listeners.createListener();
    ConnectionConfigFactory connections = new ConnectionConfigFactory();
    connections.setMaxLogins(64);
    connections.setMaxAnonymousLogins(64);
    FtpServerFactory factory = new FtpServerFactory();
    factory.addListener("default", listener);
    factory.setConnectionConfig(connections.createConnectionConfig());
    BaseUser user = new BaseUser();
    user.setName("anonymous");
    user.setHomeDirectory(root.toString());
    user.setAuthorities(List.of(new WritePermission(), new ConcurrentLoginPermission(64, 64)));
    try {
      factory.getUserManager().save(user);
      server = factory.createServer();
      server.start();
    } catch (FtpException e) {
      throw new IllegalStateException(e);
    }
    port = listener.getPort();
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    server.stop();
  }
}
