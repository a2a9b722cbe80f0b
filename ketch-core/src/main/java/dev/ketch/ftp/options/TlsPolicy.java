package dev.ketch.ftp.options;

import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Whether and how TLS protects a session (RFC 4217). Required means required: there is no silent
 * way back to clear text.
 *
 * @param mode when TLS begins
 * @param trust whom to believe
 * @param clearData leave data connections unprotected (PROT C)
 * @param context a prepared context to use instead of one made from {@code trust}, or null
 */
public record TlsPolicy(Mode mode, Trust trust, boolean clearData, @Nullable SSLContext context) {
  /** When TLS begins. */
  public enum Mode {
    /** Never. */
    NONE,
    /** By AUTH TLS, before anything secret is sent; a refusal is an error. */
    EXPLICIT,
    /** With the first byte, usually on port 990. */
    IMPLICIT
  }

  /**
   * Whom to believe.
   *
   * @param authorities PEM file of certificates to trust instead of the system's, or null
   * @param pins SHA-256 hashes of public keys, base64 with {@code sha256/} before; one must match
   * @param insecure believe any certificate: a loud choice for tests
   */
  public record Trust(@Nullable Path authorities, List<String> pins, boolean insecure) {
    /** The system's authorities, host name checked. */
    public static final Trust SYSTEM = new Trust(null, List.of(), false);

    /** Copies the pins. */
    public Trust {
      pins = List.copyOf(pins);
    }
  }

  /** No TLS. */
  public static final TlsPolicy NONE = new TlsPolicy(Mode.NONE, Trust.SYSTEM, false, null);

  /** AUTH TLS required, verified, data protected. */
  public static final TlsPolicy EXPLICIT = new TlsPolicy(Mode.EXPLICIT, Trust.SYSTEM, false, null);

  /** TLS from the first byte, verified, data protected. */
  public static final TlsPolicy IMPLICIT = new TlsPolicy(Mode.IMPLICIT, Trust.SYSTEM, false, null);

  /** A copy with another trust. */
  public TlsPolicy withTrust(Trust other) {
    return new TlsPolicy(mode, other, clearData, context);
  }

  /** A copy that uses a prepared context. */
  public TlsPolicy withContext(SSLContext prepared) {
    return new TlsPolicy(mode, trust, clearData, prepared);
  }

  /** A copy whose data connections stay in clear text: only where a server leaves no choice. */
  public TlsPolicy withClearData() {
    return new TlsPolicy(mode, trust, true, context);
  }
}
