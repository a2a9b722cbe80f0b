package dev.ketch.ftp.internal.control;

import dev.ketch.ftp.protocol.Command;
import dev.ketch.ftp.protocol.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The changes of directory since the login. After a fresh login the same changes lead to the same
 * directory, whatever the server says, or does not say, about where that is.
 */
public final class Trail {
  private static final int LONGEST = 64;
  private static final Set<String> STEPS = Set.of("CWD", "XCWD", "CDUP", "XCUP");

  /** These may lead anywhere. */
  private static final Set<String> JUMPS = Set.of("SMNT", "REIN", "USER", "PASS", "ACCT", "HOST");

  private List<Command> steps = List.of();
  private boolean known = true;
  private @Nullable String told;
  private boolean contradicted;

  /** Takes note of a command that was answered. */
  public void note(Command command, Reply reply) {
    if (JUMPS.contains(command.verb())) {
      known = false;
      told = null;
    } else if (STEPS.contains(command.verb()) && reply.isCompletion()) {
      String to = command.argument();
      boolean absolute = to != null && to.startsWith("/");
      List<Command> longer = absolute ? new ArrayList<>() : new ArrayList<>(steps);
      longer.add(command);
      known = (known || absolute) && longer.size() <= LONGEST;
      steps = known ? List.copyOf(longer) : List.of();
      told = null;
    }
  }

  /**
   * Takes note of what the server says about the working directory.
   *
   * @return false if it said something else about the same directory before: then it is not
   *     believed in this session any more
   */
  public boolean agrees(String place) {
    contradicted |= told != null && !told.equals(place);
    told = place;
    return !contradicted;
  }

  /** The changes in their order, none in the login directory; empty if they are not known. */
  public Optional<List<Command>> steps() {
    return known ? Optional.of(steps) : Optional.empty();
  }

  /** The session is where these steps lead. */
  public void restore(Optional<List<Command>> walked) {
    known = walked.isPresent();
    told = null;
    steps = walked.orElse(List.of());
  }
}
