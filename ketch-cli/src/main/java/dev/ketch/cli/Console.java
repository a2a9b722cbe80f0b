package dev.ketch.cli;

import dev.ketch.ftp.internal.local.LocalPaths;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Where output goes. Everything that came from a server is escaped on its way to a terminal. */
final class Console {
  private static final int SELDOM = 256;

  final PrintStream out;
  private final PrintStream err;
  private int asked;
  private final Set<String> warned = ConcurrentHashMap.newKeySet();

  Console(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** A line of output; text of the server in it must have been {@link Escape}d. */
  void line(String text) {
    out.print(text + "\n");
  }

  /** Fails if nobody reads any more, as behind {@code head}. Asked now and then: it costs. */
  void requireReader() {
    if (++asked % SELDOM == 0 && out.checkError()) {
      throw new UncheckedIOException(new IOException("standard output was closed"));
    }
  }

  /** One sentence about what went wrong. */
  void error(String sentence) {
    // On the terminal is perhaps a ^C, and the line of progress that it stands in.
    String begin = Interruption.hasBegun() && isTerminal("err") ? "\r" : "";
    err.print(begin + "ketch: " + Escape.text(sentence + remedy(sentence)) + "\n");
  }

  /** A name that cannot be read may be what is wrong, and always is what can be helped. */
  private static String remedy(String sentence) {
    return LocalPaths.hasStrayBytes(sentence)
            && !sentence.contains("--encoding")
            && !sentence.contains("UTF-8")
        ? "; bytes such as \\xe9 are not UTF-8; --encoding CHARSET reads such names of a server"
        : "";
  }

  /** Something to be told without asking, once. */
  void warn(String sentence) {
    if (warned.add(sentence)) {
      err.print("ketch: warning: " + Escape.text(sentence) + "\n");
    }
  }

  /** A line for people that is no error. */
  void note(String text) {
    err.print(Escape.text(text) + "\n");
  }

  PrintWriter outWriter() {
    return new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), true);
  }

  PrintWriter errWriter() {
    return new PrintWriter(new OutputStreamWriter(err, StandardCharsets.UTF_8), true);
  }

  PrintStream err() {
    return err;
  }

  /** The launcher looks which streams are terminals; without it Java can tell for all at once. */
  static boolean isTerminal(String stream) {
    String told = System.getProperty("ketch.tty." + stream);
    return told != null ? told.equals("1") : System.console() != null;
  }
}
