package dev.ketch.ftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ketch.ftp.Ranges.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RangesTest {
  private static Range take(Ranges ranges) {
    return Objects.requireNonNull(ranges.take());
  }

  @Test
  void whoComesLaterTakesHalfOfTheLargestRest() {
    Ranges ranges = new Ranges(10).with(0, 0, 1000);
    Range first = take(ranges);
    ranges.arrived(first, 200);
    Range second = take(ranges);
    assertThat(ranges.position(second)).isEqualTo(600);
    Range third = take(ranges);
    assertThat(ranges.position(third)).isIn(400L, 800L);
    assertThat(ranges.arrived(first, 1000)).as("no more than is its own").isLessThan(500);
    assertThat(ranges.wants(first)).isFalse();
  }

  @Test
  void smallRestsAreNotHalved() {
    Ranges ranges = new Ranges(10).with(0, 0, 19);
    take(ranges);
    assertThat(ranges.take()).isNull();
  }

  @Test
  void whatSomebodyLeavesIsTakenUpByTheNext() {
    Ranges ranges = new Ranges(10).with(0, 0, 15);
    Range first = take(ranges);
    ranges.arrived(first, 5);
    ranges.release(first);
    assertThat(ranges.isComplete()).isFalse();
    Range again = take(ranges);
    assertThat(ranges.position(again)).isEqualTo(5);
    ranges.distrust(again);
    assertThat(ranges.position(again)).isZero();
    assertThat(ranges.bytesThere()).isZero();
    ranges.arrived(again, 100);
    ranges.release(again);
    assertThat(ranges.isComplete()).isTrue();
    assertThat(ranges.bytesThere()).isEqualTo(15);
  }

  /** However many come and go, every byte is somebody's exactly once. */
  @Test
  void everyByteIsFetchedOnce() {
    Random random = new Random(1);
    Ranges ranges = new Ranges(8).with(0, 0, 5000);
    int[] fetched = new int[5000];
    List<Range> running = new ArrayList<>();
    while (!ranges.isComplete()) {
      Range more = running.size() < 8 ? ranges.take() : null;
      if (more != null) {
        running.add(more);
      }
      Range one = running.get(random.nextInt(running.size()));
      int at = (int) ranges.position(one);
      int count = ranges.arrived(one, random.nextInt(60));
      for (int i = at; i < at + count; i++) {
        fetched[i]++;
      }
      if (!ranges.wants(one) || random.nextInt(20) == 0) {
        ranges.release(one);
        running.remove(one);
      }
    }
    assertThat(fetched).containsOnly(1);
  }
}
