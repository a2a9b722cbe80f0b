package dev.ketch.sync;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is left to do. The newest comes first, so that a tree is walked in depth and the queue holds
 * a few directories' entries and not the tree's. When it is empty and nobody works, what was put
 * off to the end comes; when that is done too it ends.
 */
final class WorkQueue<T> {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Condition halted = lock.newCondition();
  private final Deque<T> items = new ArrayDeque<>();
  private final Supplier<List<T>> atTheEnd;
  private boolean endReached;
  private int working;
  private boolean stopped;

  /**
   * An empty queue.
   *
   * @param atTheEnd asked once for more when all else is done
   */
  WorkQueue(Supplier<List<T>> atTheEnd) {
    this.atTheEnd = atTheEnd;
  }

  void add(T item) {
    lock.lock();
    try {
      items.push(item);
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

  /** The next item if there is one at once; as {@link #take} otherwise. */
  @Nullable T poll() {
    lock.lock();
    try {
      if (stopped || items.isEmpty()) {
        return null;
      }
      working++;
      return items.pop();
    } finally {
      lock.unlock();
    }
  }

  /** The next item, or null at the end. Each item taken must be reported {@link #done}. */
  @Nullable T take() throws InterruptedException {
    lock.lock();
    try {
      while (items.isEmpty() && working > 0 && !stopped) {
        changed.await();
      }
      if (items.isEmpty() && !stopped && !endReached) {
        endReached = true;
        items.addAll(atTheEnd.get());
        changed.signalAll();
      }
      if (stopped || items.isEmpty()) {
        return null;
      }
      working++;
      return items.pop();
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
