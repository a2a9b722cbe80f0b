package dev.ketch.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CrewTest {
  @Test
  void aNumberThatWasToldIsKept() throws InterruptedException {
    AtomicInteger others = new AtomicInteger();
    Crew crew = new Crew(3, others::incrementAndGet, () -> 1000);
    crew.start();
    crew.join();
    crew.finished(1);
    crew.join();
    assertThat(others).hasValue(2);
  }

  /** Work that gets done by nobody else is no reason to call more hands for ever. */
  @Test
  void itGrowsToItsLimitAndNoFurther() throws InterruptedException {
    AtomicInteger others = new AtomicInteger();
    CountDownLatch end = new CountDownLatch(1);
    Crew crew =
        new Crew(
            0,
            () -> {
              others.incrementAndGet();
              await(end);
            },
            () -> 1000);
    crew.start();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    // Each look finds far more done than the last one did.
    for (int files = 1; others.get() < 7 && System.nanoTime() < deadline; files *= 2) {
      for (int i = 0; i < 20; i++) {
        crew.finished((long) files << 18);
        Thread.sleep(10);
      }
    }
    assertThat(others).hasValue(7);
    crew.finished(1L << 40);
    end.countDown();
    crew.join();
    assertThat(others).hasValue(7);
  }

  @Test
  void aServerThatLetsInNoMoreIsNotAskedAgain() throws InterruptedException {
    AtomicInteger others = new AtomicInteger();
    Crew crew = new Crew(0, others::incrementAndGet, () -> 1000);
    crew.start();
    crew.refused();
    for (int i = 0; i < 100; i++) {
      crew.finished(1L << 30);
      Thread.sleep(10);
    }
    crew.join();
    assertThat(others).hasValue(1);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
