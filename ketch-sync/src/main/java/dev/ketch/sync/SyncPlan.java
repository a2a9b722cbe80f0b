package dev.ketch.sync;

import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a dry run told, to be done later and nothing else: what has come up since is left alone.
 * Safe for several threads.
 */
public final class SyncPlan {
  /** Each as its action, a blank, and its path. */
  private final Set<String> steps = ConcurrentHashMap.newKeySet();

  private final Set<String> unmet = ConcurrentHashMap.newKeySet();

  /** A plan of nothing yet. */
  public SyncPlan() {}

  /** Adds a step, as a {@link SyncEvent.Kind#PLAN} event told its action and path. */
  public SyncPlan add(String action, String path) {
    steps.add(action + " " + path);
    unmet.add(action + " " + path);
    return this;
  }

  /** Adds a rename: what was planned as one may also be done as a transfer and a deletion. */
  public SyncPlan addRename(String from, String path) {
    return add("transfer", path).add("delete", from);
  }

  /** Whether anything is to be deleted. */
  public boolean deletes() {
    return steps.stream().anyMatch(step -> step.startsWith("delete "));
  }

  /** Whether a step is part of the plan; it counts as met then. */
  boolean allows(String action, String path) {
    String step = action + " " + path;
    unmet.remove(step);
    return steps.contains(step);
  }

  /** Steps that did not come up: what they were for has changed since. */
  Set<String> unmet() {
    return new TreeSet<>(unmet);
  }
}
