package dev.ketch.cli;

import dev.ketch.ftp.options.TlsPolicy;
import dev.ketch.ftp.options.TlsPolicy.Mode;
import dev.ketch.ftp.url.FtpUrl;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say whether and how TLS protects a connection. */
final class TlsOptions {
  @Option(
      names = "--tls",
      paramLabel = "WHEN",
      description = "none, explicit (AUTH TLS), implicit (port 990) or auto (if the server has it)")
  @Nullable Mode tls;

  @Option(
      names = "--cacert",
      paramLabel = "FILE",
      description = "trust the authorities in FILE (PEM)")
  @Nullable Path cacert;

  @Option(
      names = "--pin",
      paramLabel = "HASH",
      description = "accept only this public key (sha256/…); needs no authority")
  List<String> pins = List.of();

  @Option(names = "--insecure", description = "believe any certificate: for tests only")
  boolean insecure;

  @Option(
      names = "--cert",
      paramLabel = "FILE",
      description = "our own certificate, PKCS#12 or PEM; its password: KETCH_CERT_PASSWORD")
  @Nullable Path certificate;

  @Option(names = "--key", paramLabel = "FILE", description = "the key of --cert (PEM)")
  @Nullable Path key;

  @Option(names = "--prot-c", description = "leave data UNPROTECTED, for servers that insist")
  boolean clearData;

  @Option(names = "--ccc", description = "go on UNPROTECTED after the login, for old firewalls")
  boolean clearControl;

  @Option(
      names = "--no-close-notify",
      description = "take data without a TLS end if the size is right")
  boolean acceptsMissingClose;

  TlsPolicy policy(FtpUrl url, Console console) {
    Mode mode = tls == null ? modeOf(url) : tls;
    if (mode == Mode.NONE || mode == Mode.AUTO) {
      if (!url.scheme().equals("ftp")) {
        throw new UsageException(
            "--tls "
                + mode.name().toLowerCase(java.util.Locale.ROOT)
                + " contradicts the URL, which asks for TLS");
      }
    }
    if (mode == Mode.NONE) {
      requireNothingElse();
      return TlsPolicy.NONE;
    }
    if (key != null && certificate == null) {
      throw new UsageException("--key needs --cert FILE");
    }
    warn(console);
    TlsPolicy policy =
        TlsPolicy.of(mode)
            .withTrust(new TlsPolicy.Trust(cacert, pins, insecure))
            .withClear(clear())
            .withAcceptsMissingClose(acceptsMissingClose);
    return certificate == null
        ? policy
        : policy.withIdentity(
            new TlsPolicy.Identity(certificate, key, System.getenv("KETCH_CERT_PASSWORD")));
  }

  private static Mode modeOf(FtpUrl url) {
    return switch (url.scheme()) {
      case "ftps" -> Mode.IMPLICIT;
      case "ftpes" -> Mode.EXPLICIT;
      default -> Mode.NONE;
    };
  }

  private void requireNothingElse() {
    if (cacert != null || insecure || !pins.isEmpty() || certificate != null || key != null) {
      throw new UsageException(
          "--cacert, --pin, --insecure, --cert and --key need --tls or an ftpes:// URL");
    }
    if (clearData || clearControl || acceptsMissingClose) {
      throw new UsageException(
          "--prot-c, --ccc and --no-close-notify need --tls or an ftpes:// URL");
    }
  }

  private TlsPolicy.Clear clear() {
    if (clearData) {
      return clearControl ? TlsPolicy.Clear.DATA_AND_CONTROL : TlsPolicy.Clear.DATA;
    }
    return clearControl ? TlsPolicy.Clear.CONTROL : TlsPolicy.Clear.NOTHING;
  }

  private void warn(Console console) {
    if (insecure) {
      console.warn("--insecure: nobody vouches for the server; anyone on the way can read along");
    }
    if (clearData) {
      console.warn("--prot-c: names of files and their content go UNPROTECTED over the network");
    }
    if (clearControl) {
      console.warn("--ccc: commands after the login go UNPROTECTED over the network");
    }
  }
}
