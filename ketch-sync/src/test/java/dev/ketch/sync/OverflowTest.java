package dev.ketch.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverflowTest {
  private static SyncAction.Inside inside(int i) {
    Trail above = new Trail(new Trail(null, 0, i), -i, Long.MIN_VALUE + i);
    SyncAction.Enter enter = new SyncAction.Enter("d/ä\uDCFF" + i, i % 2 == 0, "r".repeat(i % 3));
    return new SyncAction.Inside(enter, i % 5 == 0 ? null : above, i * 1_000_000_007L);
  }

  @Test
  void theyComeBackAsTheyWere() throws IOException {
    try (Overflow overflow = new Overflow()) {
      assertThat(overflow.take()).isEmpty();
      for (int round = 0; round < 2; round++) {
        List<SyncAction> back = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
          overflow.add(inside(i));
          if (i == 300) {
            back.addAll(overflow.take()); // Some, while others are still to come.
          }
        }
        for (List<SyncAction> some = overflow.take(); !some.isEmpty(); some = overflow.take()) {
          back.addAll(some);
        }
        assertThat(back).hasSize(1000);
        for (int i = 0; i < 1000; i++) {
          assertThat(back.get(i)).isEqualTo(inside(i));
        }
      }
    }
  }

  @Test
  void theQueueTakesThemWhenItIsEmptyAndEndsWhenNobodyWorks() throws Exception {
    try (Overflow overflow = new Overflow()) {
      WorkQueue<SyncAction> queue =
          new WorkQueue<>(SyncAction::weight, overflow::take, () -> List.of());
      queue.add(inside(7));
      for (int i = 0; i < 500; i++) {
        overflow.add(inside(i));
      }
      assertThat(queue.poll()).isEqualTo(inside(7));
      assertThat(queue.weight()).isZero();
      queue.done();
      for (int i = 0; i < 500; i++) {
        assertThat(queue.take()).isEqualTo(inside(i));
        queue.done();
      }
      assertThat(queue.take()).isNull();
      assertThat(queue.weight()).isZero();
    }
  }
}
