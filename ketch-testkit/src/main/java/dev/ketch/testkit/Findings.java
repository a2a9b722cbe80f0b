package dev.ketch.testkit;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** What the clients of one server sent, and where they left its transcripts. */
final class Findings {
  private final List<String> received = new CopyOnWriteArrayList<>();
  private final List<String> failures = new CopyOnWriteArrayList<>();
  private volatile boolean lenient;
  private volatile boolean cutOff;

  void received(String line) {
    received.add(line);
  }

  List<String> received() {
    return List.copyOf(received);
  }

  /** A client ended before its transcript did. */
  void ended(String why) {
    failures.add(why);
  }

  /** A client did something else than its transcript says, and is cut off because of that. */
  void failed(String why) {
    failures.add(why);
    cutOff = true;
  }

  /** Whether a client may have failed because it was cut off. */
  boolean explainsFailures() {
    return cutOff && !lenient;
  }

  void beLenient() {
    lenient = true;
  }

  boolean isLenient() {
    return lenient;
  }

  /** Everything that went wrong up to now as one error, or null. */
  @Nullable AssertionError verdict() {
    return lenient || failures.isEmpty()
        ? null
        : new AssertionError(String.join("\n", failures) + "\nreceived: " + received);
  }
}
