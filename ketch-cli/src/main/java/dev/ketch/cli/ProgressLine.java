package dev.ketch.cli;

import java.io.Closeable;
import java.io.IOError;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;
import org.jspecify.annotations.Nullable;

/**
 * One line of progress on a terminal's standard error, redrawn a few times a second. Nothing is
 * loaded or drawn for what takes less than half a second, or where there is no terminal.
 */
final class ProgressLine implements Closeable {
  private static final long FIRST = 500_000_000L;
  private static final long EVERY = 100_000_000L;
  private static final int BAR = 24;

  /** Columns left free at the end: a terminal writes ^C there. */
  private static final int BESIDE = 3;

  private final boolean wanted;
  private final long begun = System.nanoTime();
  private long next = begun + FIRST;
  private long base = -1;
  private @Nullable Terminal terminal;
  private @Nullable Display display;
  private int drawn;

  ProgressLine(boolean wanted) {
    this.wanted = wanted && Console.isTerminal("err");
  }

  /** Whether anybody sees it. */
  boolean wanted() {
    return wanted;
  }

  /** Draws if it is time. {@code total} is -1 where it is not known. */
  synchronized void update(String what, long done, long total) {
    if (base < 0) {
      base = done; // Resumed bytes are no speed.
    }
    long now = System.nanoTime();
    if (!wanted || now < next || Interruption.hasBegun()) {
      return;
    }
    next = now + EVERY;
    draw(text(what, done, total, (now - begun) / 1e9, base));
  }

  private static String text(String what, long done, long total, double seconds, long base) {
    double rate = (done - base) / Math.max(0.001, seconds);
    StringBuilder line = new StringBuilder();
    if (total > 0) {
      int filled = (int) (BAR * Math.min(done, total) / total);
      line.append('[').append("#".repeat(filled)).append(" ".repeat(BAR - filled)).append("] ");
      line.append(String.format(Locale.ROOT, "%3d%% ", 100 * Math.min(done, total) / total));
    }
    line.append(size(done)).append("  ").append(size((long) rate)).append("/s  ");
    if (total > 0 && rate > 0) {
      long left = (long) ((total - done) / rate);
      line.append(String.format(Locale.ROOT, "%d:%02d left  ", left / 60, left % 60));
    }
    return line.append(Escape.text(what)).toString();
  }

  /** Bytes in the largest fitting unit. */
  static String size(long bytes) {
    if (bytes < 1024) {
      return bytes + " B";
    }
    double value = bytes;
    String units = "KMGTPE";
    int unit = -1;
    while (value >= 1024 && unit < units.length() - 1) {
      value /= 1024;
      unit++;
    }
    return tenths(value) + " " + units.charAt(unit) + "iB";
  }

  /** One digit after the point. {@code String.format} costs a short run a tenth of its time. */
  static String tenths(double value) {
    long tenths = Math.round(value * 10);
    return tenths / 10 + "." + tenths % 10;
  }

  private void draw(String line) {
    Display shown = display();
    try {
      if (shown != null && terminal != null) {
        int width = Math.max(20, terminal.getColumns() - BESIDE);
        shown.resize(terminal.getSize());
        AttributedString text = new AttributedString(line);
        shown.update(List.of(text.columnSubSequence(0, width)), 0);
        drawn = width;
      }
    } catch (RuntimeException | IOError e) {
      next = Long.MAX_VALUE; // The terminal is closed: progress is not worth an error.
    }
  }

  private @Nullable Display display() {
    if (display == null) {
      try {
        terminal =
            TerminalBuilder.builder()
                .systemOutput(TerminalBuilder.SystemOutput.SysErr)
                .dumb(true)
                // Else JLine gives Ctrl-C its default again, which ends the process as it stands.
                .nativeSignals(false)
                .build();
        display = new Display(terminal, false);
      } catch (IOException | IllegalStateException e) {
        next = Long.MAX_VALUE; // No terminal after all: progress is not worth an error.
      }
    }
    return display;
  }

  /** Takes the line off the terminal. */
  @Override
  public synchronized void close() {
    try {
      if (display != null) {
        display.update(List.of(), 0);
      }
      if (terminal != null) {
        terminal.close();
      }
    } catch (IOException | RuntimeException | IOError e) {
      // It is closed already.
    }
    if (drawn > 0 && Interruption.hasBegun()) {
      // The ^C that the terminal has written moved what the display believes to be there.
      System.err.print("\r" + " ".repeat(drawn + BESIDE - 1) + "\r");
    }
  }
}
