package dev.ketch.sync;

import dev.ketch.ftp.PartNames;
import dev.ketch.ftp.listing.FtpEntry;
import dev.ketch.ftp.listing.ModifiedTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Decides, without doing anything: one directory of each side in, actions with reasons out. */
final class SyncPlanner {
  private final SyncRules rules;
  private final boolean upload;
  private final Function<String, String> objection;

  SyncPlanner(SyncRules rules, boolean upload, Function<String, String> objection) {
    this.rules = rules;
    this.upload = upload;
    this.objection = objection;
  }

  List<SyncAction> plan(String directory, TreeListing source, TreeListing target) {
    Map<String, TreeEntry> there = new HashMap<>();
    target.entries().forEach(e -> there.put(e.name(), e));
    List<SyncAction> actions = new ArrayList<>();
    for (TreeEntry entry : source.entries()) {
      TreeEntry old = there.remove(entry.name());
      actions.add(decide(Tree.join(directory, entry.name()), entry, old));
    }
    boolean mayDelete = rules.delete() && source.complete();
    for (TreeEntry extra : there.values()) {
      String path = Tree.join(directory, extra.name());
      if (PartNames.isPart(extra.name())) {
        actions.add(new SyncAction.Sweep(path, extra, "left by an interrupted run"));
      } else if (mayDelete
          && objection.apply(extra.name()).isEmpty()
          && rules.filter().takes(path, extra.isDirectory())) {
        actions.add(new SyncAction.Delete(path, extra, "not at the source"));
      }
    }
    actions.replaceAll(this::asPlanned);
    return actions;
  }

  /** With a plan, what it does not hold is left as it is. */
  private SyncAction asPlanned(SyncAction action) {
    SyncPlan plan = rules.plan();
    String word =
        action instanceof SyncAction.Transfer
            ? "transfer"
            : action instanceof SyncAction.Delete
                ? "delete"
                : action instanceof SyncAction.Link
                    ? "link"
                    : action instanceof SyncAction.Enter enter && enter.create() ? "mkdir" : "";
    return plan == null || word.isEmpty() || plan.allows(word, action.path())
        ? action
        : new SyncAction.Skip(action.path(), "not in the plan");
  }

  private SyncAction decide(String path, TreeEntry entry, @Nullable TreeEntry old) {
    String objected = objection.apply(entry.name());
    if (!objected.isEmpty()) {
      return new SyncAction.Refuse(path, objected);
    }
    if (!rules.filter().takes(path, entry.isDirectory())) {
      return new SyncAction.Skip(path, "excluded");
    }
    return switch (entry.type()) {
      case DIRECTORY -> directory(path, old);
      case FILE ->
          PartNames.isPart(entry.name())
              ? new SyncAction.Skip(path, "a temporary file of another run")
              : file(path, entry, old);
      case SYMLINK -> link(path, entry, old);
      case OTHER -> new SyncAction.Skip(path, "neither file nor directory");
    };
  }

  private static SyncAction directory(String path, @Nullable TreeEntry old) {
    if (old == null) {
      return new SyncAction.Enter(path, true, "missing");
    }
    return old.isDirectory()
        ? new SyncAction.Enter(path, false, "")
        : new SyncAction.Refuse(path, "it is a directory here and something else at the target");
  }

  private SyncAction file(String path, TreeEntry entry, @Nullable TreeEntry old) {
    if (old == null) {
      return new SyncAction.Transfer(path, entry, false, "missing");
    }
    if (old.type() != FtpEntry.Type.FILE) {
      return new SyncAction.Refuse(path, "it is a file here and something else at the target");
    }
    String reason = difference(entry, old);
    return reason.isEmpty()
        ? new SyncAction.Skip(path, "same")
        : new SyncAction.Transfer(path, entry, true, reason);
  }

  private String difference(TreeEntry entry, TreeEntry old) {
    ModifiedTime ours = entry.modified();
    ModifiedTime theirs = old.modified();
    boolean known = ours != null && theirs != null;
    boolean newer =
        ours != null
            && theirs != null
            && !ours.agreesWith(theirs)
            && ours.instant().isAfter(theirs.instant());
    if (rules.onlyNewer()) {
      return newer ? "newer at the source" : "";
    }
    if (entry.size() != old.size() || entry.size() < 0) {
      return "size differs " + old.size() + "≠" + entry.size();
    }
    if (ours == null || theirs == null || ours.agreesWith(theirs)) {
      return "";
    }
    // A server that cannot be told times shows when the upload was: later than the original.
    return known && (newer || !upload) ? "time differs" : "";
  }

  private SyncAction link(String path, TreeEntry entry, @Nullable TreeEntry old) {
    if (rules.links() == SyncRules.Links.SKIP) {
      return new SyncAction.Skip(path, "a link");
    }
    String target = entry.target();
    if (upload || target == null) {
      return new SyncAction.Skip(
          path, upload ? "a link, and FTP has no command to make one" : "a link to nobody knows");
    }
    if (!LinkTarget.staysInside(path, target)) {
      return new SyncAction.Refuse(path, "a link that leads out of the tree");
    }
    return old != null && target.equals(old.target())
        ? new SyncAction.Skip(path, "same")
        : new SyncAction.Link(path, entry, old == null ? "missing" : "leads elsewhere");
  }
}
