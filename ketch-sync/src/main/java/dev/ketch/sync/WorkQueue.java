package dev.ketch.sync;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What is left to do. The newest comes first, so that a tree is walked in depth and the queue holds
 * a few directories' entries and not the tree's. When it is empty, more comes from where that waits
 * that it could not hold; when nobody works any more, what was put off to the end comes; when that
 * is done too it ends.
 */
final class WorkQueue<T> {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Condition halted = lock.newCondition();
  private final Deque<T> items = new ArrayDeque<>();
  private final ToIntFunction<T> weigher;
  private final Supplier<List<T>> more;
  private final Supplier<List<T>> atTheEnd;
  private long weight;
  private boolean endReached;
  private int working;
  private boolean stopped;

  /**
   * An empty queue.
   *
   * @param weigher how many bytes of memory an item takes
   * @param more asked whenever the queue is empty
   * @param atTheEnd asked once for more when all else is done
   */
  WorkQueue(ToIntFunction<T> weigher, Supplier<List<T>> more, Supplier<List<T>> atTheEnd) {
    this.weigher = weigher;
    this.more = more;
    this.atTheEnd = atTheEnd;
  }

  void add(T item) {
    lock.lock();
    try {
      items.push(item);
      weight += weigher.applyAsInt(item);
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Adds what is only for those who have nothing else to do. */
  void addLast(T item) {
    lock.lock();
    try {
      items.addLast(item);
      weight += weigher.applyAsInt(item);
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** How many items nobody has taken. */
  int size() {
    lock.lock();
    try {
      return items.size();
    } finally {
      lock.unlock();
    }
  }

  /** About how many bytes they take. */
  long weight() {
    lock.lock();
    try {
      return weight;
    } finally {
      lock.unlock();
    }
  }

  private void refill() {
    if (items.isEmpty() && !stopped) {
      addAll(more.get());
    }
  }

  private void addAll(List<T> all) {
    for (T item : all) {
      items.addLast(item);
      weight += weigher.applyAsInt(item);
    }
    if (!all.isEmpty()) {
      changed.signalAll();
    }
  }

  private T next() {
    working++;
    T item = items.pop();
    weight -= weigher.applyAsInt(item);
    return item;
  }

  /** The next item if there is one at once; as {@link #take} otherwise. */
  @Nullable T poll() {
    lock.lock();
    try {
      refill();
      return stopped || items.isEmpty() ? null : next();
    } finally {
      lock.unlock();
    }
  }

  /** The next item, or null at the end. Each item taken must be reported {@link #done}. */
  @Nullable T take() throws InterruptedException {
    lock.lock();
    try {
      refill();
      while (items.isEmpty() && working > 0 && !stopped) {
        changed.await();
        refill();
      }
      if (items.isEmpty() && !stopped && !endReached) {
        endReached = true;
        addAll(atTheEnd.get());
      }
      return stopped || items.isEmpty() ? null : next();
    } finally {
      lock.unlock();
    }
  }

  void done() {
    lock.lock();
    try {
      working--;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void stop() {
    lock.lock();
    try {
      stopped = true;
      changed.signalAll();
      halted.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits so long unless the queue is stopped; false if it is. */
  boolean pause(long milliseconds) throws InterruptedException {
    long left = TimeUnit.MILLISECONDS.toNanos(milliseconds);
    lock.lock();
    try {
      while (!stopped && left > 0) {
        left = halted.awaitNanos(left);
      }
      return !stopped;
    } finally {
      lock.unlock();
    }
  }

  boolean isStopped() {
    lock.lock();
    try {
      return stopped;
    } finally {
      lock.unlock();
    }
  }
}
