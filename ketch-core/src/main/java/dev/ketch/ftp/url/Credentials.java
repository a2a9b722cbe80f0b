package dev.ketch.ftp.url;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who logs in: user, password and, rarely, an account (RFC 959 USER, PASS, ACCT).
 *
 * @param user the user name
 * @param password the password; may be empty
 * @param account the account, sent only when the server asks (332), or null
 */
public record Credentials(String user, String password, @Nullable String account) {
  /** The customary guest: {@code anonymous} with {@code anonymous@}. */
  public static final Credentials ANONYMOUS = new Credentials("anonymous", "anonymous@", null);

  /** Checks for nulls. */
  public Credentials {
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(password, "password");
  }

  /**
   * As ftplib's {@code login()} takes them: an empty user is anonymous, and anonymous with an empty
   * password or {@code -} sends the customary one.
   */
  public static Credentials of(String user, String password) {
    String name = user.isEmpty() ? "anonymous" : user;
    boolean guest = name.equals("anonymous") && (password.isEmpty() || password.equals("-"));
    return new Credentials(name, guest ? password + "anonymous@" : password, null);
  }

  /** A copy with an account. */
  public Credentials withAccount(@Nullable String other) {
    return new Credentials(user, password, other);
  }

  /** Shows the user only. */
  @Override
  public String toString() {
    return "Credentials[" + user + "]";
  }
}
