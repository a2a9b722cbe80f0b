package dev.ketch.ftp.listing;

import dev.ketch.ftp.listing.ListingParser.Line;
import dev.ketch.ftp.listing.ListingParser.Settled;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Dates of three small numbers, whose order is the same for a whole listing: a line such as {@code
 * 23/02/05} tells it for all lines. Until then lines that could mean two days are held.
 */
final class DayOrder {
  private enum Order {
    OPEN,
    MONTH_FIRST,
    DAY_FIRST,
    YEAR_FIRST,
    /** The lines contradict each other: each stands for itself. */
    MIXED
  }

  /** More lines than these are not held; nor are entries kept back for longer. */
  private static final int MOST_HELD = 500;

  private record Held(String text, FtpEntry entry, int[] numbers, int seconds, boolean exact) {}

  private final Dates dates;
  private final List<Held> held = new ArrayList<>();
  private List<Settled> settled = new ArrayList<>();
  private Order order = Order.OPEN;
  private boolean givenUp;

  DayOrder(Dates dates) {
    this.dates = dates;
  }

  /**
   * The entry with its time, or held until the order is known.
   *
   * @param numbers the three numbers of the date as they stand
   * @param seconds since midnight, or -1 if there is no such time
   * @param exact whether the seconds were told
   * @param mayHold false where month first is the rule and only other lines could say otherwise
   */
  Line line(
      String text, FtpEntry entry, int[] numbers, int seconds, boolean exact, boolean mayHold) {
    Held line = new Held(text, entry, numbers, seconds, exact);
    Line found = entry(line);
    if (found == Line.UNKNOWN) {
      return found;
    }
    see(shown(numbers));
    boolean unclear = shown(numbers) == Order.OPEN && numbers[0] != numbers[1] && mayHold;
    // What follows a held line waits with it: entries keep the server's order.
    if (order == Order.OPEN && !givenUp && (unclear || !held.isEmpty())) {
      held.add(line);
      if (held.size() >= MOST_HELD) {
        givenUp = true;
        release();
      }
      return Line.HELD;
    }
    return entry(line);
  }

  private static Order shown(int[] numbers) {
    return numbers[0] > 31
        ? Order.YEAR_FIRST
        : numbers[0] > 12 ? Order.DAY_FIRST : numbers[1] > 12 ? Order.MONTH_FIRST : Order.OPEN;
  }

  private void see(Order shown) {
    if (shown != Order.OPEN) {
      order = order == Order.OPEN || order == shown ? shown : Order.MIXED;
      release();
    }
  }

  private void release() {
    for (Held line : held) {
      settled.add(new Settled(line.text(), entry(line)));
    }
    held.clear();
  }

  private Line entry(Held line) {
    int a = line.numbers()[0];
    int b = line.numbers()[1];
    int c = line.numbers()[2];
    Order shown = shown(line.numbers());
    ModifiedTime time =
        switch (shown == Order.OPEN ? order : shown) {
          case YEAR_FIRST -> time(line, a, b, c);
          case DAY_FIRST -> time(line, c, b, a);
          default -> time(line, c, a, b);
        };
    return time == null ? Line.UNKNOWN : new Line.Entry(line.entry().withModified(time));
  }

  private @Nullable ModifiedTime time(Held line, int year, int month, int day) {
    int full = Dates.fullYear(year);
    return line.exact()
        ? dates.second(full, month, day, line.seconds(), 0)
        : dates.minute(full, month, day, line.seconds() < 0 ? -1 : line.seconds() / 60);
  }

  List<Settled> settled() {
    if (settled.isEmpty()) {
      return List.of();
    }
    List<Settled> taken = settled;
    settled = new ArrayList<>();
    return taken;
  }

  List<Settled> atEnd() {
    release();
    return settled();
  }
}
