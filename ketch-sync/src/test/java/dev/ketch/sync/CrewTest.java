package dev.ketch.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

class CrewTest {
  private static final int MILLIS = 1_000_000;

  private final AtomicInteger others = new AtomicInteger();
  private final AtomicLong time = new AtomicLong(-5L * MILLIS);

  private Crew crew(int told, int waiting) {
    Crew crew = new Crew(told, others::incrementAndGet, () -> waiting, time::get);
    crew.start();
    return crew;
  }

  /** Two seconds in which each ten milliseconds see so many files done, by the second's half. */
  private int sizeAfterWork(Crew crew, IntUnaryOperator files) throws InterruptedException {
    for (int step = 0; step < 400; step++) {
      time.addAndGet(10L * MILLIS);
      for (int i = files.applyAsInt(step / 50); i > 0; i--) {
        crew.finished();
      }
    }
    crew.join();
    return others.get() + 1;
  }

  @Test
  void aNumberThatWasToldIsKept() throws InterruptedException {
    assertThat(sizeAfterWork(crew(3, 1000), half -> 1 << half)).isEqualTo(3);
  }

  @Test
  void itGrowsWhileThatPaysToItsLimitAndNoFurther() throws InterruptedException {
    assertThat(sizeAfterWork(crew(0, 1000), half -> 1 << half)).isEqualTo(8);
  }

  @Test
  void itStopsWhereMoreHandsGetNoMoreDone() throws InterruptedException {
    assertThat(sizeAfterWork(crew(0, 1000), half -> 4)).isEqualTo(4);
  }

  @Test
  void withLittleToDoItStaysAsItIs() throws InterruptedException {
    assertThat(sizeAfterWork(crew(0, 1), half -> 1 << half)).isEqualTo(2);
  }

  @Test
  void aServerThatLetsInNoMoreIsNotAskedAgainAtOnce() throws InterruptedException {
    Crew crew = crew(0, 1000);
    crew.refused();
    assertThat(sizeAfterWork(crew, half -> 1 << half)).isEqualTo(2);
  }

  @Test
  void whoWasNotLetInComesBackOnceOneOfThemIs() throws InterruptedException {
    List<Long> asked = Collections.synchronizedList(new ArrayList<>());
    Semaphore gone = new Semaphore(0);
    Crew[] crew = new Crew[1];
    Runnable worker =
        () -> {
          asked.add(time.get() / MILLIS);
          if (asked.size() <= 4) {
            crew[0].refused();
          } else {
            crew[0].finished();
          }
          gone.release();
        };
    time.set(0);
    crew[0] = new Crew(4, worker, () -> 1000, time::get);
    crew[0].start();
    gone.acquire(3);
    for (long second : new long[] {4, 5, 9, 14, 15}) {
      time.set(second * 1000L * MILLIS);
      crew[0].finished();
      gone.acquire(second == 5 ? 1 : second == 15 ? 3 : 0);
    }
    crew[0].join();
    assertThat(asked).containsExactly(0L, 0L, 0L, 5000L, 15_000L, 15_000L, 15_000L);
  }
}
