package dev.ketch.sync;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a dry run told, to be done later and nothing else: what has come up since is left alone.
 * Safe for several threads.
 */
public final class SyncPlan {
  /** Each as its action, a blank, and its path; and whether it has come up. */
  private final Map<String, Boolean> steps = new ConcurrentHashMap<>();

  /** A plan of nothing yet. */
  public SyncPlan() {}

  /** Adds a step, as a {@link SyncEvent.Kind#PLAN} event told its action and path. */
  public SyncPlan add(String action, String path) {
    steps.put(action + " " + path, false);
    return this;
  }

  /** Adds a rename: what was planned as one may also be done as a transfer and a deletion. */
  public SyncPlan addRename(String from, String path) {
    return add("transfer", path).add("delete", from);
  }

  /** Whether anything is to be deleted. */
  public boolean deletes() {
    return steps.keySet().stream().anyMatch(step -> step.startsWith("delete "));
  }

  /** Whether a step is part of the plan; it counts as met then. */
  boolean allows(String action, String path) {
    return steps.replace(action + " " + path, true) != null;
  }

  /** Steps that did not come up: what they were for has changed since. */
  Set<String> unmet() {
    Set<String> unmet = new TreeSet<>();
    steps.forEach(
        (step, met) -> {
          if (!met) {
            unmet.add(step);
          }
        });
    return unmet;
  }
}
