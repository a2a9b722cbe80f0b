package dev.ketch.sync;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What is left to do. The newest comes first, so that a tree is walked in depth and the queue holds
 * a few directories' entries and not the tree's. It ends when it is empty and nobody works.
 */
final class WorkQueue<T> {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<T> items = new ArrayDeque<>();
  private int working;
  private boolean stopped;

  void add(T item) {
    lock.lock();
    try {
      items.push(item);
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

  /** The next item, or null at the end. Each item taken must be reported {@link #done}. */
  @Nullable T take() throws InterruptedException {
    lock.lock();
    try {
      while (items.isEmpty() && working > 0 && !stopped) {
        changed.await();
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
    } finally {
      lock.unlock();
    }
  }
}
