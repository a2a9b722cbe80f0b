package dev.ketch.sync;

/**
 * How hard a run tries, and when it gives up.
 *
 * @param parallel sessions at once; 0 to begin with few and take more while that pays
 * @param segments sessions for one large file; 0 for as many as have nothing else to do, 1 for one
 * @param limitRate bytes a second over all sessions, 0 for no limit
 * @param maxErrors stop after more than so many failures; -1 for no limit
 * @param tries how often a file is tried in all when a failure may pass: lost connections and 4xx
 *     replies. The waits between are 0.5, 1, 2, 4… seconds, at most 60
 */
public record Effort(int parallel, int segments, long limitRate, int maxErrors, int tries) {
  /** As many sessions as pay, five tries. */
  public static final Effort DEFAULT = new Effort(0, 0, 0, -1, 5);

  private static final long FIRST_WAIT = 500;
  private static final long LONGEST_WAIT = 60_000;

  /** Checks the numbers. */
  public Effort {
    if (parallel < 0 || tries < 1 || limitRate < 0 || segments < 0) {
      throw new IllegalArgumentException(
          "tries begin at 1, sessions, segments and a rate limit at 0");
    }
  }

  /** A copy with another number of sessions. */
  public Effort withParallel(int value) {
    return new Effort(value, segments, limitRate, maxErrors, tries);
  }

  /** A copy with another number of sessions for one large file. */
  public Effort withSegments(int value) {
    return new Effort(parallel, value, limitRate, maxErrors, tries);
  }

  /** A copy with another number of tries. */
  public Effort withTries(int value) {
    return new Effort(parallel, segments, limitRate, maxErrors, value);
  }

  /** A copy with a limit in bytes a second, 0 for none. */
  public Effort withLimitRate(long value) {
    return new Effort(parallel, segments, value, maxErrors, tries);
  }

  /** A copy that stops after more than so many failures, -1 for never. */
  public Effort withMaxErrors(int value) {
    return new Effort(parallel, segments, limitRate, value, tries);
  }

  /** Milliseconds to wait after a try that failed, the first being 1. */
  static long waitAfter(int round) {
    return round > 7 ? LONGEST_WAIT : Math.min(LONGEST_WAIT, FIRST_WAIT << (round - 1));
  }
}
