package dev.ketch.examples;

import java.nio.file.Path;
import java.util.List;
import org.apache.ftpserver.ConnectionConfigFactory;
import org.apache.ftpserver.FtpServer;
import org.apache.ftpserver.FtpServerFactory;
import org.apache.ftpserver.listener.Listener;
import org.apache.ftpserver.listener.ListenerFactory;
import org.apache.ftpserver.usermanager.impl.BaseUser;
import org.apache.ftpserver.usermanager.impl.WritePermission;

/** A whole server on a free port, which serves one directory to anonymous users. */
final class EmbeddedServer implements AutoCloseable {
  private final FtpServer server;
  private final Listener listener;

  EmbeddedServer(Path served) throws Exception {
    ListenerFactory listeners = new ListenerFactory();
    listeners.setPort(0);
    listeners.setServerAddress("127.0.0.1");
    listener = listeners.createListener();
    FtpServerFactory factory = new FtpServerFactory();
    factory.addListener("default", listener);
    ConnectionConfigFactory connections = new ConnectionConfigFactory();
    connections.setAnonymousLoginEnabled(true);
    factory.setConnectionConfig(connections.createConnectionConfig());
    BaseUser user = new BaseUser();
    user.setName("anonymous");
    user.setHomeDirectory(served.toString());
    user.setAuthorities(List.of(new WritePermission()));
    factory.getUserManager().save(user);
    server = factory.createServer();
    server.start();
  }

  /** Host and port, as every example takes it. */
  String host() {
    return "127.0.0.1:" + listener.getPort();
  }

  @Override
  public void close() {
    server.stop();
  }
}
