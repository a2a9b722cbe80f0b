package dev.ketch.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ketch.ftp.PartNames;
import dev.ketch.ftp.listing.Completeness;
import dev.ketch.ftp.listing.FtpEntry;
import dev.ketch.ftp.listing.ModifiedTime;
import dev.ketch.ftp.listing.ModifiedTime.Precision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyncPlannerTest {
  private static final Instant NOON = Instant.parse("2026-01-02T12:00:30Z");
  private final LocalTree here = new LocalTree(Path.of("."));

  private static TreeEntry file(String name, long size, Instant time, Precision precision) {
    return new TreeEntry(
        name, FtpEntry.Type.FILE, size, new ModifiedTime(time, precision), null, -1);
  }

  private static TreeEntry file(String name, long size) {
    return file(name, size, NOON, Precision.SECOND);
  }

  private List<SyncAction> plan(
      SyncRules rules, boolean up, List<TreeEntry> from, TreeEntry... to) {
    return plan(rules, up, list(true, from), List.of(to));
  }

  private List<SyncAction> plan(SyncRules rules, boolean up, EntryList from, List<TreeEntry> to) {
    List<SyncAction> actions = new ArrayList<>();
    try {
      new SyncPlanner(rules, !up, here).plan("", from, list(true, to), actions::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return actions;
  }

  private List<SyncAction> planOnServer(List<TreeEntry> from, TreeEntry to) throws IOException {
    Tree server =
        new ForwardingTree(here) {
          @Override
          public boolean isOwnPart(String name) {
            return PartNames.isOfThisMachine(name);
          }
        };
    List<SyncAction> actions = new ArrayList<>();
    new SyncPlanner(SyncRules.DEFAULT, false, server)
        .plan("", list(true, from), list(true, List.of(to)), actions::add);
    return actions;
  }

  private static EntryList list(boolean complete, List<TreeEntry> entries) {
    EntryList list = new EntryList();
    try {
      for (TreeEntry entry : entries) {
        list.add(entry);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!complete) {
      list.doubt(Completeness.doubtful(Completeness.Reason.UNREAD_LINES, "x"));
    }
    return list;
  }

  private SyncAction one(SyncRules rules, boolean up, TreeEntry from, TreeEntry... to) {
    List<SyncAction> actions = plan(rules, up, List.of(from), to);
    assertThat(actions).hasSize(1);
    return actions.get(0);
  }

  @Test
  void sizesAndTimesDecide() {
    SyncRules rules = SyncRules.DEFAULT;
    assertThat(one(rules, false, file("a", 1))).isInstanceOf(SyncAction.Transfer.class);
    assertThat(one(rules, false, file("a", 1), file("a", 1))).isInstanceOf(SyncAction.Skip.class);
    assertThat(one(rules, false, file("a", 12), file("a", 10)).reason())
        .isEqualTo("size differs 10≠12");
    TreeEntry older = file("a", 1, NOON.minusSeconds(100), Precision.SECOND);
    assertThat(one(rules, false, file("a", 1), older).reason()).isEqualTo("time differs");
    assertThat(one(rules, false, older, file("a", 1)).reason()).isEqualTo("time differs");
    // Upwards, a later time at the server is that of the upload.
    assertThat(one(rules, true, older, file("a", 1))).isInstanceOf(SyncAction.Skip.class);
  }

  /** What is left out cannot fail: nobody has to hold its name. */
  @Test
  void anExcludedNameIsNotRefused() {
    SyncRules rules = SyncRules.DEFAULT.withFilter(NameFilter.ALL.with(false, "b*"));
    for (String name : List.of("b\r", "b\n")) {
      assertThat(one(rules, false, file(name, 1)).reason()).isEqualTo("excluded");
      assertThat(one(SyncRules.DEFAULT, false, file(name, 1)))
          .isInstanceOf(SyncAction.Refuse.class);
    }
  }

  @Test
  void timesAreComparedAsExactlyAsBothAreKnown() {
    TreeEntry minute = file("a", 1, Instant.parse("2026-01-02T12:00:00Z"), Precision.MINUTE);
    TreeEntry day = file("a", 1, Instant.parse("2026-01-02T00:00:00Z"), Precision.DAY);
    for (TreeEntry coarse : List.of(minute, day)) {
      assertThat(one(SyncRules.DEFAULT, false, coarse, file("a", 1)).reason()).isEqualTo("same");
    }
  }

  @ParameterizedTest
  @CsvSource({"../e", "/abs/e", "a/b", "..", ".", "''", "a\\rb", "a\\nb"})
  void namesThatAreNoSegmentAreRefused(String name) {
    assertThat(one(SyncRules.DEFAULT, false, file(name.translateEscapes(), 1)))
        .isInstanceOf(SyncAction.Refuse.class);
  }

  @Test
  void namesThatThisMachineCannotHoldAreRefused() {
    assertThat(one(SyncRules.DEFAULT, false, file("caf\uDCE9\0", 1)))
        .isInstanceOf(SyncAction.Refuse.class);
  }

  @Test
  void deletesOnlyWhatACompleteListingLacks() {
    SyncRules delete = SyncRules.DEFAULT.withDelete(true, -1);
    assertThat(plan(delete, false, List.of(), file("old", 1)))
        .hasSize(1)
        .first()
        .isInstanceOf(SyncAction.Delete.class);
    assertThat(plan(delete, false, list(false, List.of()), List.of(file("old", 1)))).isEmpty();
    assertThat(plan(SyncRules.DEFAULT, false, List.of(), file("old", 1))).isEmpty();
  }

  @Test
  void excludedIsNeitherCopiedNorDeleted() {
    SyncRules rules =
        SyncRules.DEFAULT.withDelete(true, -1).withFilter(NameFilter.ALL.with(false, "*.tmp"));
    List<SyncAction> actions = plan(rules, false, List.of(file("a.tmp", 1)), file("b.tmp", 1));
    assertThat(actions).hasSize(1).first().isInstanceOf(SyncAction.Skip.class);
  }

  @Test
  void leftoversOfInterruptedRunsAreSweptWithoutDelete() {
    assertThat(plan(SyncRules.DEFAULT, false, List.of(), file(".x.ketch-part", 1)))
        .first()
        .isInstanceOf(SyncAction.Sweep.class);
  }

  /** Another machine may upload the same file at the same time. */
  @Test
  void partsOfOtherMachinesAreSweptOnceNobodyCanBeWritingThem() throws IOException {
    String part = ".a.500000-1.other0.ketch-part";
    Instant now = Instant.now();
    List<TreeEntry> source = List.of(file("a", 5 << 20));
    assertThat(planOnServer(source, file(part, 7, now, Precision.SECOND)))
        .last()
        .isInstanceOf(SyncAction.Skip.class)
        .extracting(SyncAction::path)
        .isEqualTo(part);
    assertThat(
            planOnServer(
                source, file(part, 7, now.minus(Duration.ofMinutes(16)), Precision.SECOND)))
        .last()
        .isInstanceOf(SyncAction.Sweep.class);
    String own = PartNames.onServer("a", 5 << 20, NOON);
    assertThat(planOnServer(source, file(own, 7, now, Precision.SECOND))).hasSize(1);
    assertThat(planOnServer(List.of(), file(own, 7, now, Precision.SECOND)))
        .first()
        .isInstanceOf(SyncAction.Sweep.class);
  }

  @Test
  void kindsAreNotReplacedByOtherKinds() {
    TreeEntry directory = new TreeEntry("a", FtpEntry.Type.DIRECTORY, -1, null, null, -1);
    assertThat(one(SyncRules.DEFAULT, false, directory, file("a", 1)))
        .isInstanceOf(SyncAction.Refuse.class);
    assertThat(one(SyncRules.DEFAULT, false, file("a", 1), directory))
        .isInstanceOf(SyncAction.Refuse.class);
    SyncRules delete = SyncRules.DEFAULT.withDelete(true, -1);
    assertThat(plan(delete, false, List.of(file("a", 1)), directory))
        .extracting(SyncAction::word)
        .containsExactly("delete", "transfer");
    assertThat(plan(delete, false, list(false, List.of(file("a", 1))), List.of(directory)))
        .hasSize(1)
        .first()
        .isInstanceOf(SyncAction.Refuse.class);
  }

  @ParameterizedTest
  @CsvSource({
    "a, b, true",
    "d/a, ../b, true",
    "a, ../b, false",
    "d/a, ../../b, false",
    "a, /etc, false",
    "d/a, x/../../../b, false",
    "a, '', false"
  })
  void linksAreKeptOnlyInsideTheTree(String path, String target, boolean inside) {
    assertThat(LinkTarget.staysInside(path, target)).isEqualTo(inside);
  }

  @Test
  void theLastPatternThatFitsDecides() {
    NameFilter filter = NameFilter.ALL.with(false, "*.log").with(true, "keep.log");
    assertThat(filter.takes("x/a.log", false)).isFalse();
    assertThat(filter.takes("x/keep.log", false)).isTrue();
    assertThat(filter.takes("x/a.txt", false)).isTrue();
    NameFilter only = NameFilter.ALL.with(true, "*.txt");
    assertThat(only.takes("a.log", false)).isFalse();
    assertThat(only.takes("dir", true)).isTrue();
    assertThat(NameFilter.ALL.with(false, "old/").takes("x/old", true)).isFalse();
  }

  private static TreeEntry file(String name) {
    return file(name, 1);
  }

  @Test
  void onlyMissingAndOnlyExisting() {
    SyncRules missing = SyncRules.DEFAULT.with(Selection.ALL.withWhich(Selection.Which.MISSING));
    SyncRules existing = SyncRules.DEFAULT.with(Selection.ALL.withWhich(Selection.Which.EXISTING));
    assertThat(one(missing, false, file("a"), file("a", 2)).reason())
        .isEqualTo("at the target already");
    assertThat(one(missing, false, file("a"))).isInstanceOf(SyncAction.Transfer.class);
    assertThat(one(existing, false, file("a"))).isInstanceOf(SyncAction.Skip.class);
    assertThat(one(existing, false, file("a"), file("a", 2)))
        .isInstanceOf(SyncAction.Transfer.class);
  }

  @Test
  void comparisonsCompareWhatTheySay() {
    TreeEntry later = file("a", 1, NOON.plusSeconds(100), Precision.SECOND);
    assertThat(one(SyncRules.DEFAULT.with(Comparison.SIZE), false, file("a"), later).reason())
        .isEqualTo("same");
    assertThat(
            one(SyncRules.DEFAULT.with(Comparison.TIME), false, file("a", 2), file("a")).reason())
        .isEqualTo("same");
    assertThat(one(SyncRules.DEFAULT.with(Comparison.NONE), false, file("a"), file("a")))
        .isInstanceOf(SyncAction.Transfer.class);
    assertThat(one(SyncRules.DEFAULT.with(Comparison.CHECKSUM), false, file("a"), file("a")))
        .isInstanceOf(SyncAction.Compare.class);
    assertThat(one(SyncRules.DEFAULT.with(Comparison.CHECKSUM), false, file("a"), file("a", 2)))
        .isInstanceOf(SyncAction.Transfer.class);
  }

  @Test
  void depthEndsTheWalkAndTheDeleting() {
    SyncRules flat = SyncRules.DEFAULT.withDelete(true, -1).with(Selection.ALL.withDepth(0));
    TreeEntry directory = new TreeEntry("d", FtpEntry.Type.DIRECTORY, -1, null, null, -1);
    assertThat(one(flat, false, directory)).isInstanceOf(SyncAction.Skip.class);
    assertThat(one(flat.with(Selection.ALL.withDepth(1)), false, directory))
        .isInstanceOf(SyncAction.Enter.class);
  }

  @Test
  void whatIsLeftOutIsDeletedOnlyWhenAskedFor() {
    SyncRules all =
        SyncRules.DEFAULT
            .with(new Deletion(true, -1, null, true))
            .withFilter(NameFilter.ALL.with(false, "*.tmp"));
    assertThat(plan(all, false, List.of(file("a.tmp")), file("a.tmp"), file("b.tmp")))
        .filteredOn(SyncAction.Delete.class::isInstance)
        .extracting(SyncAction::path)
        .containsExactly("a.tmp", "b.tmp");
  }

  @Test
  void aPartThatItsFileGoesOnFromIsNotSwept() {
    String part = PartNames.of("a", 5 << 20, NOON.plusSeconds(7));
    assertThat(plan(SyncRules.DEFAULT, false, List.of(file("a", 5 << 20)), file(part)))
        .hasSize(1)
        .first()
        .isInstanceOf(SyncAction.Transfer.class);
    assertThat(plan(SyncRules.DEFAULT, false, List.of(file("a", 6 << 20)), file(part)))
        .hasSize(2)
        .last()
        .isInstanceOf(SyncAction.Sweep.class);
  }

  @Test
  void whatAMovedTreeHasAlreadyIsRemovedAtTheSource() {
    SyncRules move = SyncRules.DEFAULT.with(new Copying(Copying.Links.SKIP, true, false, true));
    assertThat(one(move, false, file("a"), file("a"))).isInstanceOf(SyncAction.Remove.class);
    assertThat(one(move, false, file("a"), file("a", 2))).isInstanceOf(SyncAction.Transfer.class);
    // Not newer is not the same.
    assertThat(one(move.with(Comparison.NEWER), false, file("a"), file("a", 2)).reason())
        .contains("the original stays");
    assertThat(one(move.with(Comparison.TIME), false, file("a", -1), file("a", 2)).reason())
        .contains("the original stays");
  }

  /** As on macOS and Windows, where README and readme are one file. */
  @Test
  void namesThatDifferOnlyInCaseAreNotOverwrittenByEachOther() throws IOException {
    Tree folding =
        new ForwardingTree(here) {
          @Override
          public boolean foldsCase() {
            return true;
          }
        };
    List<SyncAction> actions = new ArrayList<>();
    new SyncPlanner(SyncRules.DEFAULT.withDelete(true, -1), true, folding)
        .plan(
            "",
            list(true, List.of(file("readme"), file("README"))),
            list(true, List.of(file("ReadMe"), file("other"))),
            actions::add);
    assertThat(actions).hasSize(3);
    assertThat(actions.get(0)).isInstanceOf(SyncAction.Transfer.class);
    assertThat(actions.get(1).reason()).contains("only in upper and lower case");
    assertThat(actions.get(2)).isInstanceOf(SyncAction.Delete.class);
    assertThat(actions.get(2).path()).isEqualTo("other");
  }
}
