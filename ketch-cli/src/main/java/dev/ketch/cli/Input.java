package dev.ketch.cli;

import java.io.BufferedInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.InputStream;
import java.nio.channels.Channels;

/** Standard input. */
final class Input {
  private Input() {}

  /** A stream that an interrupt ends; Java's own waits for the other program whatever happens. */
  static InputStream standard() {
    boolean javas = System.in.getClass() == BufferedInputStream.class;
    return javas
        ? Channels.newInputStream(new FileInputStream(FileDescriptor.in).getChannel())
        : System.in;
  }
}
