package dev.ketch.cli;

import java.util.Map;
import java.util.Stack;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** An option whose value must be attached, as in {@code --delete=all}: the next word is not it. */
final class AttachedOnly implements IParameterPreprocessor {
  /** The value of an option without one. */
  static final String NOTHING = "guarded";

  @Override
  @SuppressWarnings("JdkObsolete") // The stack is picocli's.
  public boolean preprocess(
      Stack<String> args, CommandSpec command, ArgSpec option, Map<String, Object> info) {
    if (!"=".equals(info.get("separator"))) {
      args.push(NOTHING);
    }
    return false;
  }
}
