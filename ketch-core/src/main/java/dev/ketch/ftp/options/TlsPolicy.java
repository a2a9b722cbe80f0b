package dev.ketch.ftp.options;

import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Whether and how TLS protects a session (RFC 4217). Required means required: but for {@link
 * Mode#AUTO}, which says so aloud, there is no way back to clear text. Begin with one of the
 * constants and change what differs.
 *
 * @param mode when TLS begins
 * @param trust whom to believe
 * @param identity the client's own certificate, or null for none
 * @param clear what is left unprotected all the same
 * @param acceptsMissingClose take data that end without a TLS close_notify, if nothing else speaks
 *     against it: a download must have the size that the server told, a listing must end with a
 *     whole line
 * @param context a prepared context to use instead of one made from trust and identity, or null
 */
public record TlsPolicy(
    Mode mode,
    Trust trust,
    @Nullable Identity identity,
    Clear clear,
    boolean acceptsMissingClose,
    @Nullable SSLContext context) {
  /** When TLS begins. */
  public enum Mode {
    /** Never. */
    NONE,
    /**
     * By AUTH TLS where the server has it, else not at all: anyone on the way can make the server
     * seem to have none. {@link dev.ketch.ftp.protocol.WireListener#warning} hears of it.
     */
    AUTO,
    /** By AUTH TLS, before anything secret is sent; a refusal is an error. */
    EXPLICIT,
    /** With the first byte, usually on port 990. */
    IMPLICIT
  }

  /** What is left unprotected. */
  public enum Clear {
    /** Nothing. */
    NOTHING,
    /** Data connections (PROT C): for servers that leave no choice. */
    DATA,
    /** The control connection after the login (CCC, RFC 4217 section 6.3): for old firewalls. */
    CONTROL,
    /** Everything but the login. */
    DATA_AND_CONTROL;

    /** Whether data connections go without TLS. */
    public boolean data() {
      return this == DATA || this == DATA_AND_CONTROL;
    }

    /** Whether the control connection goes on without TLS after the login. */
    public boolean control() {
      return this == CONTROL || this == DATA_AND_CONTROL;
    }
  }

  /**
   * Whom to believe.
   *
   * @param authorities PEM file of certificates to trust instead of the system's, or null
   * @param pins SHA-256 hashes of public keys, base64 with {@code sha256/} before; one must match.
   *     Without {@code authorities} a key that matches needs no authority, no name and no date
   * @param insecure believe any certificate: a loud choice for tests
   */
  public record Trust(@Nullable Path authorities, List<String> pins, boolean insecure) {
    /** The system's authorities, host name checked. */
    public static final Trust SYSTEM = new Trust(null, List.of(), false);

    /** Copies the pins. */
    public Trust {
      pins = List.copyOf(pins);
    }

    /** The certificates in a PEM file instead of the system's authorities. */
    public static Trust authorities(Path pem) {
      return new Trust(pem, List.of(), false);
    }

    /** Only servers with one of these public keys. */
    public static Trust pinned(String... pins) {
      return new Trust(null, List.of(pins), false);
    }
  }

  /**
   * The client's own certificate and key.
   *
   * @param certificate a PKCS#12 file with both, or a PEM file with the certificate chain
   * @param key a PEM file with the key, or null if it is in the first file
   * @param password what the PKCS#12 file or the key is encrypted with, or null
   */
  public record Identity(Path certificate, @Nullable Path key, @Nullable String password) {
    /** Shows no password. */
    @Override
    public String toString() {
      return "Identity[certificate=" + certificate + ", key=" + key + "]";
    }
  }

  /** No TLS. */
  public static final TlsPolicy NONE = of(Mode.NONE);

  /** TLS where the server has it: use only where clear text would do as well. */
  public static final TlsPolicy AUTO = of(Mode.AUTO);

  /** AUTH TLS required, verified, data protected. */
  public static final TlsPolicy EXPLICIT = of(Mode.EXPLICIT);

  /** TLS from the first byte, verified, data protected. */
  public static final TlsPolicy IMPLICIT = of(Mode.IMPLICIT);

  /** A mode with all else as it should be. */
  public static TlsPolicy of(Mode mode) {
    return new TlsPolicy(mode, Trust.SYSTEM, null, Clear.NOTHING, false, null);
  }

  /** A copy with another trust. */
  public TlsPolicy withTrust(Trust other) {
    return new TlsPolicy(mode, other, identity, clear, acceptsMissingClose, context);
  }

  /** A copy with a certificate of the client's own. */
  public TlsPolicy withIdentity(@Nullable Identity other) {
    return new TlsPolicy(mode, trust, other, clear, acceptsMissingClose, context);
  }

  /** A copy that leaves something unprotected. */
  public TlsPolicy withClear(Clear other) {
    return new TlsPolicy(mode, trust, identity, other, acceptsMissingClose, context);
  }

  /** A copy that takes data without close_notify or not. */
  public TlsPolicy withAcceptsMissingClose(boolean value) {
    return new TlsPolicy(mode, trust, identity, clear, value, context);
  }

  /** A copy that uses a prepared context. */
  public TlsPolicy withContext(SSLContext prepared) {
    return new TlsPolicy(mode, trust, identity, clear, acceptsMissingClose, prepared);
  }
}
