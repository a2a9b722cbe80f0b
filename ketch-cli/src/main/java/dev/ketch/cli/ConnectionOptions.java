package dev.ketch.cli;

import dev.ketch.ftp.FtpConfig;
import dev.ketch.ftp.options.DataMode;
import dev.ketch.ftp.options.ProxyPolicy;
import dev.ketch.ftp.options.Timeouts;
import dev.ketch.ftp.url.FtpUrl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that every command with a connection takes. */
final class ConnectionOptions {
  private static final String HEADING_USER = "who logs in; default: the URL's, netrc's, anonymous";

  @Option(names = "--user", paramLabel = "NAME", description = HEADING_USER)
  @Nullable String user;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "read the password from the first line of FILE, - for standard input")
  @Nullable String passwordFile;

  @Option(names = "--account", paramLabel = "NAME", description = "answer to ACCT")
  @Nullable String account;

  /** How data connections are made. */
  enum Data {
    AUTO,
    EPSV,
    PASV,
    ACTIVE
  }

  @Option(
      names = "--data",
      paramLabel = "HOW",
      description = "auto (EPSV, else PASV), epsv, pasv or active; default: auto")
  @Nullable Data data;

  @Option(names = "--active", description = "the same as --data active: the server connects (PORT)")
  boolean active;

  @Option(names = "--port-range", paramLabel = "A-B", description = "ports for --data active")
  @Nullable String portRange;

  @Option(
      names = "--external-address",
      paramLabel = "IP",
      description = "announce IP for --data active")
  @Nullable String externalAddress;

  @Option(names = "--source-address", paramLabel = "IP", description = "connect from IP")
  @Nullable String sourceAddress;

  @Mixin TlsOptions tls = new TlsOptions();

  @Option(names = "--encoding", paramLabel = "CHARSET", description = "of names that are not UTF-8")
  @Nullable Charset encoding;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description = "of the server's listings; default: asked of the server (MDTM)")
  @Nullable ZoneId zone;

  @Option(names = "--timeout", paramLabel = "SECONDS", description = "for every single wait")
  double timeout;

  @Option(
      names = "--proxy",
      paramLabel = "URL",
      description = "socks5://[user@]host:port or http://[user@]host:port; KETCH_PROXY_PASSWORD")
  @Nullable String proxy;

  @Option(names = "--debug", description = "show commands and replies, secrets masked")
  boolean debug;

  @Option(
      names = "--transcript",
      paramLabel = "FILE",
      description = "write commands and replies to FILE")
  @Nullable Path transcript;

  /** The configuration for a URL. */
  FtpConfig config(FtpUrl url, Console console) throws IOException {
    return config(
        url, console, new Passwords.Sources(user, passwordFile, "KETCH_PASSWORD", account));
  }

  /** The configuration for the second of two servers, which has a password of its own. */
  FtpConfig targetConfig(FtpUrl url, Console console, @Nullable String targetPasswordFile)
      throws IOException {
    return config(
        url,
        console,
        new Passwords.Sources(null, targetPasswordFile, "KETCH_TARGET_PASSWORD", null));
  }

  private FtpConfig config(FtpUrl url, Console console, Passwords.Sources passwords)
      throws IOException {
    if (url.password() != null) {
      throw new UsageException(
          "a password in a URL is seen by others on this machine; use --password-file FILE,"
              + " KETCH_PASSWORD or netrc");
    }
    FtpConfig.Builder config = FtpConfig.of(url).toBuilder();
    config.credentials(new Passwords(passwords, console).find(url));
    config.tls(tls.policy(url, console));
    config.fallbackCharset(encoding).zone(zone).dataMode(dataMode()).proxy(proxyPolicy());
    if (sourceAddress != null) {
      config.sourceAddress(address(sourceAddress, "--source-address"));
    }
    if (timeout < 0) {
      throw new UsageException("--timeout must be more than 0 seconds");
    }
    if (timeout > 0) {
      config.timeouts(Timeouts.all(Duration.ofMillis(Math.max(1, (long) (timeout * 1000)))));
    }
    config.wireListener(WireLog.open(console, debug, transcript));
    return config.build();
  }

  private DataMode dataMode() throws IOException {
    if (active && data != null && data != Data.ACTIVE) {
      throw new UsageException(
          "--active and --data " + data.name().toLowerCase(Locale.ROOT) + " exclude each other");
    }
    if (!active && data != Data.ACTIVE) {
      if (portRange != null || externalAddress != null) {
        throw new UsageException(
            "--port-range and --external-address need --active (or --data active)");
      }
      return data == Data.EPSV
          ? DataMode.EPSV
          : data == Data.PASV ? DataMode.PASV : DataMode.PASSIVE;
    }
    InetAddress external =
        externalAddress == null ? null : address(externalAddress, "--external-address");
    if (portRange == null) {
      return new DataMode.Active(0, 0, external);
    }
    int dash = portRange.indexOf('-');
    try {
      int first = Integer.parseInt(portRange.substring(0, Math.max(dash, 0)));
      return new DataMode.Active(first, Integer.parseInt(portRange.substring(dash + 1)), external);
    } catch (NumberFormatException e) {
      throw new UsageException("--port-range is FIRST-LAST, such as 50000-50100");
    }
  }

  private @Nullable ProxyPolicy proxyPolicy() {
    if (proxy == null) {
      return null;
    }
    int colon = proxy.lastIndexOf(':');
    int scheme = proxy.indexOf("://");
    String kind = scheme < 0 ? "" : proxy.substring(0, scheme);
    if (colon <= scheme + 2 || !(kind.equals("socks5") || kind.equals("http"))) {
      throw new UsageException("--proxy is socks5://host:port or http://host:port");
    }
    String authority = proxy.substring(scheme + 3, colon);
    int at = authority.lastIndexOf('@');
    try {
      return new ProxyPolicy(
          kind.equals("http") ? ProxyPolicy.Kind.HTTP_CONNECT : ProxyPolicy.Kind.SOCKS5,
          authority.substring(at + 1),
          Integer.parseInt(proxy.substring(colon + 1)),
          at < 0 ? null : authority.substring(0, at),
          System.getenv("KETCH_PROXY_PASSWORD"));
    } catch (NumberFormatException e) {
      throw new UsageException("the port of --proxy is no number");
    }
  }

  private static InetAddress address(String text, String option) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new UsageException(option + " is no IP address: " + text);
    }
  }
}
