package dev.ketch.ftp.internal.control;

import dev.ketch.ftp.protocol.Command;
import dev.ketch.ftp.protocol.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What was set in a session by hand since its login, and would be missing in a new one. Beside the
 * directory, for which see {@link Trail}, and the type, which each transfer sets.
 */
public final class Settings {
  private static final int MOST = 64;

  /** These do no harm when they are sent again. */
  private static final Set<String> REPEATABLE = Set.of("OPTS", "MODE", "STRU");

  /** After these a session is what it was before, but for its directory. */
  private static final Set<String> LEAVE_NOTHING =
      Set.of(
          "TYPE", "EPSV", "PASV", "EPRT", "PORT", "PRET", "PWD", "XPWD", "NOOP", "FEAT", "SYST",
          "HELP", "STAT", "SIZE", "MDTM", "MLST", "MFMT", "MFF", "MFCT", "HASH", "XCRC", "XMD5",
          "XSHA", "XSHA1", "XSHA256", "XSHA512", "MD5", "DELE", "MKD", "XMKD", "RMD", "XRMD",
          "RNFR", "RNTO", "ABOR", "CLNT", "ALLO", "AVBL", "DSIZ", "CWD", "XCWD", "CDUP", "XCUP",
          "LIST", "NLST", "MLSD", "RETR", "STOR", "STOU", "APPE");

  private static final Set<String> SITE_LEAVES_NOTHING = Set.of("CHMOD", "UTIME", "HELP");

  private final List<Command> repeatable = new ArrayList<>();
  private boolean offset;
  private boolean unknown;

  /** Takes note of a command that was answered. */
  public void note(Command command, Reply reply) {
    if (reply.isTransient() || reply.isPermanent()) {
      return;
    }
    String verb = command.verb();
    String argument = command.argument() == null ? "" : command.argument();
    if (verb.equals("REST")) {
      offset = !argument.equals("0");
    } else if (REPEATABLE.contains(verb)) {
      repeatable.remove(command);
      repeatable.add(command);
      unknown |= repeatable.size() > MOST;
    } else if (verb.equals("SITE")) {
      String word = argument.split(" ", 2)[0].toUpperCase(Locale.ROOT);
      unknown |= !SITE_LEAVES_NOTHING.contains(word);
    } else {
      unknown |= !LEAVE_NOTHING.contains(verb);
    }
  }

  /** A transfer has begun, and used the offset that was set. */
  public void transferBegan() {
    offset = false;
  }

  /** What to send after a new login to have the same again; empty if nothing would do that. */
  public Optional<List<Command>> repeatable() {
    return unknown || offset ? Optional.empty() : Optional.of(List.copyOf(repeatable));
  }
}
