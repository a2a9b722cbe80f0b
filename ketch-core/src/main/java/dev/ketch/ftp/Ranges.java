package dev.ketch.ftp;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file cut into ranges that are fetched side by side. Whoever comes takes half of what the
 * slowest still has before it. Safe for several threads.
 */
final class Ranges {
  /** Halves smaller than this are not worth another start. */
  static final long LEAST = 4 << 20;

  /** Bytes from {@code begin} to {@code end}, of which those before {@code position} are there. */
  static final class Range {
    final long begin;
    private long position;
    private long end;

    private Range(long begin, long position, long end) {
      this.begin = begin;
      this.position = position;
      this.end = end;
    }

    private long left() {
      return end - position;
    }
  }

  private final List<Range> running = new ArrayList<>();
  private final Deque<Range> waiting = new ArrayDeque<>();
  private final List<Range> finished = new ArrayList<>();
  private final long least;
  private long there;

  /** No ranges yet; none will be halved into less than {@code least}. */
  Ranges(long least) {
    this.least = least;
  }

  /** The whole file, of which so many bytes from its beginning are there. */
  static Ranges whole(long there, long size) {
    return new Ranges(LEAST).with(0, there, size);
  }

  /** Adds a range, as an earlier run left it. */
  Ranges with(long begin, long position, long end) {
    Range range = new Range(begin, position, end);
    there += position - begin;
    (range.left() > 0 ? waiting : finished).add(range);
    return this;
  }

  /** A range to fetch: one that nobody works at, or half of another's; null if all are in hand. */
  synchronized @Nullable Range take() {
    Range next = waiting.poll();
    if (next == null) {
      next = half();
    }
    if (next != null) {
      running.add(next);
    }
    return next;
  }

  private @Nullable Range half() {
    Range largest = null;
    for (Range each : running) {
      if (largest == null || each.left() > largest.left()) {
        largest = each;
      }
    }
    if (largest == null || largest.left() < 2 * least) {
      return null;
    }
    long middle = largest.position + largest.left() / 2;
    Range half = new Range(middle, middle, largest.end);
    largest.end = middle;
    return half;
  }

  /** Where the next byte of a range belongs. */
  synchronized long position(Range range) {
    return range.position;
  }

  /** Whether there is more of a range to fetch. */
  synchronized boolean wants(Range range) {
    return range.left() > 0;
  }

  /**
   * Bytes of a range are in the file.
   *
   * @return how many of them still belong to it: what is behind its end may be another's by now
   */
  synchronized int arrived(Range range, int count) {
    int ours = (int) Math.min(count, range.left());
    range.position += ours;
    there += ours;
    return ours;
  }

  /** What is there of a range has turned out to be of something else: from its beginning again. */
  synchronized void distrust(Range range) {
    there -= range.position - range.begin;
    range.position = range.begin;
  }

  /** Nobody works at a range any more; what is left of it waits for the next. */
  synchronized void release(Range range) {
    running.remove(range);
    (range.left() > 0 ? waiting : finished).add(range);
  }

  synchronized boolean isComplete() {
    return running.isEmpty() && waiting.isEmpty();
  }

  /** How many bytes are there in all. */
  synchronized long bytesThere() {
    return there;
  }

  /** Each as begin, position and end, for {@link #with}. */
  synchronized List<long[]> snapshot() {
    List<long[]> all = new ArrayList<>();
    for (List<Range> each : List.of(finished, running, List.copyOf(waiting))) {
      each.forEach(r -> all.add(new long[] {r.begin, r.position, r.end}));
    }
    return all;
  }
}
