package dev.ketch.sync;

/**
 * A text that may be looked at so many times. A regular expression tries many ways to fit; with one
 * like {@code (a|aa)*b} a name of fifty characters, chosen by a server, would keep it busy for
 * ever.
 */
final class BoundedText implements CharSequence {
  /** A second of work, or less. */
  private static final int MOST_LOOKS = 20_000_000;

  /** The budget is used up. */
  static final class UsedUp extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsedUp() {
      super(null, null, false, false);
    }
  }

  private final String text;
  private int looks;

  BoundedText(String text) {
    this.text = text;
  }

  @Override
  public char charAt(int index) {
    if (++looks > MOST_LOOKS) {
      throw new UsedUp();
    }
    return text.charAt(index);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.substring(start, end);
  }

  @Override
  public String toString() {
    return text;
  }
}
