package dev.ketch.ftp;

import dev.ketch.ftp.options.DataMode;
import dev.ketch.ftp.options.Limits;
import dev.ketch.ftp.options.ProxyPolicy;
import dev.ketch.ftp.options.Timeouts;
import dev.ketch.ftp.options.TlsPolicy;
import dev.ketch.ftp.protocol.WireListener;
import dev.ketch.ftp.url.Credentials;
import dev.ketch.ftp.url.FtpUrl;
import java.net.InetAddress;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneId;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Everything a session needs to know, immutable. {@link #of(String)} holds the defaults: port 21,
 * anonymous, passive, UTF-8, no TLS, finite time-outs and limits.
 */
public final class FtpConfig {
  private final Builder values;

  private FtpConfig(Builder values) {
    this.values = values;
  }

  /** The defaults for a host. */
  public static FtpConfig of(String host) {
    return new Builder(host).build();
  }

  /** What a URL says: host, port, user, and TLS by its scheme. */
  public static FtpConfig of(FtpUrl url) {
    Builder builder = new Builder(url.host());
    url.explicitPort().ifPresent(builder::port);
    String user = url.user();
    if (user != null) {
      String password = url.password();
      builder.credentials(Credentials.of(user, password == null ? "" : password));
    }
    if (url.scheme().equals("ftps")) {
      builder.tls(TlsPolicy.IMPLICIT);
    } else if (url.scheme().equals("ftpes")) {
      builder.tls(TlsPolicy.EXPLICIT);
    }
    return builder.build();
  }

  /** A builder that begins with these values. */
  public Builder toBuilder() {
    return values.copy();
  }

  /** The host, a name or an address. */
  public String host() {
    return values.host;
  }

  /** The port: as set, else 990 for implicit TLS and 21 for all else. */
  public int port() {
    return values.port.orElse(values.tls.mode() == TlsPolicy.Mode.IMPLICIT ? 990 : 21);
  }

  /** Who logs in. */
  public Credentials credentials() {
    return values.credentials;
  }

  /** How long to wait for what. */
  public Timeouts timeouts() {
    return values.timeouts;
  }

  /** How much to take from the server at once. */
  public Limits limits() {
    return values.limits;
  }

  /** Whether and how TLS is used. */
  public TlsPolicy tls() {
    return values.tls;
  }

  /** Who opens data connections. */
  public DataMode dataMode() {
    return values.dataMode;
  }

  /** The proxy, or null. */
  public @Nullable ProxyPolicy proxy() {
    return values.proxy;
  }

  /** The charset of names and replies. */
  public Charset charset() {
    return values.charset;
  }

  /**
   * The charset of names that are not valid in {@link #charset()}, or null to keep their bytes as
   * {@link dev.ketch.ftp.protocol.NameCodec} says. Only with UTF-8.
   */
  public @Nullable Charset fallbackCharset() {
    return values.fallbackCharset;
  }

  /** The zone of times in LIST listings, or null to learn it by asking MDTM for one of them. */
  public @Nullable ZoneId zone() {
    return values.zone;
  }

  /** The clock that tells which year a listed date belongs to. */
  public Clock clock() {
    return values.clock;
  }

  /** The address to connect from, or null for any. */
  public @Nullable InetAddress sourceAddress() {
    return values.sourceAddress;
  }

  /** The name for HOST (RFC 7151), or null to send none. */
  public @Nullable String virtualHost() {
    return values.virtualHost;
  }

  /** The name for CLNT where the server knows it, or null to send none. */
  public @Nullable String clientName() {
    return values.clientName;
  }

  /** Who hears commands and replies. */
  public WireListener wireListener() {
    return values.wireListener;
  }

  /** Collects values; each setter returns this builder. */
  public static final class Builder {
    private String host;
    private OptionalInt port = OptionalInt.empty();
    private Credentials credentials = Credentials.ANONYMOUS;
    private Timeouts timeouts = Timeouts.DEFAULT;
    private Limits limits = Limits.DEFAULT;
    private TlsPolicy tls = TlsPolicy.NONE;
    private DataMode dataMode = DataMode.PASSIVE;
    private @Nullable ProxyPolicy proxy;
    private Charset charset = StandardCharsets.UTF_8;
    private @Nullable Charset fallbackCharset;
    private @Nullable ZoneId zone;
    private Clock clock = Clock.systemUTC();
    private @Nullable InetAddress sourceAddress;
    private @Nullable String virtualHost;
    private @Nullable String clientName = "Ketch";
    private WireListener wireListener = WireListener.NONE;

    private Builder(String host) {
      this.host = host;
    }

    private Builder copy() {
      Builder b = new Builder(host);
      b.port = port;
      b.credentials = credentials;
      b.timeouts = timeouts;
      b.limits = limits;
      b.tls = tls;
      b.dataMode = dataMode;
      b.proxy = proxy;
      b.charset = charset;
      b.fallbackCharset = fallbackCharset;
      b.zone = zone;
      b.clock = clock;
      b.sourceAddress = sourceAddress;
      b.virtualHost = virtualHost;
      b.clientName = clientName;
      b.wireListener = wireListener;
      return b;
    }

    /** See {@link FtpConfig#host()}. */
    public Builder host(String value) {
      host = value;
      return this;
    }

    /** See {@link FtpConfig#port()}. */
    public Builder port(int value) {
      if (value < 1 || value > 65535) {
        throw new IllegalArgumentException("a port is between 1 and 65535, not " + value);
      }
      port = OptionalInt.of(value);
      return this;
    }

    /** See {@link FtpConfig#credentials()}. */
    public Builder credentials(Credentials value) {
      credentials = value;
      return this;
    }

    /** A user and a password, as {@link Credentials#of}. */
    public Builder login(String user, String password) {
      return credentials(Credentials.of(user, password));
    }

    /** See {@link FtpConfig#timeouts()}. */
    public Builder timeouts(Timeouts value) {
      timeouts = value;
      return this;
    }

    /** See {@link FtpConfig#limits()}. */
    public Builder limits(Limits value) {
      limits = value;
      return this;
    }

    /** See {@link FtpConfig#tls()}. */
    public Builder tls(TlsPolicy value) {
      tls = value;
      return this;
    }

    /** See {@link FtpConfig#dataMode()}. */
    public Builder dataMode(DataMode value) {
      dataMode = value;
      return this;
    }

    /** See {@link FtpConfig#proxy()}. */
    public Builder proxy(@Nullable ProxyPolicy value) {
      proxy = value;
      return this;
    }

    /** See {@link FtpConfig#charset()}. */
    public Builder charset(Charset value) {
      charset = value;
      return this;
    }

    /** See {@link FtpConfig#fallbackCharset()}. */
    public Builder fallbackCharset(@Nullable Charset value) {
      fallbackCharset = value;
      return this;
    }

    /** See {@link FtpConfig#zone()}. */
    public Builder zone(@Nullable ZoneId value) {
      zone = value;
      return this;
    }

    /** See {@link FtpConfig#clock()}. */
    public Builder clock(Clock value) {
      clock = value;
      return this;
    }

    /** See {@link FtpConfig#sourceAddress()}. */
    public Builder sourceAddress(@Nullable InetAddress value) {
      sourceAddress = value;
      return this;
    }

    /** See {@link FtpConfig#virtualHost()}. */
    public Builder virtualHost(@Nullable String value) {
      virtualHost = value;
      return this;
    }

    /** See {@link FtpConfig#clientName()}. */
    public Builder clientName(@Nullable String value) {
      clientName = value;
      return this;
    }

    /** See {@link FtpConfig#wireListener()}. */
    public Builder wireListener(WireListener value) {
      wireListener = value;
      return this;
    }

    /** The values as they are now. */
    public FtpConfig build() {
      return new FtpConfig(copy());
    }
  }
}
